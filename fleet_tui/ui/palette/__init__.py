"""The palette: anybody, any action, view and screen by name.

Knows the domain, the values that services give, and the dialogs and widgets of `ui`. Begin with `palette.py`.
"""
