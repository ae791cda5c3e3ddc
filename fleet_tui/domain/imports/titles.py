"""Titles of columns, compared without case, accents, blanks, signs and what stands in brackets behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from fleet_tui.domain.text import search_key

MOST_LETTERS = 80
"""A longer text is no title of a column."""
_BRACKETS = re.compile(r"\[[^\]]*\]")
_REMARKS = re.compile(
    r"\((?:as|e\.?g\.?|if|format|max|min|example|incl|must|in|the|for|yes|y/n|mm|dd|yyyy|m/d|please|optional|required)\b[^)]*\)",
    re.IGNORECASE,
)
"""What says how a column is filled in."""
_PARENTHESES = re.compile(r"\([^)]*\)")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SIGNS = {"#": " number ", "%": " percent ", "&": " and ", "'s ": " ", "’s ": " "}
_NUMBER = frozenset({"no", "nr", "num", "nbr", "nummer"})
"""Short words for a number, where they do not stand alone."""
_BEFORE_LIST = """
what is employee employees emp technician technicians tech driver drivers user users staff worker member associate
operator person contact primary main current legal company default home official please enter your the field profile
address mailing residential permanent preferred postal organization 1
mitarbeiter fahrer techniker
"""
_BEFORE = frozenset(_BEFORE_LIST.split())
"""Words before a title that say whose it is, not what."""
_BEHIND = frozenset(
    {"required", "optional", "mandatory", "pflichtfeld", "obligatoire", "obligatorio", "field", "1", "description"}
)


@lru_cache(maxsize=4096)
def words_of(title: str) -> tuple[str, ...]:
    """The words of a title as they are compared; none for a text that is too long to be one."""
    if len(title) > MOST_LETTERS:
        return ()
    title = _CAMEL.sub(" ", _REMARKS.sub(" ", _BRACKETS.sub(" ", title)))
    for sign, word in _SIGNS.items():
        title = title.replace(sign, word)
    key = search_key(title)
    words = "".join(each if each.isalnum() else " " for each in key).split()
    return tuple("number" if word in _NUMBER and len(words) > 1 else word for word in words)


def key_of(title: str) -> str:
    """What two spellings of one title have in common: “givenName”, “Given name” and “GIVEN_NAME” are one."""
    return "".join(words_of(title))


def keys_of(title: str) -> Iterator[str]:
    """The key of a title, then keys of the title without what is around its main words, the nearest first."""
    for text in dict.fromkeys((title, _PARENTHESES.sub(" ", title))):
        words = list(words_of(text))
        yield "".join(words)
        yield "".join(word for word in words if not word.isdigit())
        first = 0
        while first < len(words):
            last = len(words)
            yield "".join(words[first:])
            while last > first + 1 and words[last - 1] in _BEHIND:
                last -= 1
                yield "".join(words[first:last])
            if words[first] not in _BEFORE:
                break
            first += 1
