"""The company in numbers, as far as the actor may see it.

Knows the domain, the storage and `services/base`. Begin with `overview.py`.
"""
