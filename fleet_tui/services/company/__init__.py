"""The company's settings and lists, and undo of the settings.

Knows the domain, the storage and `services/base`. Begin with `settings.py`.
"""
