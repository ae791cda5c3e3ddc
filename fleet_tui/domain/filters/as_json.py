"""Filters as JSON texts, as saved views keep them: entries of lists by id, so that a team may get another name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.filters.conditions import (
    FIND,
    Ago,
    Between,
    Bound,
    Condition,
    Contains,
    Empty,
    Filter,
    Find,
    OneOf,
)
from fleet_tui.domain.ids import MOST_ID

_MOST = Decimal(10) ** 15
"""No amount that can be asked for is greater."""
_MOST_DAYS = 3_660_000
"""More days than a calendar of four-digit years has."""

Kept = dict[str, object]


def encode(filter: Filter) -> str:
    """The filter as a text."""
    return json.dumps([_encoded(condition) for condition in filter.conditions], separators=(",", ":"))


def _encoded(condition: Condition) -> Kept:
    match condition:
        case Contains(field=field, text=text):
            return {"field": field, "contains": text}
        case Find(text=text):
            return {"field": FIND, "find": text}
        case Empty(field=field, empty=empty):
            return {"field": field, "empty": empty}
        case OneOf(field=field, values=values, excluded=excluded):
            return {"field": field, "one_of": _sorted(values), "excluded": _sorted(excluded)}
        case Between(field=field, low=low, high=high):
            return {"field": field, "between": [_bound(low), _bound(high)]}


def _sorted(values: frozenset[str | int | None]) -> list[str | int | None]:
    """In one order, so that the same filter is the same text."""
    return sorted(values, key=lambda value: (isinstance(value, int), value is None, str(value)))


def _bound(bound: Bound | None) -> Kept | None:
    match bound:
        case None:
            return None
        case Ago(days=days):
            return {"days_ago": days}
        case Decimal():
            return {"amount": str(bound)}
        case _:
            return {"day": bound.isoformat()}


def decode(text: str) -> Filter:
    """The filter that `encode` made the text of. Whether its fields and entries are known is not asked here.

    Raises:
        BadValue: the text is damaged, or was written by something else.
    """
    try:
        kept = json.loads(text)
        if not isinstance(kept, list):
            raise _Foreign
        filter = Filter()
        for each in kept:
            filter = filter.with_(_decoded(each))
    except (ValueError, InvalidOperation, RecursionError):
        raise BadValue("What it asks for cannot be read.") from None
    return filter


class _Foreign(ValueError):
    """Something in the text was not written by `encode`."""


def _decoded(kept: object) -> Condition:
    if not isinstance(kept, dict):
        raise _Foreign
    field = _text(kept.pop("field", None))
    for name, read in _READ.items():
        if name in kept:
            return read(field, kept)
    raise _Foreign


def _contains(field: str, kept: Mapping[str, object]) -> Condition:
    text = kept["contains"]
    if not isinstance(text, str):
        raise _Foreign
    return Contains(field, text)


def _find(field: str, kept: Mapping[str, object]) -> Condition:
    if field != FIND:
        raise _Foreign
    return Find(_text(kept["find"]))


def _empty(field: str, kept: Mapping[str, object]) -> Condition:
    empty = kept["empty"]
    if not isinstance(empty, bool):
        raise _Foreign
    return Empty(field, empty)


def _one_of(field: str, kept: Mapping[str, object]) -> Condition:
    return OneOf(field, _values(kept["one_of"]), _values(kept.get("excluded", [])))


def _between(field: str, kept: Mapping[str, object]) -> Condition:
    bounds = kept["between"]
    if not isinstance(bounds, list) or len(bounds) != 2:
        raise _Foreign
    return Between(field, *map(_read_bound, bounds))


_READ: Mapping[str, Callable[[str, Mapping[str, object]], Condition]] = {
    "contains": _contains,
    "find": _find,
    "empty": _empty,
    "one_of": _one_of,
    "between": _between,
}


def _text(kept: object) -> str:
    if not isinstance(kept, str):
        raise _Foreign
    kept.encode()  # half a character is a ValueError; the database takes none
    return kept


def _values(kept: object) -> frozenset[str | int | None]:
    if not isinstance(kept, list):
        raise _Foreign
    return frozenset(value if value is None else _value(value) for value in kept)


def _value(kept: object) -> str | int:
    if isinstance(kept, int) and not isinstance(kept, bool):
        if abs(kept) > MOST_ID:
            raise _Foreign
        return kept
    return _text(kept)


def _read_bound(kept: object) -> Bound | None:
    match kept:
        case None:
            return None
        case {"days_ago": int(days)} if not isinstance(days, bool) and 0 <= days <= _MOST_DAYS:
            return Ago(days)
        case {"amount": str(text)}:
            amount = Decimal(text)
            if not amount.is_finite() or abs(amount) > _MOST:
                raise _Foreign
            return amount
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case _:
            raise _Foreign
