"""How the database compares: text in a search key, and bounds of ranges, local days among them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, String, false, func, or_

from fleet_tui.domain.fields import Kind
from fleet_tui.domain.filters.conditions import Ago, Bound
from fleet_tui.domain.text import search_key

_DAYS = (date(1, 1, 3), date(9999, 12, 29))
"""The first and last day with a midnight in every time zone."""
_MOST = Decimal(10) ** 15
"""More than any amount, and still a number that the database can compare."""


def key_contains(key: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Whether a search key contains the text, with its dashes, without them, or with blanks for them."""
    wanted = search_key(text)
    if not wanted.strip("- "):
        return key.contains(wanted, autoescape=True) if wanted else false()
    joined, apart = wanted.replace("-", ""), wanted.replace("-", " ").strip()
    found = [func.replace(key, "-", "", type_=String).contains(joined, autoescape=True)]
    if apart != joined or " " in apart:
        found.append(func.replace(key, "-", " ", type_=String).contains(apart, autoescape=True))
    return or_(*found)


def today() -> date:
    """The local day, from which "7 days ago" counts."""
    return datetime.now().date()


def ends(kind: Kind, low: Bound | None, high: Bound | None) -> tuple[object, object]:
    """The first and the last value of a field of that kind between the bounds; None leaves a side open."""
    first, last = _ENDS.get(kind, (_amount, _amount))
    return None if low is None else first(low), None if high is None else last(high)


def _amount(bound: Any) -> object:
    return min(bound, _MOST)


def _day(bound: date | Ago) -> date:
    """The day of a bound; the first day for one before it."""
    if isinstance(bound, Ago):
        return date.fromordinal(max(1, today().toordinal() - bound.days))
    return bound


def end_of_day(day: date) -> datetime:
    """The moment at which the day is over here, in UTC."""
    return _midnight(_within(day) + timedelta(days=1))


def _first_second(bound: date | Ago) -> datetime:
    """The first second of the local day, in UTC."""
    return _midnight(_within(_day(bound)))


def _last_second(bound: date | Ago) -> datetime:
    return end_of_day(_day(bound)) - timedelta(seconds=1)


def _within(day: date) -> date:
    return min(max(date(day.year, day.month, day.day), _DAYS[0]), _DAYS[1])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone(UTC)


_ENDS: dict[Kind, tuple[Callable[[Any], object], Callable[[Any], object]]] = {
    Kind.MOMENT: (_first_second, _last_second),
    Kind.DATE: (_day, _day),
}
