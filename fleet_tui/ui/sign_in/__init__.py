"""The screens before sign-in: passwords, codes, the first start.

Knows the form, the dialogs and the widgets. Begin with `base.py`.
"""
