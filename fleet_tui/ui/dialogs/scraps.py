"""The screen behind a box without scraps: the rests of words that its edges cut (looks.md, "In every profile")."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_WORDS = re.compile(r"[^\s|─-▟]*\w[^\s|─-▟]*(?: [a-zà-ÿ][^\s|─-▟]*)*")
"""A word with the small ones behind it, as in `Never logged in`; lines and blocks are none."""


def without_scraps(line: Strip, left: int, right: int) -> Strip:
    """A line of the screen behind, with blanks for what is seen of words across the cells `left` and `right`."""
    for words in _WORDS.finditer(_one_a_cell(line.text)):
        start, end = words.span()
        if start < left < end:
            line = _blanked(line, start, left)
        if start < right < end:
            line = _blanked(line, right, end)
    return line


def _one_a_cell(text: str) -> str:
    """The text with a character for each cell: one of two cells stands twice."""
    return text if cell_len(text) == len(text) else "".join(each * cell_len(each) for each in text)


def _blanked(line: Strip, start: int, end: int) -> Strip:
    """The line with blanks from a cell to another; what is filled stays so."""
    blanks = [
        Segment(" " * segment.cell_length, Style(bgcolor=segment.style.bgcolor) if segment.style else None)
        for segment in line.crop(start, end)
    ]
    return Strip([*line.crop(0, start), *blanks, *line.crop(end, line.cell_length)], line.cell_length)
