"""Filters of lists: a condition a column, their JSON, saved views, and the query that a list asks.

Knows the domain only. Begin with `conditions.py`; `line/` is the filter language that is typed.
"""
