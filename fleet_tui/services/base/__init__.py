"""What every service needs: the context with its transactions, the actor, permissions, password hashes.

Knows the domain and the storage, no other service. Begin with `context.py`.
"""
