"""What an export writes of a field, an import reads as the value that is stored."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.exports.export_text import EXTENSION, export_text
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.imports.entries import entry_names
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.imports.row import RawRow, RowReader
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.values import parse
from tests.support.field_values import TEXTS, VALUES

FIELDS = [
    (kind, field)
    for kind in PersonKind
    for field in PROFILE_TYPES[kind].recorded
    if field.kind not in (Kind.PHOTO, Kind.SECRET)
]


def read(kind: PersonKind, **cells: str) -> RawRow:
    """What an import understands of a row with those cells."""
    return RowReader(ImportMapping(kind, tuple(cells)), date(2026, 6, 1)).read(list(cells.values()))


def imported(kind: PersonKind, field: Field, cell: str, entries: dict[str, int]) -> object:
    """The value that an import would store."""
    row = read(kind, **{field.name: cell})
    assert row.problems == {}
    raw = row.values[field.name]
    if field.kind is Kind.REFERENCES:
        return tuple(sorted(entries[name] for name in entry_names(str(raw), entries.__contains__)))
    return entries[str(raw)] if field.kind is Kind.REFERENCE else parse(field, raw, "US")


@given(st.data(), st.sampled_from(FIELDS), st.lists(TEXTS, min_size=3, max_size=3, unique=True))
def test_every_value_comes_back(data: st.DataObject, what: tuple[PersonKind, Field], texts: list[str]) -> None:
    kind, field = what
    names = dict(enumerate(texts, start=1))
    value = data.draw(VALUES[field.kind](field))
    cell = export_text(field, value, names)
    assert imported(kind, field, cell, {name: id for id, name in names.items()}) == value


@given(st.text("0123456789", min_size=1, max_size=10))
def test_an_extension_comes_back_from_behind_its_phone(extension: str) -> None:
    (phone,) = (field for field in PROFILE_TYPES[PersonKind.EMPLOYEE].stored if field.name == "office_phone")
    row = read(PersonKind.EMPLOYEE, office_phone=export_text(phone, f"+13035550142{EXTENSION}{extension}", {}))
    assert row.problems == {}
    assert row.values["extension"] == extension
    assert parse(phone, row.values["office_phone"], "US") == "+13035550142"
