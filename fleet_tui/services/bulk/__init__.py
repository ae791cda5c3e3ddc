"""Bulk actions: a plan is made and shown; running it evaluates each person again, in one transaction.

Knows the domain, the storage, `services/base`, and the services of access, accounts and people.
Begin with `plan_and_run.py`.
"""
