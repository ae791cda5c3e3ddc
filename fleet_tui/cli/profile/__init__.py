"""`fleet-tui show`, `add`, `edit` and `history`: one profile, as its form and the history show it.

`command.py` has the arguments and is all that `--help` imports.
"""
