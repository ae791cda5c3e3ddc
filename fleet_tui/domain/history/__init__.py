"""What the history says of a change, and the change that takes it back.

Knows the domain only. Begin with `changes.py`.
"""
