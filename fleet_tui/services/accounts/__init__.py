"""Sign-in, codes, resets, setup, and one's own account.

Knows the domain, the storage, `services/base` and the outbox. Begin with `sign_in.py`.
"""
