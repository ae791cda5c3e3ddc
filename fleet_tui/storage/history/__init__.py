"""The history: a chain of entries that is only added to, its clock, and operations.

Knows the schema and the database. Begin with `log.py`.
"""
