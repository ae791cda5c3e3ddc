"""A filter line read into the same filter that the columns' dialogs make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fleet_tui.domain.fields import Field, FieldSet, Kind
from fleet_tui.domain.filters.conditions import (
    ASKS,
    FIND,
    Asks,
    Between,
    Condition,
    Contains,
    Empty,
    Filter,
    Find,
)
from fleet_tui.domain.filters.line.ranges import checked, read_range
from fleet_tui.domain.filters.line.values import read_values
from fleet_tui.domain.filters.line.vocabulary import Vocabulary, field_named, fields_of, near
from fleet_tui.domain.filters.line.words import ANY, NONE, OUT, Word, in_quotes, joined, scan, shown
from fleet_tui.domain.text import search_key

SIGN = re.compile(r">=|<=|[:<>]")
"""What stands between a field and its value."""


@dataclass(frozen=True, slots=True)
class _Term:
    field: Field
    sign: str
    value: Word
    whole: Word


def parse(field_set: FieldSet, text: str, vocabulary: Vocabulary) -> Filter:
    """The filter that a line means; nothing typed is no condition.

    Raises:
        BadFilter: with the place of the word that is wrong.
    """
    found: dict[str, Condition] = {}
    for term in _terms(field_set, text):
        if isinstance(term, Word):
            if FIND in found:
                raise term.bad("Two things to find: put the words beside each other, in the order in which they stand.")
            found[FIND] = _find(term)
            continue
        condition, before = _condition(term, vocabulary), found.get(term.field.name)
        if before is not None:
            condition = _both(term, before, condition)
        found[term.field.name] = condition
    return Filter(tuple(found.values()))


def _terms(field_set: FieldSet, text: str) -> Iterator[_Term | Word]:
    """The terms in order; neighbouring words without a sign are one text, by which people are found."""
    words = scan(text)
    if words and words[-1].opened is not None:
        word = words[-1]
        raise Word("", "", (), words[-1].opened, word.end).bad("This quote is not closed: put one more where it ends.")
    bare: list[Word] = []
    for word in words:
        sign = SIGN.search(word.plain)
        if sign is None:
            bare.append(word)
            continue
        if bare:
            yield joined(bare)
            bare = []
        yield _term(field_set, word, sign)
    if bare:
        yield joined(bare)


def _find(word: Word) -> Find:
    if not search_key(word.text):
        raise word.bad(f"There is nothing to find in “{shown(word.text)}”: write a name, a number or an address.")
    return Find(word.text)


def _term(field_set: FieldSet, word: Word, sign: re.Match[str]) -> _Term:
    name, fields = word.part(0, sign.start()), fields_of(field_set)
    field = field_named(field_set, name.text)
    if field is not None:
        return _Term(field, sign.group(), word.part(sign.end()), word)
    if name.blank:
        raise word.bad(f"Which field? Its name stands before the {sign.group()}, as in name:smith.")
    if name.text.startswith(OUT) and name.text.removeprefix(OUT).casefold() in fields:
        raise name.bad(f"A {OUT} stands before a value, as in skills:{OUT}gas: not before the name of the field.")
    words = {title: known.name for known in fields.values() for title in (known.label, known.title)}
    meant = near(name.text, {**words, **dict.fromkeys(fields)})
    hint = (
        f"did you mean {words.get(meant, meant)}?"
        if meant
        else f"put the word in quotes to find it: {shown(in_quotes(word.text))}."
    )
    raise name.bad(f"There is no field “{shown(name.text)}”: {hint}")


def _condition(term: _Term, vocabulary: Vocabulary) -> Condition:
    field, value, asks = term.field, term.value, ASKS[term.field.kind]
    if asks is not Asks.RANGE and term.sign != ":":
        raise term.whole.bad(f"{field.title} is no number and no day: write {field.name}: before its value.")
    if value.blank:
        sentence = f"{field.title} needs a value after the {term.sign}"
        raise term.whole.bad(f"{sentence}, or {field.name}:{NONE} for who has none.")
    if asks is Asks.RANGE:
        return read_range(field, term.sign, value)
    if asks is Asks.VALUES:
        return read_values(field, value, vocabulary)
    return _text(field, value)


def _text(field: Field, value: Word) -> Condition:
    if value.keyword in (NONE, ANY):
        return Empty(field.name, empty=value.keyword == NONE)
    if field.kind is Kind.PHOTO:
        raise value.bad(f"{field.title} is there or not: write {field.name}:{ANY} or {field.name}:{NONE}.")
    if field.kind not in (Kind.EMAIL, Kind.PHONE) and not search_key(value.text):
        raise value.bad(f"There is nothing to find in “{shown(value.text)}”: write a letter or a digit of it.")
    if value.plain.startswith(OUT):
        right = f"{field.name}:{in_quotes(value.text)}"
        raise value.bad(f"A text cannot be left out: to look for the sign, put it in quotes: {shown(right)}.")
    return Contains(field.name, value.text)


def _both(term: _Term, one: Condition, other: Condition) -> Condition:
    """Two terms on one field, which can only be the two sides of a range."""
    if isinstance(one, Between) and isinstance(other, Between):
        lows = [side.low for side in (one, other) if side.low is not None]
        highs = [side.high for side in (one, other) if side.high is not None]
        if len(lows) == len(highs) == 1:
            return checked(Between(one.field, lows[0], highs[0]), term.whole)
    right = "leave one of them out"
    if ASKS[term.field.kind] is Asks.VALUES:
        right = f"write its values together, with commas, as in {term.field.name}:one,other"
    raise term.whole.bad(f"{term.field.title} is asked twice: {right}.")
