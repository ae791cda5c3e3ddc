"""The line between the program and the terminal: a picture of the screen becomes the fewest bytes that show it.

Written for lines of 960 bytes a second (line.md). Knows nothing else of the program; `bootstrap` and `cli` know it.
Begin with `driver.py`. All modules are pure, with the time passed in, but `driver`, `session`, `line/line`,
`terminfo/finding` and `terminfo/entry`, which `capabilities.read` asks.
"""
