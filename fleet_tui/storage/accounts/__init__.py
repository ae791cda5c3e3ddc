"""Accounts, sign-ins, attempts, codes, invitations and addresses, as SQL.

Knows the schema, the database and the history. Begin with `accounts.py`.
"""
