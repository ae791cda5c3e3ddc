"""`fleet-tui lists`, `roles` and `views`: what the company keeps beside its people.

`command.py` has the arguments and is all that `--help` imports.
"""
