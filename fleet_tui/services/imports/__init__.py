"""Importing people from a file: matching its rows to people, the plan that says so beforehand, and running it.

`imports.py` is the service. Begin with `plan.py`; `evaluate.py` decides on each row, `spool.py` keeps the rows between
the plan and the run. What the columns of a file mean is in `domain/imports`, how a file is read in `tabular`.
"""
