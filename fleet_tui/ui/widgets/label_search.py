"""Labels found by a part of them, and the one that a few letters mean."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from fleet_tui.domain.text import search_key


class Rank(IntEnum):
    """How well a label answers what is typed, best first."""

    EXACT = 0
    WHOLE_WORDS = 1
    """The typed words are words of it: 12 in "Truck 12"."""
    ALL_WORDS = 2
    """Each of its words begins with a typed one, in order: `serv` is "Service", not "Service manager"."""
    START = 3
    WORD_START = 4
    INSIDE = 5


class LabelSearch:
    """Finds labels that contain a text, or words that begin with its words, without case, accents and blanks."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._words = [search_key(label).split() for label in labels]
        self._joined = ["".join(words) for words in self._words]

    def find(self, text: str) -> list[int]:
        """The places of the labels that the text finds, the best first; all of them for an empty text."""
        return [place for _, place in self._ranked(text)]

    def meant(self, text: str) -> int | None:
        """The place of the one label that answers the text best; None when there are several, or none."""
        ranked = self._ranked(text)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1]

    def _ranked(self, text: str) -> list[tuple[Rank, int]]:
        typed = search_key(text).split()
        joined = "".join(typed)
        if not joined:
            return [(Rank.INSIDE, place) for place in range(len(self._joined))]
        found = [
            (_rank(words, own, typed, joined), place)
            for place, (words, own) in enumerate(zip(self._words, self._joined, strict=True))
            if joined in own or (len(typed) > 1 and _begun(words, typed))
        ]
        return sorted(found)


def _rank(words: Sequence[str], joined: str, typed: Sequence[str], typed_joined: str) -> Rank:
    if joined == typed_joined:
        return Rank.EXACT
    if len(typed) == 1 and typed[0] in words:
        return Rank.WHOLE_WORDS
    if len(typed) > 1 and any(words[place : place + len(typed)] == typed for place in range(len(words))):
        return Rank.WHOLE_WORDS
    if len(words) == len(typed) and all(map(str.startswith, words, typed)):
        return Rank.ALL_WORDS
    if joined.startswith(typed_joined):
        return Rank.START
    return Rank.WORD_START if _begun(words, typed) else Rank.INSIDE


def _begun(words: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether the typed words begin some of the words, in their order."""
    wanted = iter(typed)
    each = next(wanted)
    for word in words:
        if word.startswith(each):
            following = next(wanted, None)
            if following is None:
                return True
            each = following
    return False
