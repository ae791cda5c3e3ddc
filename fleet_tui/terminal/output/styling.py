"""The cheapest way from one style to another."""

from __future__ import annotations

from functools import lru_cache

from fleet_tui.terminal.output.grid import (
    BOLD,
    DEFAULT,
    DIM,
    ITALIC,
    LINES,
    PLAIN,
    REVERSE,
    RGB,
    STRIKE,
    UNDERLINE,
    Style,
)
from fleet_tui.terminal.terminfo.capabilities import Capabilities

_NUMBERS = {BOLD: 1, DIM: 2, ITALIC: 3, UNDERLINE: 4, REVERSE: 7, STRIKE: 9}
_END = 20
"""What the number of an attribute's end is above its own; those of bold and dim are one and the same."""
_KEPT = 4096
"""Changes that are remembered; a session has a few hundred."""


class Styling:
    """Composes what changes the style in which a terminal writes."""

    def __init__(self, capabilities: Capabilities) -> None:
        self._can = capabilities
        self._ends = UNDERLINE * bool(capabilities.rmul) | REVERSE * bool(capabilities.rmso)
        """The attributes that end by numbers of their own; where they do not, a reset ends all of them."""
        self._kept = lru_cache(maxsize=_KEPT)(self._changed)

    def change(self, style: Style | None, wanted: Style) -> bytes:
        """The bytes that change the style; `style` is None when the present one is unknown."""
        return b"" if style == wanted else self._kept(style, wanted)

    def _changed(self, style: Style | None, wanted: Style) -> bytes:
        before = None if style is None else style._replace(attributes=style.attributes & ~LINES)
        after = wanted._replace(attributes=wanted.attributes & ~LINES)
        if before == after:
            return self._letters(style, wanted)
        if self._can.sgr:
            return self._numbers(before, after) + self._letters(style, wanted)
        return self._strings(before, after) + self._letters(None, wanted)  # a reset may also switch them off

    def _letters(self, style: Style | None, wanted: Style) -> bytes:
        """Switches the terminal's line-drawing characters on or off."""
        if wanted.attributes & LINES:
            return b"" if style is not None and style.attributes & LINES else self._can.smacs
        return self._can.rmacs if style is None or style.attributes & LINES else b""

    def _numbers(self, style: Style | None, wanted: Style) -> bytes:
        """One sequence: what changes, or a reset and all of it."""
        if wanted == PLAIN:
            return b"\x1b[m"
        whole = b"\x1b[;%sm" % _listed(wanted, PLAIN)
        if style is None or style.attributes & ~wanted.attributes & ~self._ends:
            return whole
        changed = b"\x1b[%sm" % _listed(wanted, style)
        return min(changed, whole, key=len)

    def _strings(self, style: Style | None, wanted: Style) -> bytes:
        """One string for each attribute, for terminals with separate strings."""
        out = b""
        attributes = wanted.attributes
        if style is None or style.attributes & ~attributes or style[1:] != wanted[1:]:
            out = self._can.sgr0
        else:
            attributes &= ~style.attributes
        for bit, string in (
            (BOLD, self._can.bold),
            (DIM, self._can.dim),
            (ITALIC, self._can.sitm),
            (UNDERLINE, self._can.smul),
            (REVERSE, self._can.rev),
            (STRIKE, self._can.smxx),
        ):
            if attributes & bit:
                out += string
        return out


def _listed(wanted: Style, style: Style) -> bytes:
    """The numbers (ECMA-48, 8.3.117) that lead from a style to another."""
    numbers = [_END + number for bit, number in _NUMBERS.items() if style.attributes & ~wanted.attributes & bit]
    numbers += [number for bit, number in _NUMBERS.items() if wanted.attributes & ~style.attributes & bit]
    if wanted.foreground != style.foreground:
        numbers += _color(wanted.foreground, 30)
    if wanted.background != style.background:
        numbers += _color(wanted.background, 40)
    return b";".join(b"%d" % number for number in numbers)


def _color(color: int, base: int) -> list[int]:
    """A colour's numbers; `base` is 30 for what is written and 40 for what is behind it."""
    if color == DEFAULT:
        return [base + 9]
    if color & RGB:
        return [base + 8, 2, color >> 16 & 255, color >> 8 & 255, color & 255]
    if color < 8:
        return [base + color]
    if color < 16:
        return [base + 52 + color]
    return [base + 8, 5, color]
