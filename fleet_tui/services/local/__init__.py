"""Files on this computer: drafts, marks, and the files that a person may name.

Knows the domain, `private_files` and the lock of the database. Begin with `user_files.py`.
"""
