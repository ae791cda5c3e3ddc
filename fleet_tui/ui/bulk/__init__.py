"""Bulk actions on the screen: the menu of actions, the plan, the outcome.

Knows the dialogs and widgets. Begin with `actions.py`, the menu, then `plan.py`.
"""
