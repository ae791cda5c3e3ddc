"""Many entries of a list in one cell: “Gas, Heat pumps; "Air, cooled"”."""

from __future__ import annotations

import re

from fleet_tui.domain.text import BLANK

_ENTRY = re.compile(r'[,;|\n\r]*(?:[^\S\n\r]*"((?:[^"]|"")*)"[^\S\n\r]*(?=[,;|\n\r]|$)|([^,;|\n\r]+))')


def entry_names(text: str) -> tuple[str, ...]:
    """The names in a cell, each once: between commas, semicolons, bars or line breaks.

    A name in double quotes may have these in it, and a quote doubled.
    """
    found = (
        match[1].replace('""', '"') if match[1] is not None else match[2].strip(BLANK)
        for match in _ENTRY.finditer(text)
    )
    return tuple(dict.fromkeys(name for name in found if name))
