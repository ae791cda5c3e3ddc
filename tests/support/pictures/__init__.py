"""Pictures of the program, made by the program itself: `python -m tests.support.pictures FOLDER`.

`scenes.py` says what is shown and which keys lead there, `showing.py` runs the app in a pseudo-terminal with the demo
people on their own day, `drawing.py` draws what the terminal then shows, and `vector.py` has what Textual exports.
`--readme` makes those of the README anew.
"""
