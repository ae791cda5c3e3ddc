"""Bulk actions: a plan is made, shown, judged again and run in one transaction.

Knows the domain, the storage, and the services of people, accounts and mail. Begin with `plan_and_run.py`.
"""
