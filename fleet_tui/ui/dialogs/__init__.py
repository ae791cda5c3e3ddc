"""Dialogs of every kind: menus, questions, prompts, choosers, progress; each is awaited for its answer.

Knows `ui/base` and the widgets. Begin with `base.py` and `menu.py`.
"""
