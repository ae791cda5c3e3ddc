"""Bounds of numbers and days, as they are typed in a filter line or a filter dialog."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters.conditions import Ago, Between, Bound, Empty, swapped
from fleet_tui.domain.filters.line.words import ANY, NONE, Word
from fleet_tui.domain.text import BLANK
from fleet_tui.domain.values import parse

SWAPPED = "The first is more than the second: swap them."
DOTS = ".."
_AGO = re.compile(r"([0-9]{1,5})([dw])", re.IGNORECASE)
_WEEK = 7
_STEP = Decimal("0.01")


def parse_bound(field: Field, text: str) -> Bound | None:
    """The number or the day that was typed for a field that is asked by range; None for nothing.

    A day may be relative to today: `7d` is seven days ago, `2w` two weeks.

    Raises:
        BadValue: with the sentence that says what is wrong.
    """
    if field.kind not in (Kind.DATE, Kind.MOMENT):
        amount = parse(field, text, "")
        return amount if isinstance(amount, Decimal) else None
    ago = _AGO.fullmatch(text.strip(BLANK))
    if ago:
        return Ago(int(ago[1]) * (_WEEK if ago[2] in "wW" else 1))
    try:
        day = parse(replace(field, kind=Kind.DATE), text, "")  # a moment is asked for by its day
    except BadValue:
        raise BadValue(f"{field.title} is a day like 2026-01-31, or 7d for the day seven days ago.") from None
    return day if isinstance(day, date) else None


def show_bound(bound: Bound) -> str:
    """The bound as it is typed."""
    if isinstance(bound, Ago):
        return f"{bound.days}d"
    if isinstance(bound, date):
        return date(bound.year, bound.month, bound.day).isoformat()
    whole = bound.is_finite() and bound == bound.to_integral_value()
    return f"{bound.quantize(Decimal(1)) if whole else bound:f}"


def read_range(field: Field, sign: str, value: Word) -> Between | Empty:
    """The condition of one term.

    Raises:
        BadFilter: a bound is wrong, or the first is above the second.
    """
    if sign != ":":
        bound = _bound(field, value)
        if sign in ("<", ">") and not isinstance(bound, Ago):
            bound = _beside(field, bound, 1 if sign == ">" else -1, value)
        return Between(field.name, bound, None) if sign.startswith(">") else Between(field.name, None, bound)
    if value.keyword in (NONE, ANY):
        return Empty(field.name, empty=value.keyword == NONE)
    cut = value.plain.find(DOTS)
    if cut < 0:
        bound = _bound(field, value)
        return Between(field.name, bound, bound)
    sides = [value.part(0, cut), value.part(cut + len(DOTS))]
    low, high = (None if side.blank else _bound(field, side) for side in sides)
    if low is None and high is None:
        raise value.bad(f"{field.title} needs a bound before or after the dots.")
    return checked(Between(field.name, low, high), value)


def checked(between: Between, word: Word) -> Between:
    """The condition, if its bounds stand in order.

    Raises:
        BadFilter: they do not; it points at `word`.
    """
    if swapped(between.low, between.high):
        raise word.bad(SWAPPED)
    return between


def _bound(field: Field, word: Word) -> Bound:
    try:
        bound = parse_bound(field, word.text)
    except BadValue as error:
        raise word.bad(str(error)) from None
    if bound is None:
        raise word.bad(f"{field.title} needs a value here.")
    return bound


def _beside(field: Field, bound: Decimal | date, way: int, word: Word) -> Bound:
    """The next one that there is: a cent or a day further."""
    try:
        if isinstance(bound, date):
            return bound + timedelta(days=way)
        return _bound(field, replace(word, text=f"{bound + way * _STEP:f}"))
    except OverflowError:
        raise word.bad("There is no day beyond this one.") from None
