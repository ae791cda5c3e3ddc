"""The screens of the sidebar's destinations beside the lists of people, one file each.

Knows the frame, the form, the dialogs, the widgets and `ui/sign_in`. Begin with `history.py`.
"""
