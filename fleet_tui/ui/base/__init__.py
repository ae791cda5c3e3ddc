"""What every screen stands on: the key queue, background work, bindings and Textual's private names.

Knows no widget, no dialog and no screen. Begin with `key_queue.py`.
"""
