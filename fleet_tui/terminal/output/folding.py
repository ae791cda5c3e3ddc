"""What a terminal can show of a cell: its characters, its line drawing, its attributes and colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rich.color import Color
from rich.color import ColorSystem as System

from fleet_tui.terminal.output.grid import (
    BOLD,
    DEFAULT,
    DIM,
    ITALIC,
    LINES,
    REVERSE,
    RGB,
    STRIKE,
    UNDERLINE,
    Cell,
    Row,
    Style,
    on_blank,
)
from fleet_tui.terminal.output.widths import agreed
from fleet_tui.terminal.terminfo.capabilities import Capabilities
from fleet_tui.terminal.terminfo.charsets import can_show

_KEPT = 8192
"""Different cells that are remembered; a session shows a few hundred."""

_INSTEAD = str.maketrans(
    {
        **dict.fromkeys("│┃║▏▕", "|"),
        **dict.fromkeys("─━═‐‑‒–—―▁▔·‧", "-"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋", "+"),
        **dict.fromkeys("▲△↑▴", "^"),
        **dict.fromkeys("▼▽↓▾", "v"),
        **dict.fromkeys("►▶→›»", ">"),
        **dict.fromkeys("◀←‹«", "<"),
        **dict.fromkeys("■▀▄▆█▌▐░▒▓", "#"),
        **dict.fromkeys("•●◆◇", "*"),
        "○": "o",
        "◌": ":",
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        "…": "~",
        "×": "x",
        "÷": "/",
        "¿": "?",
        "¡": "!",
        "ı": "i",
        "ß": "s",
        "æ": "a",
        "Æ": "A",
        "œ": "o",
        "Œ": "O",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "t",
        "Þ": "T",
        "ł": "l",
        "Ł": "L",
        "ħ": "h",
        "Ħ": "H",
    }
)
"""One ASCII character for one of another set, where taking its accents off does not give one."""

_ARROW, _ARROW_SIGN = "→", "~"
"""An arrow, and what stands for it as a sign before a word: `>` there is a cursor."""
_BEFORE_SIGN = frozenset(" >-")
"""What the gutter of a row has before a sign."""


class Folding:
    """Turns cells into cells that one terminal can show; as wide as they were."""

    def __init__(
        self,
        capabilities: Capabilities,
        *,
        charset: str = "utf-8",
        line_drawing: bool = False,
        colors: int = 1 << 24,
    ) -> None:
        self._charset = charset
        self._lines: Mapping[str, str] = capabilities.acs if line_drawing else {}
        self._colors = min(colors, capabilities.colors) if capabilities.sgr else 0
        self._attributes = sum(
            bit
            for bit, string in (
                (BOLD, capabilities.bold),
                (DIM, capabilities.dim),
                (ITALIC, capabilities.sitm),
                (UNDERLINE, capabilities.smul),
                (REVERSE, capabilities.rev),
                (STRIKE, capabilities.smxx),
            )
            if string
        )
        self._wraps = capabilities.am and not capabilities.rmam
        # Where the cursor does not wait behind the last column, marks that follow would go to another cell.
        self._marks_at_end = capabilities.xenl and not capabilities.rmam
        self._cells: dict[Cell, Cell] = {}
        self._has_arrows = can_show(_ARROW, charset)

    def row(self, row: Row) -> Row:
        """The row as the terminal can show it."""
        cells = self._cells
        folded = [cells.get(cell) or self._fold(cell) for cell in row]
        for column, (text, style) in enumerate(folded):
            if not text and len(folded[column - 1][0].encode(self._charset)) == 1:
                folded[column] = (" ", on_blank(style))  # the first half had no wide character to stand for it
        if not self._has_arrows:
            for column in _arrow_signs(row):
                folded[column] = (_ARROW_SIGN, folded[column][1])
        end = -1 if folded[-1][0] else -2
        if len(folded[end][0]) > 1 and not self._marks_at_end:
            folded[end] = (folded[end][0][0], folded[end][1])
        if self._wraps and not agreed(folded[-1][0] or " "):
            folded[-1] = ("?", folded[-1][1])  # drawn wider than believed, it would be on the next row
        return folded

    def _fold(self, cell: Cell) -> Cell:
        text, style = cell
        style = self._style(style)
        if text in self._lines:
            folded = (self._lines[text], style._replace(attributes=style.attributes | LINES))
        else:
            text = self.text(text)
            folded = (text, on_blank(style) if text == " " else style)
        if len(self._cells) >= _KEPT:
            self._cells.clear()
        self._cells[cell] = folded
        return folded

    def text(self, text: str) -> str:
        """The characters of a cell in the terminal's letters."""
        try:
            text.encode(self._charset)
        except UnicodeEncodeError:
            return self._instead(text)
        return text

    def _instead(self, text: str) -> str:
        for way in (text[0], text[0].translate(_INSTEAD), unicodedata.normalize("NFKD", text)[0]):
            try:
                way.encode(self._charset)
            except UnicodeEncodeError:
                continue
            return way
        return "?"

    def _style(self, style: Style) -> Style:
        attributes, foreground, background = style
        return Style(
            attributes & self._attributes, _reduced(foreground, self._colors), _reduced(background, self._colors)
        )


def _arrow_signs(row: Row) -> Iterator[int]:
    """The columns of arrows that stand before a word without a blank."""
    for column in range(1, len(row) - 1):
        if row[column][0] == _ARROW and row[column - 1][0] in _BEFORE_SIGN and row[column + 1][0] != " ":
            yield column


@lru_cache(maxsize=4096)
def _reduced(color: int, colors: int) -> int:
    """The colour that is nearest among so many."""
    if color == DEFAULT or colors < 8:
        return DEFAULT
    if colors > 256 or color < min(colors, 256):
        return color
    system = System.EIGHT_BIT if colors >= 256 else System.STANDARD
    number = _color(color).downgrade(system).number
    return DEFAULT if number is None else number % 8 if colors < 16 else number


def _color(color: int) -> Color:
    if color & RGB:
        return Color.from_rgb(color >> 16 & 255, color >> 8 & 255, color & 255)
    return Color.from_ansi(color)
