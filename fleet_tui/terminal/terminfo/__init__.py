"""What a terminal can do: terminfo, probes and the profiles that follow.

Knows the terminal package only. Begin with `profiles.py`.
"""
