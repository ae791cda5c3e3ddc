"""Accounts: usernames, passwords, codes, and the status of an account.

Knows the domain only. Begin with `status.py`.
"""
