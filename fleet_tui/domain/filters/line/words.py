"""The words of a filter line: cut at blanks, with what stands in quotes taken as it is."""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.text import displayable

NONE, ANY = "none", "any"
"""Values that mean no value and some value; in quotes they are words like others."""
OUT, COMMA, QUOTE, ESCAPE, NUMBER = "-", ",", '"', "\\", "#"
_QUOTED = "\x00"
_SHOWN = 40
"""So many characters of a word are repeated in a sentence."""


class BadFilter(BadValue):
    """A filter line that means nothing; what is wrong stands between `start` and `end` of it, in characters."""

    def __init__(self, sentence: str, start: int, end: int) -> None:
        super().__init__(sentence)
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a part of one, and where it stands in the line (`start` to `end`, quotes included).

    `text` is without quotes; `plain` is as long and has a NUL for each character that was quoted, so that no sign of
    the language is found there. `places` are the characters' own. `opened` is where a quote begins that never ends.
    """

    text: str
    plain: str
    places: tuple[int, ...]
    start: int
    end: int
    opened: int | None = None

    def part(self, first: int, last: int | None = None) -> Word:
        """The characters from `first` up to but not with `last`, both at signs of the language or at an end."""
        last = len(self.text) if last is None else last
        start = self.places[first - 1] + 1 if first else self.start
        end = self.places[last] if last < len(self.text) else self.end
        return Word(self.text[first:last], self.plain[first:last], self.places[first:last], start, end, self.opened)

    def split(self, sign: str) -> list[Word]:
        """The parts between the signs."""
        cuts = [place for place, character in enumerate(self.plain) if character == sign]
        firsts, lasts = [0, *(cut + 1 for cut in cuts)], [*cuts, len(self.plain)]
        return [self.part(first, last) for first, last in zip(firsts, lasts, strict=True)]

    @property
    def keyword(self) -> str:
        """The word by which the language is meant, not the people's; nothing when it was quoted."""
        return self.plain.casefold()

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it."""
        return not self.text.strip()

    def bad(self, sentence: str) -> BadFilter:
        """A refusal that points at this word; for a missing one, at the sign before it."""
        return BadFilter(sentence, min(self.start, self.end - 1), self.end)


def scan(line: str) -> list[Word]:
    """The words of a line. An unclosed quote reaches to the end; the last word's `opened` says so."""
    words: list[Word] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
        else:
            words.append(_word(line, at))
            at = words[-1].end
    return words


def _word(line: str, start: int) -> Word:
    text: list[str] = []
    plain: list[str] = []
    places: list[int] = []
    opened: int | None = None
    at = start
    while at < len(line) and (opened is not None or not line[at].isspace()):
        if line[at] == QUOTE:
            opened = at if opened is None else None
        else:
            if opened is not None and line[at] == ESCAPE and at + 1 < len(line):
                at += 1
            text.append(line[at])
            plain.append(line[at] if opened is None else _QUOTED)
            places.append(at)
        at += 1
    return Word("".join(text), "".join(plain), tuple(places), start, at, opened)


def joined(words: list[Word]) -> Word:
    """Neighbours as one text with a blank between them, all of it people's words."""
    text = " ".join(word.text for word in words)
    places = tuple(range(len(text)))
    return Word(text, _QUOTED * len(text), places, words[0].start, words[-1].end)


def shown(text: str) -> str:
    """The text as a sentence repeats it: safe for any terminal, and not more of it than tells which it is."""
    return displayable(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def quoted(text: str) -> str:
    """The text as a value of the language, in quotes only where it would be read as something else."""
    signs = any(character.isspace() or character in (COMMA, QUOTE) for character in text)
    if text and not signs and text[0] not in (OUT, NUMBER) and text.casefold() not in (NONE, ANY):
        return text
    return in_quotes(text)


def in_quotes(text: str) -> str:
    """The text in quotes."""
    escaped = text.replace(ESCAPE, ESCAPE * 2).replace(QUOTE, ESCAPE + QUOTE)
    return f"{QUOTE}{escaped}{QUOTE}"
