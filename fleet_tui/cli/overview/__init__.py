"""`fleet-tui overview`: the numbers of the Overview screen.

`command.py` has the arguments and is all that `--help` imports.
"""
