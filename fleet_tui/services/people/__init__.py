"""Profiles: lists, one profile, saving, adding, photos, and the selections that bulk actions are about.

Knows the domain, the storage and `services/base`. Begin with `profiles.py`.
"""
