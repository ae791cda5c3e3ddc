"""What may stand at the cursor of a filter line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fleet_tui.domain.fields import Field, FieldSet, Kind
from fleet_tui.domain.filters.conditions import ASKS, Asks
from fleet_tui.domain.filters.line.parsing import SIGN
from fleet_tui.domain.filters.line.ranges import DOTS
from fleet_tui.domain.filters.line.vocabulary import Vocabulary, choices_of, field_named, fields_of, may_be_none
from fleet_tui.domain.filters.line.words import ANY, COMMA, NONE, OUT, Word, quoted, scan
from fleet_tui.domain.text import search_key

_DAYS = ("7d", "30d")
"""Relative days that are offered, to show how they are written."""


@dataclass(frozen=True, slots=True)
class Completion:
    """Words of which each could stand from `start` up to but not with `end`, in characters of the line."""

    start: int
    end: int
    words: tuple[str, ...]

    def common(self, typed: str) -> str:
        """What all the words begin with, where that is more than was typed; else what was typed."""
        first = min(self.words, default="")
        last = max(self.words, default="")
        same = next((at for at, character in enumerate(first) if character != last[at : at + 1]), len(first))
        return first[:same] if same > len(typed) else typed


def complete(field_set: FieldSet, text: str, cursor: int, vocabulary: Vocabulary) -> Completion:
    """What the word at the cursor could be: names of fields, or values of the field before it.

    Of the word only what stands before the cursor narrows the choice; the whole of it is replaced.
    """
    word = next((word for word in scan(text) if word.start <= cursor <= word.end), None)
    if word is None:
        return Completion(cursor, cursor, tuple(_fields(field_set, "")))
    sign = SIGN.search(word.plain)
    if sign is None or cursor <= word.places[sign.start()]:
        end = word.end if sign is None else word.places[sign.end() - 1] + 1
        typed = _typed(word.part(0, sign.start() if sign else None), cursor)
        return Completion(word.start, end, tuple(_fields(field_set, typed)))
    field = field_named(field_set, word.text[: sign.start()])
    if field is None:
        return Completion(cursor, cursor, ())
    value = word.part(sign.end())
    if cursor < value.start:
        return Completion(cursor, cursor, ())
    item, alone = _item(field, value, cursor)
    typed = _typed(item, cursor)
    words = [*_values(field, typed, vocabulary)]
    if sign.group() == ":":
        words += _keywords(field, item, typed, alone=alone)
    return Completion(item.start, item.end, tuple(words))


def _item(field: Field, value: Word, cursor: int) -> tuple[Word, bool]:
    """The one of several values that the cursor is in, and whether it stands alone."""
    if ASKS[field.kind] is Asks.TEXT:
        return value, True
    if ASKS[field.kind] is Asks.RANGE:
        cut = value.plain.find(DOTS)
        if cut < 0:
            return value, True
        low, high = value.part(0, cut), value.part(cut + len(DOTS))
        return (low if cursor <= low.end else high), False
    items = value.split(COMMA)
    item = next(item for item in items if cursor <= item.end)
    if item.plain.startswith(OUT) and cursor > item.start:
        return item.part(1), False
    return item, len(items) == 1


def _typed(word: Word, cursor: int) -> str:
    """What of the word stands before the cursor."""
    return "".join(character for character, place in zip(word.text, word.places, strict=True) if place < cursor)


def _fields(field_set: FieldSet, typed: str) -> Iterator[str]:
    key = typed.casefold()
    return (f"{name}:" for name in fields_of(field_set) if name.startswith(key))


def _values(field: Field, typed: str, vocabulary: Vocabulary) -> Iterator[str]:
    """What begins like what was typed, what is on offer before what is retired."""
    key = search_key(typed)
    if field.source is not None:
        entries = sorted(vocabulary.of(field.source), key=lambda entry: entry.retired)
        yield from (quoted(entry.name) for entry in entries if search_key(entry.name).startswith(key))
    elif ASKS[field.kind] is Asks.VALUES:
        for choice in choices_of(field):
            if any(search_key(word).startswith(key) for word in (choice.value, choice.label)):
                yield quoted(choice.value)
    elif field.kind in (Kind.DATE, Kind.MOMENT):
        yield from (day for day in _DAYS if day.startswith(key))


def _keywords(field: Field, item: Word, typed: str, *, alone: bool) -> Iterator[str]:
    """The language's own words; in quotes they would be people's."""
    key = typed.casefold()
    lists = ASKS[field.kind] is Asks.VALUES
    if item.opened is None and item.keyword.isprintable():
        if (may_be_none(field) if lists else alone) and NONE.startswith(key):
            yield NONE
        if alone and ANY.startswith(key):
            yield ANY
