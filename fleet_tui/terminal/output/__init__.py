"""Textual's output becomes a picture, and only what differs from the terminal's picture is sent.

Pure, time passed in; knows the terminal package only. Begin with `display.py`.
"""
