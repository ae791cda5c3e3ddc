"""The app: its modes, its session, the way in and out, and the styles.

Knows every package of the ui. Begin with `app.py`.
"""
