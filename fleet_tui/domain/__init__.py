"""What the business says: fields, values, rules, filters and refusals. Knows nothing else: no Textual, no SQL.

Begin with `fields.py`, the declaration of a field, and `people/technician.py`, which uses it. The manual says how to
add a field. A field that refers to entries has a column `<name>_key` beside its own; a field of many entries has its
`_key` alone. The column is NULL for existing people; if it is not, the migration also writes their history, or
`fleet-tui check` finds that the two differ.
"""
