"""What a terminal sends, taken apart into keys, pastes and the mouse.

Pure, time passed in; knows the terminal package only. Begin with `keyboard.py`.
"""
