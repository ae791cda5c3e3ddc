"""How well a typed text names something."""

from __future__ import annotations

from collections.abc import Iterable

from fleet_tui.domain.text import search_key

WHOLE = 0
"""The score of a name that is typed to its end."""
_BEGINS, _SYNONYM_BEGINS = 1, 2
WORDS = 3
"""The score where each word of the text begins a word of the name."""
_ANY_WORDS = 4
INSIDE = 5
"""The score of a text in the middle of a name."""
_FEWEST_INSIDE = 3


def score(typed: str, name: str, synonyms: Iterable[str] = (), around: str = "") -> int | None:
    """How well the text names it, 0 the best; None when it does not.

    The words of the text may be the beginnings of words, in any order. `around` are words that may help to tell it
    from others of that name, such as where it is, and do not name it alone.
    """
    text, own, others = search_key(typed), _key(name), [_key(synonym) for synonym in synonyms]
    if not text.strip():
        return None
    text = _key(text)
    if text == own or text in others:
        return WHOLE
    if own.startswith(text):
        return _BEGINS
    if any(other.startswith(text) for other in others):
        return _SYNONYM_BEGINS
    words = text.split()
    if _begin(words, own.split()):
        return WORDS
    every = [word for key in (own, *others) for word in key.split()]
    helping = search_key(around).split()
    if _begin(words, every + helping) and any(_begin([word], every) for word in words):
        return _ANY_WORDS
    return INSIDE if len(text) >= _FEWEST_INSIDE and text in own else None


def _key(text: str) -> str:
    return search_key(text).replace("-", " ").rstrip("…. ")


def _begin(words: Iterable[str], of: list[str]) -> bool:
    """Whether each of the words begins one of the others."""
    return all(any(each.startswith(word) for each in of) for word in words)
