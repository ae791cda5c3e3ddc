"""The database file: the engine, locks, errors, sharing, and the SQLite library itself.

Knows the domain and `private_files`. Begin with `engine.py`.
"""
