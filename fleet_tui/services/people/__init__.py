"""Profiles: lists, one profile, adding and saving, photos.

Knows the domain, the storage, `services/base`, and the services of access, accounts, history and local files.
Begin with `profiles.py`.
"""
