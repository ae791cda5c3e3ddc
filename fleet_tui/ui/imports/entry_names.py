"""Names of entries in one text, as a cell of a file has them."""

from __future__ import annotations

from collections.abc import Iterable

_SPECIAL = frozenset(',;|"\n')


def joined_names(names: Iterable[str]) -> str:
    """The names with commas between them; one that has a separator in it is in double quotes."""
    return ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"' if _SPECIAL & {*name} else name for name in names)


def names_in(text: str) -> list[str]:
    """The names that `joined_names` joined."""
    import csv  # a start reads no cells

    return next(csv.reader([text], skipinitialspace=True), [])
