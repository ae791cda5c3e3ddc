"""What a person can do: one method, one transaction, its permission and its history with it.

Knows the domain, the storage and `private_files`; returns frozen values, never rows. Begin with `services.py`, which
puts them together, and `base/context.py`, the transaction.
"""
