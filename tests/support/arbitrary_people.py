"""Arbitrary people for properties of lists: equal names, empty values, odd letters, moments at the edges of days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from fleet_tui.domain.accounts.status import AccountState, Status
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import clean, search_key, sort_key
from fleet_tui.domain.values import Names, Values
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database
from tests.support.people import load

LETTERS = "aAbéÉeßİı%_/\\'\"[] 1２山ل-"
WORDS = st.text(LETTERS, min_size=1, max_size=6).map(clean).filter(bool)
MAYBE = st.none() | WORDS
ENTRIES = ("Installer", "Truck 2", "Truck 10", "É%_", "east")
MIDNIGHT = datetime(2026, 3, 1).astimezone()
MOMENTS = st.integers(-2, 2).flatmap(
    lambda days: st.sampled_from([-1, 0, 1, 43_200]).map(
        lambda seconds: MIDNIGHT + timedelta(days=days) + timedelta(seconds=seconds)
    )
)
DAYS = st.integers(-3, 3).map(lambda days: date(2026, 3, 1) + timedelta(days=days))
CENTS = st.sampled_from(["0.00", "0.01", "0.99", "1.00", "9.99", "10.00", "9999999.99"]).map(Decimal)
LOCAL = st.sampled_from(["ann", "Bob.%", "josé", "ÅSA", "a_b"])
DOMAIN = st.sampled_from(["example.com", "bücher.example"])


def _value(field: Field, number: int) -> st.SearchStrategy[object]:
    """Something that people who are loaded may have in the field, None among it; unique where it must be."""
    match field.kind:
        case Kind.TEXT | Kind.LINES if field.unique:
            return st.none() | WORDS.map(lambda word: f"{word}{number}")
        case Kind.TEXT | Kind.LINES:
            return WORDS if field.name == "name" else MAYBE
        case Kind.CHOICE | Kind.COLOR:
            offered = st.sampled_from([choice.value for choice in field.choices][:4])
            return offered if field.name.startswith("may_") else st.none() | offered
        case Kind.REFERENCE:
            return st.none() | st.sampled_from(ENTRIES)
        case Kind.REFERENCES:
            return st.none() | st.sets(st.sampled_from(ENTRIES), max_size=3).map(tuple)
        case Kind.TOGGLE:
            return st.booleans()
        case Kind.PHONE:
            return st.none() | st.just(f"+1201555{number:04}")
        case Kind.EMAIL:
            return st.none() | st.tuples(LOCAL, DOMAIN).map(lambda parts: f"{parts[0]}{number}@{parts[1]}")
        case Kind.DIGITS:
            return st.none() | st.text("0123456789", min_size=1, max_size=4)
        case Kind.MONEY | Kind.PERCENT:
            return st.none() | CENTS
        case Kind.DATE:
            return st.none() | DAYS
        case _:
            return st.none()


@st.composite
def people(draw: st.DrawFn, kind: PersonKind, most: int = 10) -> list[NewPerson]:
    """Up to `most` people of the kind."""
    found = []
    for number in range(draw(st.integers(0, most))):
        kept = PROFILE_TYPES[kind].stored
        values = {field.name: draw(_value(field, number)) for field in kept}
        found.append(
            NewPerson(
                kind,
                values,
                active=draw(st.booleans()),
                created=draw(MOMENTS),
                account=draw(st.none() | st.sampled_from(AccountState)),
                username=None,
                last_sign_in=draw(st.none() | MOMENTS),
            )
        )
    return found


@contextmanager
def database_of(template: Path, people: list[NewPerson]) -> Iterator[Services]:
    """A database of its own with these people, away again afterwards. `template` is an empty one, closed."""
    with TemporaryDirectory(dir=template.parent) as folder:
        path = Path(folder) / "fleet.db"
        path.write_bytes(template.read_bytes())
        database = open_database(path)
        try:
            load(database, people)
            yield Services(Context(database, SystemActor("tester")), Path(folder) / "drafts")
        finally:
            database.close()


def sort_value(field: Field, values: Values, names: Names) -> object:
    """What lists are ordered by, in plain Python: nothing first, names without case and accents."""
    value = values.get(field.name)
    if field.name == "status":
        moment = values.get("last_sign_in")
        signed_in = moment.isoformat() if isinstance(moment, datetime) else ""
        return [status.value for status in Status].index(str(value)), signed_in
    if field.kind in (Kind.MONEY, Kind.PERCENT):
        return -1 if value is None else value
    if field.kind is Kind.TOGGLE:
        return bool(value)
    if field.kind is Kind.MOMENT:
        return value.timestamp() if isinstance(value, datetime) else 0
    if value is None:
        return ""
    if field.kind is Kind.REFERENCE:
        return sort_key(names[value]) if isinstance(value, int) else ""
    if isinstance(value, tuple):
        return sort_key(", ".join(sorted((names[id] for id in value), key=search_key)))
    if field.kind is Kind.EMAIL:
        from fleet_tui.domain.contact import email_key

        return email_key(str(value))
    return search_key(str(value)) if field.kind is Kind.TEXT else str(value)
