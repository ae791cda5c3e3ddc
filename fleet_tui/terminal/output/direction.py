"""Keeps the direction of rows with names that are written from the right, on a terminal that turns whole rows round.

PuTTY orders each row of its screen by Unicode's bidirectional algorithm: a row that begins with a letter written from
the right is mirrored, and two such names with blanks between them change places. It leaves out characters without a
width, so that marks and isolates do nothing there (measured with 0.78). A blank that counts as a letter from the left
does: in its place, before the first name of a row and behind each, everything stays in its column.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from fleet_tui.terminal.output.grid import Row

_BLANK = "\u2800"
"""The empty Braille pattern: a blank to the eye, a letter from the left to the algorithm, one column everywhere."""
_FIRST = "\u0590"
"""Where the scripts from the right begin."""
ASK_IDENTITY = b"\x1b[>c"
"""Asks which terminal this is (secondary device attributes)."""
_TURNS_ROWS = ((0, 136),)
"""The first numbers of the answers of terminals that turn rows round, and show that blank as one: PuTTY's."""


def turns_rows(numbers: tuple[int, ...]) -> bool:
    """Whether the terminal that answers so turns rows round."""
    return numbers[:2] in _TURNS_ROWS


def from_the_right(row: Row) -> bool:
    """Whether something in the row is written from the right."""
    return any(text >= _FIRST and _strong(text[0]) == "R" for text, _ in row if text)


def kept(row: Row) -> Row:
    """The row with the blanks that keep its direction."""
    marked, column, begun = list(row), 0, False
    while column < len(row):
        strong = _strong(row[column][0][:1])
        if strong != "R":
            begun |= strong == "L"
            column += 1
            continue
        if not begun:
            _mark(marked, next((at for at in range(column - 1, -1, -1) if row[at][0] == " "), -1))
        column, begun = _end(row, column), True
        _mark(marked, column)
    return marked


def _mark(row: Row, column: int) -> None:
    if 0 <= column < len(row) and row[column][0] == " ":
        row[column] = (_BLANK, row[column][1])


def _end(row: Row, column: int) -> int:
    """The column behind the words that begin there: at two blanks, a line or the end of the row."""
    for at in range(column + 1, len(row)):
        text, follows = row[at][0], row[at + 1][0] if at + 1 < len(row) else " "
        if _is_line(text) or (text == " " and (follows == " " or _is_line(follows))):
            return at
    return len(row)


def _is_line(text: str) -> bool:
    return text == "|" or "\u2500" <= text[:1] <= "\u257f"


@lru_cache(maxsize=4096)
def _strong(character: str) -> str:
    kind = unicodedata.bidirectional(character) if character else ""
    return "R" if kind in ("R", "AL") else "L" if kind == "L" else ""
