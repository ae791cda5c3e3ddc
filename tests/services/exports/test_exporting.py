"""An export has everybody whom the list shows, once, and the history says so."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, MANAGE_ROLES, SEE_PAYROLL, SEE_PEOPLE
from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.domain.exports.export_text import export_text
from fleet_tui.domain.exports.request import ExportFormat, ExportRequest, exportable
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Contains, Filter
from fleet_tui.domain.filters.line import Vocabulary, parse
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.history.query import HISTORY_FIELDS
from fleet_tui.domain.paging import PageQuery
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.exports import exporting, reading
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.people.column_reading import ColumnReader
from fleet_tui.storage.people.loading import load as load_people
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from tests.support.actors import allow, signed_in
from tests.support.arbitrary_people import database_of, people
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, load, new_person, set_active, size

ALL = ListQuery(TECHNICIANS, ("name", "mobile"), Filter())
NAMES = ("Ann", "Bob", "Cid", "Dan", "Eve")


@pytest.fixture
def five(services: Services, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Five technicians in order of their names, read two at a time."""
    monkeypatch.setattr(reading, "_AT_ONCE", 2)
    same = {"type": "managed", "role": "Technician", "positions": ("Installer",)}
    each = [same | {"name": name, "email": f"{name}@example.com"} for name in NAMES]
    load(services.database, [new_person(TECHNICIANS, values) for values in each])
    return services


def exported(services: Services, request: ExportRequest) -> list[dict[str, str]]:
    """The rows of a CSV file, by field name."""
    return list(csv.DictReader(io.StringIO(b"".join(services.exports.pieces(request)).decode(), newline="")))


def names(services: Services, query: ListQuery) -> list[str]:
    return [row["name"] for row in exported(services, ExportRequest(query))]


def test_it_has_whom_the_list_shows_in_its_order(five: Services) -> None:
    set_active(five, TECHNICIANS, 2, active=False)
    shown = ListQuery(TECHNICIANS, ("name", "type"), ONLY_ACTIVE, Sort("name", descending=True))
    assert exported(five, ExportRequest(shown)) == [
        {"id": str(id), "name": name, "type": "Managed Technician"}
        for id, name in ((5, "Eve"), (4, "Dan"), (3, "Cid"), (1, "Ann"))
    ]
    assert names(five, ListQuery(TECHNICIANS, ("name",), Filter(), only=frozenset((4, 2)))) == ["Bob", "Dan"]
    assert names(five, ListQuery(TECHNICIANS, ("name",), Filter((Contains("name", "x"),)))) == []


def test_nobody_is_lost_or_comes_twice_when_others_save_meanwhile(five: Services) -> None:
    pieces = five.exports.pieces(ExportRequest(ALL))
    read = [next(pieces), next(pieces)]
    for id, name in ((1, "Zoe"), (5, "Abe")):
        five.people.save(TECHNICIANS, id, 1, {"name": name})
    added(five, TECHNICIANS, name="Aaa")
    rows = list(csv.reader(io.StringIO(b"".join((*read, *pieces)).decode())))
    assert [row[:2] for row in rows[1:]] == [["1", "Ann"], ["2", "Bob"], ["3", "Cid"], ["4", "Dan"], ["5", "Abe"]]


def test_the_history_says_who_exported_what(five: Services) -> None:
    filter = Filter((Contains("name", "a"),))
    exported(five, ExportRequest(ListQuery(TECHNICIANS, ("name", "team"), filter)))
    exported(five, ExportRequest(ListQuery(EMPLOYEES, ("name",), Filter()), ExportFormat.EXCEL_CSV, all_fields=True))
    whole, shown = five.history.events(limit=2)
    assert (whole.who, whole.action, whole.subject) == ("tester", "exported", "0 employees, all fields, CSV for Excel")
    assert whole.changes == ()
    assert shown.subject == "2 technicians, 2 columns, CSV"
    assert {change.label: change.after for change in shown.changes} == {"columns": "name, team", "filter": "name:a"}
    (row,) = five.history_pages.page(
        parse(HISTORY_FIELDS, "action:exported whom:excel", Vocabulary({})), PageQuery(limit=5)
    ).rows
    assert (row.who, row.subject, row.profile) == ("tester", whole.subject, None)
    assert check(five.database) == ()


def test_nothing_is_done_before_the_first_piece_is_asked_for(five: Services) -> None:
    before = five.history.events(limit=1)
    five.exports.pieces(ExportRequest(ALL))
    assert five.history.events(limit=1) == before


def test_what_may_not_be_seen_is_left_out(five: Services) -> None:
    request = ExportRequest(ListQuery(TECHNICIANS, ("name", "burden_rate"), Filter()))
    whole = ExportRequest(ALL, all_fields=True)
    actor = signed_in(five, SEE_PEOPLE, EXPORT_PEOPLE)
    assert list(exported(actor, request)[0]) == ["id", "name"]
    assert not {"hourly_rate", "burden_rate", "may_see_people"} & exported(actor, whole)[0].keys()
    allow(actor, (SEE_PEOPLE, EXPORT_PEOPLE, SEE_PAYROLL, MANAGE_ROLES))
    assert list(exported(actor, request)[0]) == ["id", "name", "burden_rate"]
    every = ("id", *(field.name for field in exportable(PROFILE_TYPES[TECHNICIANS])))
    assert tuple(exported(actor, whole)[0]) == every


def test_it_ends_when_the_permission_does(five: Services) -> None:
    actor = signed_in(five, SEE_PEOPLE, EXPORT_PEOPLE)
    pieces = actor.exports.pieces(ExportRequest(ALL))
    next(pieces)
    allow(actor, (SEE_PEOPLE,))
    with pytest.raises(NotAllowed):
        next(pieces)


def test_it_counts_and_can_be_stopped(five: Services) -> None:
    counts: list[tuple[int, int]] = []
    for _ in five.exports.pieces(ExportRequest(ALL), lambda done, of: counts.append((done, of))):
        pass
    assert counts == [(0, 5), (2, 5), (4, 5), (5, 5)]

    def stop(done: int, of: int) -> None:
        raise Stopped("Stopped.")

    for format in ExportFormat:
        with pytest.raises(Stopped):
            b"".join(five.exports.pieces(ExportRequest(ALL, format), stop))


def test_each_format_has_its_people(five: Services) -> None:
    found = {format: b"".join(five.exports.pieces(ExportRequest(ALL, format))) for format in ExportFormat}
    assert found[ExportFormat.EXCEL_CSV] == b"\xef\xbb\xbf" + found[ExportFormat.CSV]
    assert json.loads(found[ExportFormat.JSON])[1] == {"id": 2, "name": "Bob", "mobile": None}
    assert found[ExportFormat.XLSX].startswith(b"PK")


def test_a_sheet_that_is_too_small_is_told_before_anything_is_read(
    five: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 5)
    before = five.history.events(limit=1)
    with pytest.raises(Refusal, match="has room for 4 people: choose CSV"):
        next(five.exports.pieces(ExportRequest(ALL, ExportFormat.XLSX)))
    assert five.history.events(limit=1) == before


@settings(max_examples=size(12, 200))
@given(st.sampled_from(PersonKind).flatmap(people))
def test_every_field_of_anybody_is_what_the_profile_holds(empty_file: Path, people: list[NewPerson]) -> None:
    for kind in {person.kind for person in people}:
        with database_of(empty_file, people) as services:
            layout, fields = PERSON_TABLES[kind], exportable(PROFILE_TYPES[kind])
            query = ListQuery(kind, ("name",), Filter())
            rows = exported(services, ExportRequest(query, all_fields=True))
            profiles = [services.people.profile(kind, id) for id in services.people.ids(query)]
            assert [int(row["id"]) for row in rows] == [profile.id for profile in profiles]
            for row, profile in zip(rows, profiles, strict=True):
                for field in fields:
                    if field.name not in ("status", "office_phone"):  # which show another field too
                        text = export_text(field, profile.values.get(field.name), profile.names)
                        assert row[field.name] == text, field.name
            names = [field.name for field in fields if field.name != "status"]
            with services.database.read() as connection:
                ids, columns = ColumnReader(layout, names).read(connection, [p.id for p in profiles], NOON)
                loaded = load_people(connection, layout, ids, names)
            assert {name: [*values] for name, values in columns.items()} == {
                name: [person.values[name] for person in loaded] for name in names
            }
