"""The database file and all SQL: engine, tables, migrations, queries, the history.

Knows the domain and `private_files`; only services and the composition root know it. Begin with `opening.py`, then
`schema/tables.py` and `people/store.py`. Every function is given a connection; its caller holds the transaction.
"""
