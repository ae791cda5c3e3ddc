"""The form of a profile or of the company: its state and rules without a screen, then its editors and pages.

Knows the frame, the dialogs and the widgets. Begin with `state.py` and `rules.py`, then `screen.py`.
"""
