"""`fleet-tui import`: people from a file, over the services that the screens use.

`command.py` has the arguments and is all that `--help` imports; begin with `run.py`.
"""
