"""Permissions, roles and sessions: the catalogue of permissions, and the rule that says which of them hold.

Knows the domain only. Begin with `permissions.py`.
"""
