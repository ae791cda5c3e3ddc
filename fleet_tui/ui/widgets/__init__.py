"""Things on screen that several rooms use: grids, lists to pick from, lines of text.

Knows `ui/base` only. Begin with `grid.py` and `entries.py`.
"""
