"""People as SQL: windows of ordered lists, filters, and the one store that writes profiles.

Knows the schema, the database and `storage/accounts`. Begin with `store.py` to write and `window.py` to read;
`filter_sql.py` and `search_sql.py` have the filters, `columns.py` the facts for bulk actions.
"""
