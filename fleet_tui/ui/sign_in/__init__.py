"""The screens before sign-in: passwords, codes, the setup of the company.

Knows the frame, the form and the dialogs. Begin with `base.py`.
"""
