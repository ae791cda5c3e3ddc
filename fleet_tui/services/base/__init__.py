"""What every service stands on: the context of a call, the actor, permissions and password hashes.

Knows the domain and the storage, no other service. Begin with `context.py`.
"""
