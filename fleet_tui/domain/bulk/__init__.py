"""Actions on many people: what each action does to a person, and the plan that says so beforehand.

Knows the domain only. Begin with `actions.py` (values, titles, permissions), then `evaluate.py` and `plan.py`. The
manual says how to add an action.
"""
