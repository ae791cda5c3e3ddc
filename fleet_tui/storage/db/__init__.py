"""The database file: the engine, opening, locks, errors, sharing, and the SQLite library itself.

Knows the domain only. Begin with `opening.py`.
"""
