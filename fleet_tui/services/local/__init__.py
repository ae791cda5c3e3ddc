"""Files on this computer: drafts, marks, where a user left off, and the files that a person may name.

Knows the domain, `private_files` and the lock of the database. Begin with `user_files.py`.
"""
