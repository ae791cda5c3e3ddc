"""The line itself: writing without waiting, its speed, and when a picture has arrived.

Knows the terminal package only. Begin with `pacing.py`.
"""
