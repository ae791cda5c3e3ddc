"""Roles, and the rules that protect them: field permissions, the last administrator, more privileged people.

Knows the domain, the storage and `services/base`. Begin with `roles.py`.
"""
