"""Objects as the text of a JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from fleet_tui.domain.text import displayable


def json_text(batches: Iterable[Iterable[Mapping[str, object]]]) -> Iterator[str]:
    """An array with one object a line; a batch of objects is one text."""
    before = "[\n"
    for objects in batches:
        lines = []
        for one in objects:
            lines.append(before + escaped(json.dumps(one, ensure_ascii=False)))
            before = ",\n"
        yield "".join(lines)
    yield "\n]\n" if before == ",\n" else "[]\n"


def escaped(text: str) -> str:
    """The JSON with characters that could act on a terminal as escapes, which mean the same."""
    if text.isprintable():
        return text
    return "".join(
        one if displayable(one) == one else json.dumps(one)[1:-1] if ord(one) > 127 else "\\u007f" for one in text
    )
