"""Actions on many people: what each action does to a person, and the plan that says so beforehand.

Knows the domain only. Begin with `actions.py`, then `plan.py`.
"""
