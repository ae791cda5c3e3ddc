"""The outbox, and the lock that each sender holds.

Knows the schema, the database, the history and `storage/accounts`. Begin with `outbox.py`.
"""
