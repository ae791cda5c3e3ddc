"""The command line, one module a command: NAME, HELP, `add_arguments` and `run`, which returns the exit code.

It knows every package below it; only `__main__` knows it. Begin with `main.py`, which finds the command. Bulk commands
are declared in `bulk/command.py`; `ACTIONS` in `bulk/run.py` says what each does.
"""
