"""The lists of people; `profile` has the form of one person.

Knows the frame, the form, the bulk dialogs and the widgets. Begin with `list_screen.py`.
"""
