"""A filter as the line that would be typed for it."""

from __future__ import annotations

import re

from fleet_tui.domain.fields import Field, FieldSet
from fleet_tui.domain.filters.conditions import (
    Ago,
    Between,
    Contains,
    Empty,
    FieldCondition,
    Filter,
    Find,
    OneOf,
)
from fleet_tui.domain.filters.line.ranges import DOTS, show_bound
from fleet_tui.domain.filters.line.words import ANY, COMMA, NONE, NUMBER, OUT, in_quotes, quoted
from fleet_tui.domain.text import sort_key
from fleet_tui.domain.values import Names

_PLAIN = re.compile(r"[^\s\"\\:<>]+( [^\s\"\\:<>]+)*")


def to_text(field_set: FieldSet, filter: Filter, names: Names) -> str:
    """The line that `parse` reads into this filter. `names` are the entries by id; others are printed as `#17`."""
    conditions = filter.conditions
    return " ".join(
        _found(each.text) if isinstance(each, Find) else _term(field_set.fields[each.field], each, names)
        for each in conditions
    )


def _found(text: str) -> str:
    """Words that are read as they stand, or all of them in quotes."""
    plain = _PLAIN.fullmatch(text)
    return text if plain else in_quotes(text)


def _term(field: Field, condition: FieldCondition, names: Names) -> str:
    match condition:
        case Contains(text=text):
            return f"{field.name}:{quoted(text)}"
        case Empty(empty=empty):
            return f"{field.name}:{NONE if empty else ANY}"
        case OneOf(values=values, excluded=excluded):
            words = [*_sorted(values, names), *(OUT + word for word in _sorted(excluded, names))]
            # A condition that matches nothing cannot be typed; its text is refused when it is read.
            return f"{field.name}:{COMMA.join(words) or in_quotes('')}"
        case Between():
            return _range(field.name, condition)


def _sorted(values: frozenset[str | int | None], names: Names) -> list[str]:
    words = (word_of(value, names) for value in values)
    return sorted(words, key=lambda word: (word == NONE, sort_key(word), word))


def word_of(value: str | int | None, names: Names) -> str:
    """A value of a list of values as it is written."""
    if value is None:
        return NONE
    if isinstance(value, int):
        return quoted(names[value]) if names.get(value) else f"{NUMBER}{value}"
    return quoted(value)


def _range(name: str, between: Between) -> str:
    low, high = between.low, between.high
    if low is not None and high is not None:
        return f"{name}:{show_bound(low)}" + ("" if low == high else f"{DOTS}{show_bound(high)}")
    if low is not None:
        return f"{name}{'>' if isinstance(low, Ago) else '>='}{show_bound(low)}"
    if high is not None:
        return f"{name}{'<' if isinstance(high, Ago) else '<='}{show_bound(high)}"
    return f"{name}:{ANY}"
