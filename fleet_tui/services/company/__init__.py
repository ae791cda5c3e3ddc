"""The company's settings and lists, and undo of the settings.

Knows the domain, the storage, `services/base`, access, accounts and the history. Begin with `settings.py`.
"""
