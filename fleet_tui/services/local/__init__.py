"""Files on this computer: drafts, marks, and the files that a person may name.

Knows the domain and `private_files`. Begin with `user_files.py`.
"""
