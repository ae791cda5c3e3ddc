"""What others do with the record of a form: the note above it, and the question when two changed one field.

Knows no form; begin with `conflict.py`.
"""
