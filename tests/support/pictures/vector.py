"""A screen as a picture in lines and letters, as Textual exports it, for the README."""

from __future__ import annotations

import html
import re

_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_NUMBER = re.compile(r"terminal-\d+")
_LETTERS = re.compile(r"<text[^>]*>([^<]*)</text>")
_FAMILY = re.compile(r"font-family: [^;]*Fira Code[^;]*;")


def svg(exported: str) -> str:
    """The exported picture, without the fonts that it would load from elsewhere, and the same at each making."""
    picture = _NUMBER.sub("screen", _FONTS.sub("", exported))
    return _FAMILY.sub("font-family: monospace;", picture)


def letters(picture: str) -> list[str]:
    """What is written in it, piece by piece."""
    return [html.unescape(text) for text in _LETTERS.findall(picture)]
