"""An import on the screen, before its plan: the file, and what its columns become.

Knows the dialogs and widgets. Begin with `rows.py`, what is asked about a file, then `mapping.py`, the dialog.
"""
