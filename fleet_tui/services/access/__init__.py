"""Roles, and the rules that protect them: field permissions, the last administrator, more privileged people.

Knows the domain, the storage, `services/base` and the history. Begin with `roles.py`.
"""
