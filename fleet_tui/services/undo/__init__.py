"""Undo and redo of operations, by the rules of the actions that they invert.

Knows the domain, the storage, `services/base`, and the services of access, accounts and bulk.
Begin with `operations.py`.
"""
