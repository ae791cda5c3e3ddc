"""The form of one profile, its checks while one types, and its actions.

Knows the form, the dialogs and `people/live`. Begin with `person_form.py`.
"""
