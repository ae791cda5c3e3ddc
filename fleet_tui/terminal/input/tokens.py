"""What arrives from a terminal once it has been taken apart: characters, key sequences, pasted text, answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

REPORT = re.compile(rb"\x1b\[\d{1,5};\d{1,5}R")
"""The terminal's answer to where its cursor is (ECMA-48, 8.3.14), as it is sent."""


@dataclass(frozen=True, slots=True)
class Character:
    """One character as it was typed, control characters and the Escape key (`\\x1b`) among them."""

    text: str


@dataclass(frozen=True, slots=True)
class Alt:
    """One character with an escape before it: what the Alt key sends."""

    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A whole, well-formed escape sequence, or one that was named as a key beforehand."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text from a bracketed paste, its line ends as `\\n`; `cut` when it was longer than what is taken.

    The terminal's user cannot see that, so the receiver has to say so.
    """

    text: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Where the terminal says that its cursor is, counted from 1.

    Shift, Alt and Ctrl with F3 send the same from row 1 (`ESC [ 1 ; 2 R`): who asked for no report takes it as a key.
    """

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Which terminal it says that it is (secondary device attributes)."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """What the terminal says that it can (primary device attributes)."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """The colour behind text, as the terminal says it (OSC 11); each part from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def dark(self) -> bool:
        """Whether light letters are read better on it (relative weights of ITU-R BT.601)."""
        return 0.299 * self.red + 0.587 * self.green + 0.114 * self.blue < 0.5


_PARTS = re.compile(
    rb"\]11;(?:rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})(?:/[0-9a-f]{1,4})?|#([0-9a-f]{6}))", re.I
)


def background(answer: bytes) -> Background | None:
    """The colour in an answer without its escape and its end, as `]11;rgb:ffff/ffff/ffff`; None for anything else."""
    found = _PARTS.fullmatch(answer)
    if not found:
        return None
    parts = [found[4][at : at + 2] for at in (0, 2, 4)] if found[4] else list(found.groups()[:3])
    return Background(*(int(part, 16) / (16 ** len(part) - 1) for part in parts))


Token = Character | Alt | Sequence | Pasted | Report | Identity | Features | Background
