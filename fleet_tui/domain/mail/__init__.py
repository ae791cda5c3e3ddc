"""Messages to people: their templates, their states, and when a message is tried again.

Knows the domain only. Begin with `messages.py`.
"""
