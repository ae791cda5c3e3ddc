"""Texts that were damaged on their way into a file: letters that were lost or misread, errors of spreadsheets.

They are looked for in what an import would write, not in each cell: what is stored already stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.text import quoted

_ERROR = re.compile(r"#(?:N/A|NV|REF!|VALUE!|WERT!|BEZUG!|DIV/0!|NAME\?|NUM!|ZAHL!|NULL!|SPILL!|CALC!|#{2,})")
_LOST = re.compile(r"\w\?\w|^\?+\w|\?\?")
_READ = frozenset({Kind.TEXT, Kind.LINES})
_SAVE = "save the file as CSV UTF-8, or write the letters again"


def damages(fields: Mapping[str, Field], before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Why the texts in `after` cannot be what was meant, one sentence a field; `before` is what is stored."""
    found = []
    for name, text in after.items():
        if isinstance(text, str) and (field := fields[name]).kind in _READ:
            was = before.get(name)
            why = damage(text, was if isinstance(was, str) else "", is_words=field.kind is Kind.TEXT)
            if why:
                found.append(f"{field.label} {why}")
    return found


def damage(text: str, before: str = "", *, is_words: bool = True) -> str:
    """How a text was damaged, and what would be right; empty when nothing shows it.

    In a text of sentences a question mark is one, unless it stands in the place of a letter of the text before.
    """
    if text[:1] == "#" and _ERROR.fullmatch(text):
        return f"is {quoted(text)}, an error of the spreadsheet: write the value, or leave the cell empty."
    if "?" in text and ((is_words and _LOST.search(text)) or _has_lost(before, text)):
        return f"is {quoted(text)}, with “?” in the place of letters: {_SAVE}."
    if not text.isascii() and (meant := _misread(text)):
        return f"is {quoted(text)}, which was {quoted(meant)} before its letters were misread: {_SAVE}."
    return ""


def _has_lost(before: str, text: str) -> bool:
    """Whether a text is the one before with question marks in the place of letters."""
    if before.isascii():
        return False
    pattern = "".join(re.escape(each) if each.isascii() else rf"(?:{re.escape(each)}|\?\??)" for each in before)
    return re.fullmatch(pattern, text) is not None


def _misread(text: str) -> str:
    """What a text was before a program took its UTF-8 for Windows letters; empty when it is none."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
