"""Filters of lists: a condition a column, their JSON, saved views, and the query that a list asks.

Knows the domain only. Begin with `conditions.py`; `as_json.py` is how saved views keep them, `line/` the filter
language that is typed. The manual says how to add a kind of filter.
"""
