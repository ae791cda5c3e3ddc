"""Phone numbers in cells: what a spreadsheet did to them, and extensions. Which numbers exist is `domain.contact`'s."""

from __future__ import annotations

import re

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.imports.answers import is_nothing
from fleet_tui.domain.text import quoted

_PLAIN = re.compile(r"\+?[0-9 ()/-]{7,20}", re.ASCII)
"""Most numbers: nothing is to be done about them here."""
_DESTROYED = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.ASCII | re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:tel|phone|telephone|telefon|mobile|cell|mobil|handy|office|work|ph|p|t|m|c)(?:\.:?|:)\s*", re.IGNORECASE
)
_BEHIND = re.compile(r"\s*\(?\b(?:cell|mobile|mobil|handy|home|work|office|private|privat|direct)\)?$", re.IGNORECASE)
_EXTENSION = re.compile(
    r"(?:;ext=|[,;\s]*(?:\b(?:extension|extn|ext|durchwahl|dw|poste|int|app)\b|(?<=[\d)\s])(?:ext|x)(?=[.:\s]*\d)|#)[.:\s]*)"
    r"(\d{1,10})",
    re.IGNORECASE,
)
_LOOKS = re.compile(r"[+(]?[\d ().+/-]{7,22}(?:[,;\s]*(?:ext|x|extension|#|durchwahl)[.:\s]*\d{1,10})?", re.IGNORECASE)
_FEWEST, _MOST = 7, 15
_LONGEST = 100
"""No number with all that stands around it is longer."""
_WITHOUT_SIGNS = (10, 11, 12)
"""How many digits a number has that is written without any sign; other long numbers are ids."""


def looks_like_phone(cell: str) -> bool:
    """Whether a cell looks like a phone number, one that a spreadsheet has destroyed too."""
    text = _BEHIND.sub("", _BEFORE.sub("", cell.strip())).removesuffix(".0")
    if _DESTROYED.fullmatch(text):
        return True
    if text.isdigit():
        return len(text) in _WITHOUT_SIGNS
    digits = sum(1 for each in text if each.isdigit())
    return (
        _LOOKS.fullmatch(text) is not None
        and digits >= _FEWEST
        and not re.fullmatch(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}", text)
    )


def is_destroyed(text: str) -> bool:
    """Whether a spreadsheet has made a number with a power of ten of the digits."""
    return _DESTROYED.fullmatch(text) is not None


def destroyed(label: str, text: str) -> BadValue:
    """The refusal of such a cell."""
    return BadValue(
        f"{label} is {quoted(text)}: a spreadsheet has destroyed this number. Format the column as text there and "
        "export it again."
    )


def read_phone(label: str, text: str) -> tuple[str, str]:
    """The number in a cell and its extension, which is empty without one; the number is as it is written.

    Raises:
        BadValue: a spreadsheet has destroyed the number, or there are several.
    """
    if _PLAIN.fullmatch(text):
        return text, ""
    if _DESTROYED.fullmatch(text):
        raise destroyed(label, text)
    if len(text) > _LONGEST:
        raise BadValue(f"{label} has {len(text)} characters: write one number in a cell.")
    if is_nothing(text):
        raise BadValue(f"{label} is {quoted(text)}: leave it empty.")
    if text.endswith(".0") and text[:-2].isdigit():
        return text[:-2], ""
    text = _BEHIND.sub("", _BEFORE.sub("", text))
    number, extension = text, ""
    if (found := _EXTENSION.search(text)) and not text[found.end() :].strip():
        number, extension = text[: found.start()].strip(), found[1]
    if sum(1 for each in number if each.isdigit()) > _MOST:
        raise BadValue(f"{label} is {quoted(text)}, more digits than a phone number has: write one number in a cell.")
    return number, extension
