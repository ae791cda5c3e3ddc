"""The frame of every screen: its base classes, the sidebar, the notice and the status line.

Knows `ui/base` only. Begin with `screen.py`.
"""
