"""What a terminal emulator shows, in a form in which emulators and the program's own picture can be compared.

A blank shows only its background, an underline, a line through it and reversed colours, so nothing else counts there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

Colour = int | str
"""A number of the palette (0 to 255), "rrggbb", or "default"."""

DEFAULT = "default"


class Cell(NamedTuple):
    """One cell as it looks. The second half of a wide character has the text "" and the style of the first."""

    text: str
    attributes: frozenset[str] = frozenset()
    """Of bold, dim, italic, underline, reverse and strike."""
    foreground: Colour = DEFAULT
    background: Colour = DEFAULT


class Char(NamedTuple):
    """One cell as pyte keeps it (its names), with "dim" and with colours spelled as in `Cell`."""

    data: str = " "
    fg: Colour = DEFAULT
    bg: Colour = DEFAULT
    bold: bool = False
    dim: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False


Rows = list[list[Cell]]

_SEEN_ON_BLANKS = frozenset({"underline", "reverse", "strike"})
_NAMES = {
    "bold": "bold",
    "dim": "dim",
    "italics": "italic",
    "underscore": "underline",
    "reverse": "reverse",
    "strikethrough": "strike",
}
_SWITCHES: dict[int, dict[str, bool]] = {
    1: {"bold": True},
    2: {"dim": True},
    3: {"italics": True},
    4: {"underscore": True},
    5: {"blink": True},
    7: {"reverse": True},
    9: {"strikethrough": True},
    21: {"underscore": True},
    22: {"bold": False, "dim": False},
    23: {"italics": False},
    24: {"underscore": False},
    25: {"blink": False},
    27: {"reverse": False},
    29: {"strikethrough": False},
}


@lru_cache(maxsize=65536)
def seen(
    text: str, attributes: frozenset[str] = frozenset(), foreground: Colour = DEFAULT, background: Colour = DEFAULT
) -> Cell:
    """A cell without what cannot be seen of it; an empty `text` is a blank."""
    if text in ("", " "):
        attributes &= _SEEN_ON_BLANKS
        return Cell(" ", attributes, foreground if attributes else DEFAULT, background)
    return Cell(text, attributes, foreground, background)


@lru_cache(maxsize=65536)
def seen_of(char: Char) -> Cell:
    """The same for a cell as pyte keeps it."""
    return seen(char.data, frozenset(name for field, name in _NAMES.items() if getattr(char, field)), char.fg, char.bg)


def rows_of(lines: Sequence[Sequence[Char]], columns: int) -> Rows:
    """Lines of characters, of which a wide one is followed by one without text, as rows of `columns` cells."""
    rows = []
    for line in lines:
        row: list[Cell] = []
        for char in line[:columns]:
            if char.data == "" and row:
                row.append(row[-1]._replace(text=""))
            else:
                row.append(seen_of(char))
        rows.append(row + [Cell(" ")] * (columns - len(row)))
    return rows


def differences(shown: Rows, wanted: Rows) -> list[str]:
    """Where two screens are not the same, a sentence for each cell: for the message of a failing test."""
    if (sizes := [(len(rows), len(rows[0])) for rows in (shown, wanted)])[0] != sizes[1]:
        return [f"{sizes[0]} rows and columns rather than {sizes[1]}"]
    return [
        f"row {y} column {x}: {tuple(shown[y][x])} rather than {tuple(wanted[y][x])}"
        for y, row in enumerate(wanted)
        if row != shown[y]
        for x, cell in enumerate(row)
        if shown[y][x] != cell
    ]


@lru_cache(maxsize=65536)
def sgr(pen: Char, parameters: str) -> Char:
    """The style after `CSI parameters m`; what is unknown in it is passed over."""
    left = iter(parameters.split(";"))
    for parameter in left:
        number, *parts = [int(part or 0) for part in parameter.split(":")]
        if number == 0:
            pen = Char()
        elif number == 4 and parts:
            pen = pen._replace(underscore=parts[0] != 0)
        elif number in _SWITCHES:
            pen = pen._replace(**_SWITCHES[number])  # type: ignore[arg-type]
        elif number in (38, 48, 58):
            colour = _of_parts(parts) if parts else _of_rest(left)
            if number != 58 and colour is not None:
                pen = pen._replace(**{"fg" if number == 38 else "bg": colour})
        elif number in (39, 49):
            pen = pen._replace(**{"fg" if number == 39 else "bg": DEFAULT})
        else:
            pen = _with_one_of_sixteen(pen, number)
    return pen


def _with_one_of_sixteen(pen: Char, number: int) -> Char:
    for first, brighter in ((30, 0), (90, 8)):
        if first <= number < first + 8:
            return pen._replace(fg=number - first + brighter)
        if first + 10 <= number < first + 18:
            return pen._replace(bg=number - first - 10 + brighter)
    return pen


def _of_parts(parts: Sequence[int]) -> Colour | None:
    """The colour of `38:5:n`, `38:2:r:g:b` or `38:2::r:g:b`."""
    if parts[0] == 5 and len(parts) == 2:
        return parts[1] & 255
    if parts[0] == 2 and len(parts) >= 4:
        return "{:02x}{:02x}{:02x}".format(*(part & 255 for part in parts[-3:]))
    return None


def _of_rest(left: Iterator[str]) -> Colour | None:
    """The colour of `38;5;n` or `38;2;r;g;b`, which takes the parameters that follow."""
    kind = next(left, "")
    wanted = {"5": 1, "2": 3}.get(kind, 0)
    return _of_parts([int(kind or 0), *(int(next(left, "0") or 0) for _ in range(wanted))])
