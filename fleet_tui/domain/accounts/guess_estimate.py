"""How many guesses a password withstands at least: zxcvbn's estimate, in bounded time for anything that is typed.

zxcvbn tries every way to read signs as letters, which takes seconds where there are many; and its time grows faster
than the text. So it sees a window at each end, and signs as letters in two readings where there are many of them: each
guesser with a part of a password has at least that part to guess.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

FLOOR = 10**14
"""Guesses below which a password is refused that is made of what is known.

Measured: the hardest of fifty long ones of leaked lists takes 10^13.8 and a German compound 10^13.1; fifteen characters
by lot 10^15, five of the 8,000 most common words 10^16 without blanks and 10^23 with them, the shortest sentence 10^18.
"""
KNOWN = 0.4
"""The share of a password that makes it one of words. Measured: of `kartoffelpuffer` `puffer` is known; of random
letters, digits and signs less is in all but two of a hundred."""
WINDOW = 48
"""Characters that are estimated at each end of a longer password."""
_MOST_SIGNS = 6
"""Different signs that zxcvbn reads as letters by itself; with one more the time doubles."""
_SIGNS = frozenset("4@8({[<369!1|70$5+%2")
"""The signs that it reads so."""
_OWN = "user_inputs"
_CHANCE = 2
"""Characters of a word that random letters hold by chance."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many guesses a text takes, whether words that are known of the person are among what it is made of, and what
    share of it is words, rows, dates and repetitions: of random letters little is, whatever the guesses.
    """

    guesses: int
    own: bool
    known: float


def estimate(spellings: Collection[str], own: Collection[str]) -> Estimate:
    """The estimate for a password. `spellings` are its readings in lower case, the first as it is typed; so are `own`
    words.
    """
    readings = [_windows(spelling) for spelling in spellings]
    parts = [_of(part, own) for part in zip(*readings, strict=True)]
    return max(parts, key=lambda part: part.guesses)


def _windows(text: str) -> tuple[str, ...]:
    return (text,) if len(text) <= WINDOW else (text[:WINDOW], text[-WINDOW:])


def _of(readings: tuple[str, ...], own: Collection[str]) -> Estimate:
    """The least of the readings of one window."""
    return min((_reading(reading, own) for reading in dict.fromkeys(readings)), key=lambda one: one.guesses)


def _reading(text: str, own: Collection[str]) -> Estimate:
    from zxcvbn import matching, scoring

    known: dict[str, dict[str, int]] = {**matching.RANKED_DICTIONARIES, _OWN: matching.build_ranked_dict(sorted(own))}
    matchers = [
        matching.dictionary_match,
        matching.reverse_dictionary_match,
        matching.spatial_match,
        matching.sequence_match,
        matching.regex_match,
        matching.date_match,
    ]
    if len(_SIGNS.intersection(text)) <= _MOST_SIGNS:
        matchers += [matching.l33t_match, matching.repeat_match]
    matches: list[dict[str, Any]] = [
        match for matcher in matchers for match in matcher(text, _ranked_dictionaries=known)
    ]
    found = scoring.most_guessable_match_sequence(text, sorted(matches, key=lambda match: (match["i"], match["j"])))
    pieces = [
        match for match in found["sequence"] if match["pattern"] != "bruteforce" and len(match["token"]) > _CHANCE
    ]
    share = sum(len(match["token"]) for match in pieces) / len(text)
    return Estimate(int(found["guesses"]), any(match.get("dictionary_name") == _OWN for match in pieces), share)
