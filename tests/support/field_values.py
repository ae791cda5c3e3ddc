"""Anything that a field may hold, by its kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import strategies as st

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.people.choices import COLORS
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.text import clean

NAMES = {1: "North", 2: "South", 3: "[/]"}
PHOTO = Photo("0" * 64, "PNG", 3, 2, 100)
CENTS = st.integers(0, 999_999_999).map(lambda cents: Decimal(cents).scaleb(-2))


def is_clean(text: str) -> bool:
    try:
        return bool(text.strip()) and clean(text) == text
    except BadValue:
        return False


def is_address(text: str) -> bool:
    from fleet_tui.domain.contact import parse_email

    try:
        return parse_email(text) == text
    except BadValue:
        return False


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(is_clean)

VALUES: dict[Kind, Callable[[Field], st.SearchStrategy[object]]] = {
    Kind.TEXT: lambda field: TEXTS,
    Kind.LINES: lambda field: st.lists(TEXTS, min_size=1, max_size=4).map("\n".join),
    Kind.CHOICE: lambda field: st.sampled_from([choice.value for choice in field.choices]),
    Kind.REFERENCE: lambda field: st.sampled_from(list(NAMES)),
    Kind.REFERENCES: lambda field: st.sets(st.sampled_from(list(NAMES)), min_size=1).map(lambda s: tuple(sorted(s))),
    Kind.TOGGLE: lambda field: st.booleans(),
    Kind.PHONE: lambda field: st.sampled_from(["+12015550123", "+442079460958", "+390612345678", "+16475550123"]),
    Kind.EMAIL: lambda field: st.emails().map(str.lower).filter(lambda a: len(a) < 250 and is_address(a)),
    Kind.DIGITS: lambda field: st.text("0123456789", min_size=1, max_size=field.length),
    Kind.MONEY: lambda field: CENTS,
    Kind.PERCENT: lambda field: st.integers(0, 10_000).map(lambda cents: Decimal(cents).scaleb(-2)),
    Kind.DATE: lambda field: st.dates(),
    Kind.COLOR: lambda field: st.sampled_from([choice.value for choice in COLORS]),
    Kind.PHOTO: lambda field: st.just(PHOTO),
    Kind.SECRET: lambda field: st.text(min_size=1, max_size=256).filter(lambda text: bool(text.strip())),
    Kind.MOMENT: lambda field: st.datetimes(
        datetime(1970, 1, 2),
        datetime(2100, 1, 1),
        timezones=st.just(UTC),
    ).map(lambda moment: moment.replace(second=0, microsecond=0)),
}
"""Anything that a field of the kind may hold."""
