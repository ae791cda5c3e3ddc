"""What the business says: fields, values, rules, filters and refusals. Knows nothing else: no Textual, no SQL.

Begin with `fields.py`, the declaration of a field, and `people/technician.py`, which uses it.

To add a field of a profile:

1. Declare it in `technician.py`, `employee.py` or `shared_fields.py` of `people`. The form, the
   list's columns and filters, what is refused, CSV, JSON and the history follow.
2. Give it its column in `storage`'s tables and in a migration: in the narrow table when it has a `width`, so that lists
   can show it, with `<name>_key` beside it when it refers to entries; in the detail table otherwise. A field of many
   entries has its `_key` alone.
3. The column is NULL for existing people. If it is not, the migration also writes their history, or
   `fleet-tui check` finds that the two differ.
4. What it has to do with other fields is a function in `people/rules.py`.

The tests of the declarations and of the drift between tables, migrations and fields say what was forgotten.
"""
