"""Several entries of a list in one cell of a file: `Gas, HVAC`, `Gas;HVAC`, `"Parts, small", Gas`."""

from __future__ import annotations

from collections.abc import Callable

_SEPARATORS = ",;|\n"


def split_entries(text: str, known: Callable[[str], bool]) -> list[str]:
    """The names in the cell, in order, each once. `known` tells whether a text is the name of an entry.

    A name may hold a separator: it is then in double quotes, or it is known as a whole.
    """
    if known(text.strip()):
        return [text.strip()]
    pieces = _pieces(text)
    names: list[str] = []
    first = 0
    while first < len(pieces):
        last = first
        for end in range(len(pieces) - 1, first, -1):
            if known(text[pieces[first][0] : pieces[end][1]].strip()):
                last = end
                break
        whole = text[pieces[first][0] : pieces[last][1]].strip()
        name = pieces[first][2] if last == first else whole
        if name:
            names.append(name)
        first = last + 1
    return list(dict.fromkeys(names))


def _pieces(text: str) -> list[tuple[int, int, str]]:
    """The parts between separators: where each begins and ends, and its name without quotes."""
    pieces: list[tuple[int, int, str]] = []
    start, inside = 0, False
    for place, character in enumerate(f"{text},"):
        if character == '"':
            inside = not inside
        if place == len(text) or (character in _SEPARATORS and not inside):
            pieces.append((start, place, _unquoted(text[start:place].strip())))
            start = place + 1
    return pieces


def _unquoted(name: str) -> str:
    if len(name) > 1 and name[0] == name[-1] == '"':
        return name[1:-1].replace('""', '"')
    return name
