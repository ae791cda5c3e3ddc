"""Accounts, sign-ins, attempts, codes and invitations, as SQL.

Knows the schema and the database. Begin with `accounts.py`.
"""
