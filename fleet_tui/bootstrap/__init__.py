"""The composition root: settings, signals, the terminal and the services become one running program.

It may know every other package; only `cli` and `__main__` know it. Begin with `run.py`: the app, from the command line
to the last byte.
"""
