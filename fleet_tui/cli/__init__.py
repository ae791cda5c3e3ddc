"""The command line, one module a command: NAME, HELP, `add_arguments` and `run`, which returns the exit code.

It knows every package below it; only `__main__` knows it. Begin with `main.py`, which finds the command. Bulk commands
are declared in `bulk.py`; `ACTIONS` in `bulk_run.py` says what each does.
"""
