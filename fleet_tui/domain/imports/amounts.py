"""Amounts of money and percentages as people's files have them, with signs, thousands and decimal commas."""

from __future__ import annotations

import re

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.imports.answers import is_nothing
from fleet_tui.domain.text import quoted

_AROUND = re.compile(
    r"^(?:US\$|[$€£]|USD|EUR|CAD|CHF)\s*|\s*(?:[$€£%]|USD|EUR|CAD|CHF|Euro|/\s?h(?:r|our)?)$", re.IGNORECASE
)
_PLAIN = re.compile(r"\d+(\.\d{1,2})?", re.ASCII)
_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:[.\s'’]\d{3})+),\d{1,2}", re.ASCII)
"""A decimal comma: one or two digits behind it, and only other signs before it."""
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:[\s'’]\d{3})+(?:\.\d{1,2})?", re.ASCII)
"""Thousands that are not separated by commas."""
_EITHER = re.compile(r"\d{1,3}\.\d{3}", re.ASCII)


def read_amount(label: str, text: str) -> str:
    """The amount as plain digits with a decimal point; what is not understood stays for `values.parse` to refuse.

    Raises:
        BadValue: the point may be one of thousands or of decimals.
    """
    if _PLAIN.fullmatch(text):
        return text
    if is_nothing(text):
        raise BadValue(f"{label} is {quoted(text)}: leave it empty.")
    plain = _AROUND.sub("", _AROUND.sub("", text).strip()).strip()
    if _COMMA.fullmatch(plain):
        whole, _, cents = plain.rpartition(",")
        return f"{_digits(whole)}.{cents}"
    if _POINTS.fullmatch(plain):
        whole, point, cents = (plain, "", "") if plain.count(".") > 1 else plain.partition(".")
        return f"{_digits(whole)}{point}{cents}"
    if _EITHER.fullmatch(plain):
        whole, _, rest = plain.partition(".")
        right = f"{whole}{rest}.00 or {whole}.{rest[:2]}"
        raise BadValue(f"{label} is {quoted(text)}, which may be a thousand times more: write it like {right}.")
    return plain


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdigit())
