"""What the columns and the cells of people's files mean: titles, mappings and the reading of rows.

Knows the domain only. Begin with `mapping.py`, which guesses what each column is, and `row.py`, which reads a row.
"""
