"""`fleet-tui check`: the history is replayed and compared with the tables.

Knows the whole storage. Begin with `database.py`.
"""
