"""The counts of the overview: each one query by an index, or several, however many people there are.

Knows the domain, the tables and `storage/db`. Callers hold the transaction.
"""
