"""What every screen stands on: the key queue, background work, bindings and Textual's rough edges.

Knows no widget, no dialog and no other screen. Begin with `screen.py`.
"""
