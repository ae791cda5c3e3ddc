"""The history as people read it.

Knows the domain, the storage and `services/base`. Begin with `log.py`.
"""
