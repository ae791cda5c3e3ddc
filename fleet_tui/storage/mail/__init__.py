"""The outbox, addresses, and the lock that each sender holds.

Knows the schema and the database. Begin with `outbox.py`.
"""
