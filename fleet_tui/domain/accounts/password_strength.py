"""How a password is guessed before any other: from lists of common ones, rows of keys, repetitions, one's own words.

The lists and the keyboard are those of zxcvbn, and so is the estimate of how many guesses it takes (`estimating`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import groupby

from fleet_tui.domain.accounts.guess_estimate import FLOOR, KNOWN, estimate

_LEAST_RUN = 3
_BETWEEN = " -_.,:/+&@'!?"
"""Signs that are put between and after words; others are as good as letters."""
_AROUND = re.compile(r"^\s*\d*\s*|[\W_]*\d*[\W_]*$")
"""What is put around words: a number before them, and after them signs, a number, signs."""
_SIGNS = re.compile(r"[\W_]+")
_LIST = "passwords"
_LONGEST_LISTED = 24
_LOOKALIKES = tuple(
    str.maketrans("430$5!17+8962%(@{[<|", f"aeossi{one}ttbggzxcaccc{one}") for one in "il"
)  # the digit one is taken for two letters


class Guess(Enum):
    """By what a whole password is guessed."""

    LISTED = "listed"
    REPEATED = "repeated"
    RUN = "run"
    OWN = "own"
    MIXED = "mixed"
    SOON = "soon"


def guessed_by(password: str, own: Collection[str]) -> Guess | None:
    """What covers the whole password, or that it is guessed too soon; None when it is good. `own` are words in lower
    case.
    """
    text = unicodedata.normalize("NFKC", password).casefold()
    spellings = _spellings(text)
    if any(_listed(spelling) or _listed(spelling[::-1]) for spelling in spellings):
        return Guess.LISTED
    if _repeats(text):
        return Guess.REPEATED
    covered = next(filter(None, (_covered(spelling, own) for spelling in dict.fromkeys(spellings))), None)
    return covered or _own_however_spelled(text, own) or _too_soon(spellings, own)


def _spellings(text: str) -> tuple[str, ...]:
    """The text, and with the signs read as the letters that they look like."""
    return (text, *(text.translate(table) for table in _LOOKALIKES))


def _own_however_spelled(text: str, own: Collection[str]) -> Guess | None:
    """Whether own words are all that there is, with digits and signs around them, signs between letters left out and
    doubled letters taken once.
    """
    once = {_undoubled(word) for word in own}
    for spelling in dict.fromkeys((*_spellings(text), *_spellings(_AROUND.sub("", text)))):
        if Guess.OWN in (_covered(_bare(spelling), own), _covered(_bare(_undoubled(spelling)), once)):
            return Guess.OWN
    return None


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _undoubled(text: str) -> str:
    return "".join(letter for letter, _ in groupby(text))


def _too_soon(spellings: Sequence[str], own: Collection[str]) -> Guess | None:
    """Whether it takes too few guesses. Where signs stand between all letters, they are left out."""
    chunks = [len(chunk) for chunk in _SIGNS.split(spellings[0]) if chunk]
    spelled_out = bool(chunks) and sum(chunks) <= 2 * len(chunks)
    bare = [_bare(spelling) for spelling in spellings] if spelled_out else []
    found = [estimate(readings, own) for readings in (spellings, bare) if readings]
    least = min(found, key=lambda one: one.guesses)
    if least.guesses >= FLOOR or least.known < KNOWN:
        return None
    return Guess.OWN if least.own else Guess.SOON


def _listed(text: str) -> bool:
    from zxcvbn.matching import RANKED_DICTIONARIES

    return any(text in words for words in RANKED_DICTIONARIES.values())


def _repeats(text: str) -> bool:
    """Whether it is one piece at least twice over, the last time perhaps cut off."""
    sizes = range(1, len(text) // 2 + 1)
    return any(text == (text[:size] * (len(text) // size + 1))[: len(text)] for size in sizes)


def _run(text: str, start: int, goes_on: Callable[[str, str, int], bool]) -> int:
    """How many characters from there each go on from the one before in the same direction."""
    if start + 1 >= len(text):
        return 1
    step = ord(text[start + 1]) - ord(text[start])
    end = start + 1
    while end < len(text) and goes_on(text[end - 1], text[end], step):
        end += 1
    return end - start


def _follows(before: str, after: str, step: int) -> bool:
    """The next of the alphabet or of the digits, or the one before, or the same again."""
    return step in (-1, 0, 1) and ord(after) - ord(before) == step


def _beside(before: str, after: str, step: int) -> bool:
    """The key beside it on a keyboard."""
    return after in _neighbours().get(before, "")


@cache
def _neighbours() -> dict[str, str]:
    from zxcvbn.adjacency_graphs import ADJACENCY_GRAPHS

    return {key: "".join(near for near in keys if near).lower() for key, keys in ADJACENCY_GRAPHS["qwerty"].items()}


def _covered(text: str, own: Collection[str]) -> Guess | None:
    """Whether own words, runs, signs between them and one listed password are all that there is."""
    # At each place: by how many listed passwords it is reached, and whether an own word is among what led there.
    reached: list[set[tuple[int, bool]]] = [set() for _ in range(len(text) + 1)]
    reached[0].add((0, False))
    for place in range(len(text)):
        if not reached[place]:
            continue
        for size, listed, mine in _pieces(text, place, own):
            reached[place + size] |= {
                (number + listed, owned or mine) for number, owned in reached[place] if number + listed < 2
            }
    ends = reached[-1]
    if any(owned for _, owned in ends):
        return Guess.OWN
    if any(number == 0 for number, _ in ends):
        return Guess.RUN
    return Guess.MIXED if ends else None


def _pieces(text: str, place: int, own: Collection[str]) -> Iterator[tuple[int, int, bool]]:
    """What can stand there: its length, whether it is a listed password, whether it is an own word."""
    from zxcvbn.matching import RANKED_DICTIONARIES

    if text[place] in _BETWEEN:
        yield 1, 0, False
    for word in own:
        if text.startswith(word, place):
            yield len(word), 0, True
    longest = max(_run(text, place, _follows), _run(text, place, _beside))
    yield from ((size, 0, False) for size in range(_LEAST_RUN, longest + 1))
    common = RANKED_DICTIONARIES[_LIST]
    for size in range(_LEAST_RUN, min(_LONGEST_LISTED, len(text) - place) + 1):
        if text[place : place + size] in common:
            yield size, 1, False
