"""The line between the program and the terminal: what should be on the screen becomes the fewest bytes that show it.

Written for lines of 960 bytes a second (line.md). Nothing else of the program is known here, and only `bootstrap`
and `cli` know this.

Pure, with the time passed in, are all modules but `driver`, `line`, `session`, `finding` and `terminfo`, which
`capabilities.read` asks.
"""
