"""The tables as SQLModel classes, the column types, and the migrations that made them.

Knows the domain and the database. Begin with `tables.py`.
"""
