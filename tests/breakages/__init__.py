"""Single breakages of the program, and whether the tests catch them: run by hand, `python -m tests.breakages`.

`table.py` reads the breakages from the `.toml` files, one for each part of the program; `checkout.py` makes the copy in
which they are made. The entries name texts and test files, not paths: a file may move, and what is renamed is mended
in the entry. `tests/test_breakages.py` fails for an entry that has lost its place.
"""
