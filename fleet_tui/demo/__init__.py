"""Believable people that do not exist: the same for the same seed, with numbers and addresses that do not exist.

Knows the domain only. Begin with `people.py`.
"""
