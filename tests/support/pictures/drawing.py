"""A terminal's cells as a picture in dots."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.support.terminals.cells import Cell, Colour, Rows

_FOLDER = Path("/usr/share/fonts/truetype/dejavu")
_SIZE = 15
_LINE = 18
_DIM = 0.6
_SIXTEEN = (
    *("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"),
    *("7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff"),
)
"""The first colours of xterm's palette."""
_LEVELS = (0, 95, 135, 175, 215, 255)
_PLAIN = "d0d0d0", "101010"
"""What a terminal without colours has: letters and background."""

RGB = tuple[int, ...]


def drawn(rows: Rows) -> Image.Image:
    """The picture of a screen."""
    regular, bold = (ImageFont.truetype(str(_FOLDER / f"DejaVuSansMono{kind}.ttf"), _SIZE) for kind in ("", "-Bold"))
    wide = round(regular.getlength("M"))
    picture = Image.new("RGB", (wide * len(rows[0]), _LINE * len(rows)))
    draw = ImageDraw.Draw(picture)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            letters, ground = _colours(cell)
            left, top, right, bottom = x * wide, y * _LINE, (x + 1) * wide - 1, (y + 1) * _LINE - 1
            draw.rectangle((left, top, right, bottom), ground)
            if cell.text == "▀":  # a half block meets the next one, whatever the font
                draw.rectangle((left, top, right, (top + bottom) // 2), letters)
            elif cell.text.strip():
                draw.text((left, top), cell.text, letters, bold if "bold" in cell.attributes else regular)
            if "underline" in cell.attributes:
                draw.line((left, bottom - 1, right, bottom - 1), letters)
    return picture


def _colours(cell: Cell) -> tuple[RGB, RGB]:
    letters, ground = _rgb(cell.foreground, _PLAIN[0]), _rgb(cell.background, _PLAIN[1])
    if "reverse" in cell.attributes:
        letters, ground = ground, letters
    if "dim" in cell.attributes:
        letters = tuple(round(a * _DIM + b * (1 - _DIM)) for a, b in zip(letters, ground, strict=True))
    return letters, ground


def _rgb(colour: Colour, default: str) -> RGB:
    if isinstance(colour, int):
        if colour >= 232:
            return (8 + 10 * (colour - 232),) * 3
        if colour >= 16:
            return tuple(_LEVELS[(colour - 16) // step % 6] for step in (36, 6, 1))
        colour = _SIXTEEN[colour]
    return tuple(bytes.fromhex(default if colour == "default" else colour))
