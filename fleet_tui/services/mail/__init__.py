"""The outbox: a message is queued in the transaction of its cause, and sent later.

Knows the domain, the storage, `services/base` and access. Begin with `outbox.py`, then `delivery.py`.
"""
