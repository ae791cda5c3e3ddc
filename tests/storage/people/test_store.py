"""Writing many people at once leaves the tables and the history as writing one by one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from fleet_tui.domain.access.identity import program
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.people.field_permissions import default_for
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.values import Values
from fleet_tui.storage import lists
from fleet_tui.storage.db import errors
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.history import log
from fleet_tui.storage.opening import open_database
from fleet_tui.storage.people.columns import FactQuery
from fleet_tui.storage.people.loading import load as loaded
from fleet_tui.storage.people.loading import names_of
from fleet_tui.storage.people.store import PeopleStore
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, load, new_person

PHOTO = Photo("0" * 64, "png", 1, 1, 7, b"content")
PEOPLE = (1, 2, 4)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Four of each kind, who have something in every field or nothing; what is written to them is taken back."""
    database = open_database(tmp_path_factory.mktemp("changing") / "fleet.db")
    full: dict[PersonKind, dict[str, object]] = {
        TECHNICIANS: {
            "team": "South",
            "zone": "East",
            "zones": ("West",),
            "skills": ("Gas", "HVAC"),
            "truck": "Truck 2",
        },
        EMPLOYEES: {"business_unit": "Sales", "has_extension": True, "extension": "42"},
    }
    both = {"may_see_people": "deny", "fleet_pro": True}
    for kind, values in full.items():
        some = [{}, values | both, values, {"positions": ("Sales", "Installer")}]
        load(database, [new_person(kind, {"name": f"n{n}"} | one) for n, one in enumerate(some)])
    yield database
    database.close()


def value_of(layout: PersonTables, field: Field, connection: Any) -> object:
    """Something that the field can hold."""
    match field.kind:
        case Kind.REFERENCE | Kind.REFERENCES if field.source:
            ids = tuple(sorted(lists.entry_names(connection, field.source)))
            return ids[2] if field.kind is Kind.REFERENCE else ids[1:3]
        case Kind.TOGGLE:
            return True
        case Kind.CHOICE | Kind.COLOR:
            return field.choices[1].value
        case Kind.MONEY | Kind.PERCENT:
            return Decimal("12.50")
        case Kind.DATE:
            return NOON.date()
        case Kind.PHOTO:
            return PHOTO
        case _:
            return "12"


def one_by_one(connection: Any, layout: PersonTables, values: Values, names: dict[int, str]) -> None:
    for id in PEOPLE:
        PeopleStore(connection, layout.type.kind).update([id], values, names, NOON)


def together(connection: Any, layout: PersonTables, values: Values, names: dict[int, str]) -> None:
    PeopleStore(connection, layout.type.kind).update(PEOPLE, values, names, NOON)


Write = Callable[[Any, PersonTables, Values, dict[int, str]], None]


def written(people: Database, layout: PersonTables, given: Callable[[Any], Values], write: Write) -> list[str]:
    """Every row of every table afterwards."""
    with people._writer.connect() as connection:
        values = given(connection)
        write(connection, layout, values, names_of(connection, layout, [values]))
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        found = [
            f"{table}: {row}"
            for table in tables.scalars().all()
            for row in sorted(repr(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}"))
        ]
        connection.rollback()
    return found


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
@pytest.mark.parametrize("empty", [False, True])
def test_many_who_get_the_same_are_written_as_one_by_one(people: Database, kind: PersonKind, empty: bool) -> None:
    """Every field at once that several people can have the same value of."""
    layout = PERSON_TABLES[kind]
    fields = [field for field in layout.type.recorded if not field.unique]

    def values(connection: Any) -> Values:
        if not empty:
            return {field.name: value_of(layout, field, connection) for field in fields}
        nothing = {field.name: False if field.kind is Kind.TOGGLE else default_for(field) for field in fields}
        return nothing | {"name": "always"}

    same = [written(people, layout, values, write) for write in (one_by_one, together)]
    assert same[0] == same[1]


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_what_is_written_is_what_is_loaded(people: Database, kind: PersonKind) -> None:
    """Updated and created, with the derived columns, one or many at a time."""
    layout = PERSON_TABLES[kind]
    with people._writer.connect() as connection:
        values = {field.name: value_of(layout, field, connection) for field in layout.type.recorded if not field.unique}
        names, store = names_of(connection, layout, [values]), PeopleStore(connection, kind)
        system = {"status": "accepted", "last_sign_in": None, "created": NOON, "changed": NOON}
        store.update(PEOPLE, values, names, NOON)
        first = len(loaded(connection, layout, range(1, 9), ())) + 1
        assert store.create([values | system], names) == range(first, first + 1)
        assert store.create([values | system] * 2, names) == range(first + 1, first + 3)
        written = loaded(connection, layout, [*PEOPLE, *range(first, first + 3)], values)
        assert [person.version for person in written] == [2, 2, 2, 1, 1, 1]
        for person in written:
            assert person.values == values
        fleet_pro = connection.exec_driver_sql(f"SELECT person, suspended FROM fleet_pro WHERE kind = '{kind.value}'")
        assert fleet_pro.all() == [(id, None) for id in (*PEOPLE, *range(first, first + 3))]
        columns = [column for column in layout.main.c if column.name.endswith("_key")]
        keys = select(*(column for column in columns if column.name not in ("email_key", "status_key")))
        (derived,) = {tuple(row) for row in connection.execute(keys.where(layout.main.c.id != 3))}
        assert all(derived)
        connection.rollback()


def test_a_status_is_written_with_its_order(people: Database) -> None:
    for values in ({"status": "pending", "last_sign_in": None}, {"status": "signed_in", "last_sign_in": NOON}):
        same = [
            written(people, PERSON_TABLES[EMPLOYEES], lambda connection, given=values: given, write)
            for write in (one_by_one, together)
        ]
        assert same[0] == same[1]


def test_a_kept_photo_is_given_by_its_digest(people: Database) -> None:
    layout = PERSON_TABLES[TECHNICIANS]

    def by_digest(connection: Any, layout: PersonTables, values: Values, names: dict[int, str]) -> None:
        store = PeopleStore(connection, layout.type.kind)
        store.keep_photo(PHOTO)
        store.update(PEOPLE, {"photo": PHOTO.digest}, names, NOON)

    same = [written(people, layout, lambda connection: {"photo": PHOTO}, write) for write in (one_by_one, by_digest)]
    assert same[0] == same[1]


def test_a_value_that_must_be_unique_is_given_to_one_alone(people: Database) -> None:
    with pytest.raises(errors.UniqueViolation):
        written(people, PERSON_TABLES[TECHNICIANS], lambda connection: {"email": "a@x.org"}, together)


def test_entries_of_many_who_get_others_are_written_as_one_by_one(people: Database) -> None:
    layout = PERSON_TABLES[TECHNICIANS]
    wanted = {1: (43,), 2: (42, 43), 4: ()}

    def others(connection: Any, layout: PersonTables, values: Values, names: dict[int, str]) -> None:
        before = {person.id: person.values["skills"] or () for person in loaded(connection, layout, PEOPLE, {"skills"})}
        given = [(id, frozenset(before[id]), frozenset(wanted[id])) for id in PEOPLE]  # type: ignore[arg-type]
        store = PeopleStore(connection, TECHNICIANS)
        store.update_links("skills", given, _all_names(connection))
        store.update(PEOPLE, {}, {}, NOON)

    def each(connection: Any, layout: PersonTables, values: Values, names: dict[int, str]) -> None:
        for id in PEOPLE:
            values = {"skills": wanted[id] or None}
            PeopleStore(connection, TECHNICIANS).update([id], values, _all_names(connection), NOON)

    same = [written(people, layout, lambda connection: {}, write) for write in (each, others)]
    assert same[0] == same[1]


def _all_names(connection: Any) -> dict[int, str]:
    return dict(connection.exec_driver_sql("SELECT id, name FROM list_entry").all())


@pytest.mark.parametrize(
    ("who", "name", "changes"),
    [
        ("ann", "Bob", {"active": [True, False]}),
        ("O'Br\"ien", "Smith [Bob] \\ / \x7f\x1f\n", {"team": [None, [7, 'No"rth \u2028']]}),
        ("Zoë 山", "ل\u200d\U0001f600", {}),
    ],
)
def test_entries_of_many_are_chained_as_one_by_one(
    people: Database, who: str, name: str, changes: dict[str, list[object]]
) -> None:
    by = program(who)
    entries = [log.HistoryRow(NOON, by, "changed", "employees", id, f"{name}{id}", changes) for id in (5, 6)]
    text = log.changes_text(changes)
    digests = []
    for append in (
        lambda connection: log.append(connection, entries),
        lambda connection: log.append_people(
            connection,
            log.PeopleEntries(NOON, by, "changed", EMPLOYEES),
            ((id, f"{name}{id}", text) for id in (5, 6)),
        ),
    ):
        with people._writer.connect() as connection:
            last = log.revision(connection)
            assert append(connection) == (last + 1, last + 2)
            assert log.first_broken(connection) is None
            found = connection.exec_driver_sql("SELECT * FROM history ORDER BY id").all()
            digests.append([tuple(row) for row in found])
            connection.rollback()
    assert digests[0] == digests[1]


def test_every_field_that_can_be_set_for_many_can_be_read_for_many(people: Database) -> None:
    with people.read() as connection:
        for kind in PersonKind:
            layout = PERSON_TABLES[kind]
            names = [field.name for field in layout.type.stored if field.bulk]
            people_now = loaded(connection, layout, [1, 2, 3, 4], names)
            query = FactQuery(layout, names, NOON)
            (found,) = query.read(connection, [4, 2, 99, 1, 3, 2])
            assert [row[0] for row in found] == [1, 2, 3, 4]
            for person, row in zip(people_now, found, strict=True):
                assert query.meaning(row[3:]) == {name: person.values[name] for name in names}
