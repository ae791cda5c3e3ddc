"""Charts of characters: from values to lines of cells, without a screen.

Knows nothing of the program. Begin with `bars.py`.
"""
