"""Many entries of a list in one cell: “Gas, Heat pumps; "Air, cooled"”."""

from __future__ import annotations

import re
from collections.abc import Callable

from fleet_tui.domain.text import BLANK

_ENTRY = re.compile(r'[,;|\n\r]*(?:[^\S\n\r]*("(?:[^"]|"")*")[^\S\n\r]*(?=[,;|\n\r]|$)|([^,;|\n\r]+))')


def entry_names(text: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The names in a cell, each once: between commas, semicolons, bars or line breaks.

    A name in double quotes may have these in it, and a quote doubled; so may a name that is `known`, without quotes.
    """
    whole = text.strip(BLANK)
    if known(whole):
        return (whole,)
    found = list(_ENTRY.finditer(text))
    names: dict[str, None] = {}
    first = 0
    while first < len(found):
        last = next(
            (end for end in range(len(found) - 1, first, -1) if known(_between(text, found, first, end))), first
        )
        name = _name(found[first]) if last == first else _between(text, found, first, last)
        if name:
            names[name] = None
        first = last + 1
    return tuple(names)


def _between(text: str, found: list[re.Match[str]], first: int, last: int) -> str:
    start = found[first].start(1 if found[first][1] else 2)
    return text[start : found[last].end()].strip(BLANK)


def _name(match: re.Match[str]) -> str:
    return match[1][1:-1].replace('""', '"') if match[1] else match[2].strip(BLANK)
