"""Profiles: the declared fields of technicians and employees, and the rules between fields.

Knows the domain only. Begin with `technician.py` and `employee.py`, which declare every field, and `rules.py`.
"""
