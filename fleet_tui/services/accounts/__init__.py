"""Sign-in, codes, resets, setup, and one's own account.

Knows the domain, the storage and `services/base`. Begin with `sign_in.py`.
"""
