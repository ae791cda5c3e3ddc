"""People as SQL: windows of ordered lists, filters, and the one store that writes profiles.

Knows the schema and the database. Begin with `store.py` to write, `window.py` to read.
"""
