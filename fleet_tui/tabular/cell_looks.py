"""What a cell looks like, as far as it tells titles, instructions and examples from people."""

from __future__ import annotations

import re
from collections.abc import Sequence

_INSTRUCTION = re.compile(
    r"\b(?:required|optional|mandatory|max(?:imum)?\.? \d+|(?:up to |\d+ )(?:\d+ )?characters?|must be|format|enter"
    r"|leave (?:blank|empty)|do not (?:change|edit|fill)|select (?:one|from)|one of|yes/no|yes or no|true/false"
    r"|(?:yyyy|dd|mm|tt|jj)[-/.](?:mm|dd)[-/.](?:yyyy|dd|yy|jjjj|aaaa)"
    r"|pflichtfeld|erforderlich|maximal|obligatoire|facultatif|obligatorio|opcional|obligatorisch)\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"(?:e\. ?g\.|eg:|ex\.|ex:|example\b|for example|sample:|z\. ?b\.|beispiel\b|par exemple|exemple\b|p\. ?ej\."
    r"|ejemplo\b)",
    re.IGNORECASE,
)
_EXAMPLE_ADDRESS = re.compile(
    r"@(?:[\w.-]+\.)?(?:example\.(?:com|org|net)|example|domain\.com|yourcompany\.\w+)$", re.IGNORECASE
)
_TOTAL = re.compile(
    r"(?:grand )?(?:total|totals|sum|summe|gesamt|gesamtsumme|insgesamt|count|anzahl)\b"
    r"(?:[:\s]*[\d.,' ]*|(?: \w+){1,3}: *[\d.,']+)",
    re.IGNORECASE,
)
TOTAL_STARTS = frozenset({"tot", "gra", "sum", "ges", "ins", "cou", "anz"})
"""How the first cell of a sum begins, which is quicker to see than the whole word."""
_NUMBER = re.compile(r"[+(]?[\d][\d\s.,:/()+xX-]*")


def filled(cells: Sequence[str]) -> list[str]:
    """The cells that are not blank, without blanks around them."""
    return [text for cell in cells if (text := cell.strip())]


def is_value(text: str) -> bool:
    """Whether a text is no word: an address, a number, a phone, a date."""
    return "@" in text or bool(_NUMBER.fullmatch(text))


def looks_like_titles(cells: Sequence[str]) -> bool:
    """Whether cells could all be titles of columns: short words, each of them once."""
    words = filled(cells)
    return (
        bool(words)
        and not any(is_value(word) or len(word) > 80 for word in words)
        and all(any(map(str.isalpha, word)) for word in words)
        and len(set(words)) >= len(words) - 1
    )


def is_instruction(cells: Sequence[str]) -> bool:
    """Whether a row says how to fill in the columns."""
    words = filled(cells)
    said = sum(bool(_INSTRUCTION.search(word)) for word in words)
    values = any(is_value(word) for word in words)
    if said == 1 and not any(map(_INSTRUCTION.match, words)):
        return False  # a person may be called Max Format
    return said >= 1 and (said * 2 >= len(words) or (said >= 2 and not values))


def is_example(cells: Sequence[str]) -> bool:
    """Whether a row says that it is an example."""
    return any(_EXAMPLE.match(word) for word in filled(cells))


def has_example_address(cells: Sequence[str]) -> bool:
    """Whether an e-mail address is at a domain that is kept for examples."""
    return any(_EXAMPLE_ADDRESS.search(word) for word in filled(cells))


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row sums up those above it: "Total: 12" and hardly more."""
    words = filled(cells)
    if len(cells) < 2 or not words or not cells[0].strip() or not _TOTAL.fullmatch(words[0]):
        return False
    return len(words) * 2 <= len(cells) or all(is_value(word) for word in words[1:])
