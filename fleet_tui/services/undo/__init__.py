"""Undo and redo of operations, by the rules of the actions that they turn round.

Knows the domain, the storage and the services of the changes. Begin with `operations.py`.
"""
