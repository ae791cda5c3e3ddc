"""The outbox: messages are queued in the transaction of their cause, and sent later.

Knows the domain, the storage and `services/base`. Begin with `outbox.py`, then `delivery.py`.
"""
