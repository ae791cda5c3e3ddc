"""The bulk commands: `set`, `activate`, `deactivate`, `invite`, `reset`, `undo`, `redo`, each a plan as on the screens.

`command.py` has the arguments and is all that `--help` imports; begin with `run.py`.
"""
