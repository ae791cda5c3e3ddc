"""How many cells a text takes, and how to write it so that every terminal takes as many.

Textual lays its screens out with the widths that Rich says. Terminals have other tables, of other years, and do
not agree about emoji that are put together of several characters: one draws a family in two cells, another in eight.
Everything behind it in the row would then be elsewhere than believed. So what they differ about is left away: a family
is its first member, a flag its two letters, a thumb has no skin colour. The cells it was given stay its own. Only
letters that are joined, as some of India's scripts do, take a cell each, though Rich gives them one: else half a name
would be missing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len

_JOINER, _NON_JOINER = "\u200d", "\u200c"
_SELECTORS = frozenset(chr(code) for code in range(0xFE00, 0xFE10))
_KEYCAP = "\u20e3"
_MARKS_KEPT = 4
"""Terminals keep only so many marks on a letter, each another number; no name has more."""
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)

# Blocks with widths that terminals have agreed on for decades: first and last code point.
_AGREED = (
    (0x20, 0x7E),  # ASCII
    (0xA1, 0xAC),  # Latin, and its marks, Greek, Cyrillic, Armenian
    (0xAE, 0x377),
    (0x384, 0x482),
    (0x48A, 0x52F),
    (0x531, 0x556),
    (0x561, 0x587),
    (0x5D0, 0x5EA),  # Hebrew
    (0x620, 0x64A),  # Arabic
    (0x671, 0x6D3),
    (0x1E00, 0x1F15),  # Latin and Greek with marks
    (0x2010, 0x2027),  # punctuation
    (0x2030, 0x205E),
    (0x20A0, 0x20BF),  # currencies, letterlike, arrows, mathematics
    (0x2100, 0x2189),
    (0x2190, 0x2211),
    (0x2500, 0x25A1),  # lines, blocks, shapes
    (0x25B2, 0x25B5),
    (0x25BC, 0x25BF),
    (0x25CB, 0x25CF),
    (0x2800, 0x28FF),  # Braille
    (0x3041, 0x3096),  # kana, ideographs, Hangul, full width
    (0x30A1, 0x30FA),
    (0x4E00, 0x9FA5),
    (0xAC00, 0xD7A3),
    (0xFF01, 0xFF60),
)
_SINGLE = re.compile("[ -~¡-¬®-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0481‐-‧\u2500-\u25a1▲-▵▼-▿]*")
"""Most of what is on a screen: characters that stand for themselves, in one cell each."""
_STARTS = [first for first, _ in _AGREED]


@lru_cache(maxsize=4096)
def agreed(text: str) -> bool:
    """Whether every terminal gives this text of one cell or character the same width."""
    return all(_in_agreed_block(ord(character)) for character in text)


def _in_agreed_block(code: int) -> bool:
    block = bisect_right(_STARTS, code) - 1
    return block >= 0 and code <= _AGREED[block][1]


def one_cell_each(text: str) -> bool:
    """Whether every character of the text is surely written as it is, into one cell; false when that is not plain."""
    return _SINGLE.fullmatch(text) is not None


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """The text in parts that stand in one place each, as they are written, with the cells they take: 0, 1 or 2."""
    if text.isascii():
        for character in text:
            if character.isprintable():
                yield character, 1
        return
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _goes_on(text[end - 1], text[end], text[start:end]):
            continue
        yield from _written(text[start:end])
        start = end


def _goes_on(before: str, character: str, cluster: str) -> bool:
    """Whether the character stands in the same cells as the ones before it."""
    joined = before == _JOINER and not unicodedata.category(cluster[0]).startswith("L")
    return joined or (cell_len(character) == 0 and not _is_control(character))


@lru_cache(maxsize=4096)
def _written(cluster: str) -> tuple[tuple[str, int], ...]:
    """The cluster in the form that is sent; blanks for cells that are left over."""
    width = min(2, cell_len(cluster))
    if _is_control(cluster[0]):
        return ((" ", 1),) * width
    base = _base(cluster[0])
    own = cell_len(base)
    if not width or not own:
        return ()
    if own > width:
        return ((" ", 1),) * width
    return ((base + _marks(cluster), own), *((" ", 1),) * (width - own))


def _base(character: str) -> str:
    code = ord(character)
    return chr(code - _FLAG_LETTERS.start + ord("A")) if code in _FLAG_LETTERS else character


def _marks(cluster: str) -> str:
    """The marks that belong to the cluster's first character.

    What is joined to it is left away, and with it the joiner, behind which tmux takes the next cell's text for joined.
    """
    letter = unicodedata.category(cluster[0]).startswith("L")
    kept = ""
    for character in cluster[1:]:
        if character == _JOINER and not letter:
            break
        mark = unicodedata.category(character).startswith("M") or (character == _NON_JOINER and letter)
        if mark and character not in _SELECTORS and character != _KEYCAP and len(kept) < _MARKS_KEPT:
            kept += character
    return kept


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
