"""What a row of a file says: values as people write them, and a sentence for each cell that is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.cells import without_apostrophe
from fleet_tui.domain.imports.entries import entry_names
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.imports.row import WHOLE_ROW, RawRow, RowReader, read_defaults
from fleet_tui.domain.tables_as_text import neutral
from tests.support.tables import for_each

T, E = PersonKind.TECHNICIAN, PersonKind.EMPLOYEE
TODAY = date(2026, 6, 15)


def read(kind: PersonKind, day_first: bool | None = None, **cells: str) -> RawRow:
    return RowReader(ImportMapping(kind, tuple(cells), (), day_first), TODAY).read(tuple(cells.values()))


def test_an_empty_cell_leaves_alone_and_a_dash_clears() -> None:
    row = read(T, name=" Jane ", email="", mobile="-", memo="'-", team=" ", in_payroll="no")
    assert row == RawRow(None, {"name": "Jane", "mobile": None, "memo": "-", "in_payroll": False}, {})


@for_each(
    "cells, name",
    [
        ({"first_name": "Jane", "middle_name": "Q.", "last_name": "Doe", "suffix": "Jr."}, "Jane Q. Doe Jr."),
        ({"last_name": "Doe", "first_name": "Jane\u00a0 Ann", "middle_name": "-"}, "Jane Ann Doe"),
        ({"last_first": "Doe, Jane"}, "Jane Doe"),
        ({"last_first": "Doe, Jane Q."}, "Jane Q. Doe"),
        ({"last_first": "Doe, Jane, Jr."}, "Jane Doe Jr."),
        ({"last_first": "Doe Jr., Jane"}, "Jane Doe Jr."),
        ({"last_first": "Jane Doe"}, "Jane Doe"),
        ({"name": "Doe, Jane"}, "Doe, Jane"),
    ],
)
def test_names_are_joined(cells: dict[str, str], name: str) -> None:
    assert read(T, **cells).values == {"name": name}


@for_each(
    "cell, number",
    [
        ("(303) 555-0142", "(303) 555-0142"),
        ("tel:+13035550142", "+13035550142"),
        ("13035550142.0", "13035550142"),
        ("\u202a+1 303 555 0142\u202c", "+1 303 555 0142"),
        ("303\u00a0555\u00a00142", "303 555 0142"),
        ("Cell: 303-555-0142", "303-555-0142"),
        ("'+1 303 555 0142", "+1 303 555 0142"),
    ],
)
def test_phones_are_freed_of_what_is_around_them(cell: str, number: str) -> None:
    assert read(T, mobile=cell) == RawRow(None, {"mobile": number}, {})


@for_each("cell", ["n/a", "N/A", "--", "none", "TBD"])
def test_words_for_nothing_are_nothing_where_they_can_be_no_value(cell: str) -> None:
    assert read(T, mobile=cell, email=cell, start_date=cell, hourly_rate=cell, country=cell) == RawRow(None, {}, {})


@for_each("cell", ["1.20156E+10", "1,20156E+10", "1.2e10", "3E+09"])
def test_a_phone_that_a_spreadsheet_has_destroyed_is_refused(cell: str) -> None:
    row = read(T, mobile=cell)
    assert row.values == {}
    assert "destroyed" in row.problems["mobile"]
    assert "export it again" in row.problems["mobile"]


@for_each(
    "cell", ["303-555-0142 x42", "303-555-0142 ext. 42", "+13035550142;ext=42", "303 555 0142 #42", "3035550142x42"]
)
def test_an_extension_is_an_office_phone_s(cell: str) -> None:
    office = read(E, office_phone=cell).values
    assert (office["has_extension"], office["extension"]) == (True, "42")
    assert "42" not in str(office["office_phone"]).replace("0142", "")
    assert "extension" in read(E, mobile=cell).problems["mobile"]


def test_an_extension_in_its_own_column_is_ticked() -> None:
    assert read(E, extension="42.0").values == {"extension": "42", "has_extension": True}
    assert read(E, extension="-").values == {"extension": None, "has_extension": False}
    assert "extension" in read(E, office_phone="303-555-0142 x42", extension="43").problems


@for_each(
    "cell, day_first, day",
    [
        ("2026-01-31", None, "2026-01-31"),
        ("2026/1/31", None, "2026-01-31"),
        ("2026-01-31 00:00:00", None, "2026-01-31"),
        ("2026-01-31T08:30:00Z", None, "2026-01-31"),
        ("31.01.2026", None, "2026-01-31"),
        ("1.2.26", False, "2026-02-01"),
        ("31/01/2026", None, "2026-01-31"),
        ("01/31/2026", None, "2026-01-31"),
        ("1/2/2026", True, "2026-02-01"),
        ("1/2/2026", False, "2026-01-02"),
        ("1/31/2026 8:30 AM", False, "2026-01-31"),
        ("05/05/75", None, "1975-05-05"),
        ("05-05-69", None, "2069-05-05"),
        ("31 Jan 2026", None, "2026-01-31"),
        ("31-Jan-26", None, "2026-01-31"),
        ("Jan 31, 2026", None, "2026-01-31"),
        ("January 31st, 2026", None, "2026-01-31"),
        ("31. März 2026", None, "2026-03-31"),
        ("1er janvier 2026", None, "2026-01-01"),
        ("31/Jan/2026", None, "2026-01-31"),
        ("Saturday, January 31, 2026", None, "2026-01-31"),
        ("1 août 2026", None, "2026-08-01"),
        ("3 de mayo de 2026", None, "2026-05-03"),
        ("20260131", None, "2026-01-31"),
        ("46053", None, ""),
        ("1/2/2026", None, ""),
        ("31/01/2026", False, ""),
        ("2026-02-30", None, ""),
        ("soon", None, ""),
    ],
)
def test_days_become_iso(cell: str, day_first: bool | None, day: str) -> None:
    row = read(T, day_first, start_date=cell)
    assert row.values.get("start_date", "") == day
    if not day:
        assert "Start Date is" in row.problems["start_date"]
        assert "2026-01-31" in row.problems["start_date"]


@for_each(
    "cells, active",
    [
        ({"active": "Active"}, True),
        ({"active": "Suspended"}, False),
        ({"active": "On leave"}, True),
        ({"active": "ausgeschieden"}, False),
        ({"active": "Sí"}, True),
        ({"active": "FALSE"}, False),
        ({"active": "A"}, True),
        ({"active": "I"}, False),
        ({"leave_date": "31.12.9999"}, None),
        ({"blocked": "TRUE"}, False),
        ({"blocked": "No"}, True),
        ({"blocked": "Active"}, True),
        ({"leave_date": "2026-06-14"}, False),
        ({"leave_date": "2026-06-15"}, None),
        ({"leave_date": ""}, None),
        ({"active": "yes", "leave_date": "2026-01-31"}, False),
        ({"active": "yes", "blocked": "yes"}, False),
        ({"active": "yes", "leave_date": "2027-01-31"}, True),
    ],
)
def test_active_is_what_any_column_says(cells: dict[str, str], active: bool | None) -> None:
    assert read(T, **cells) == RawRow(None, {} if active is None else {"active": active}, {})


@for_each(
    "cell, amount",
    [
        ("$1,250.50", "1,250.50"),
        ("1.250,50", "1250.50"),
        ("1.250,50 €", "1250.50"),
        ("12,5", "12.5"),
        ("1'250.50", "1250.50"),
        ("1 250,50", "1250.50"),
        ("1.250.000", "1250000"),
        ("21.5", "21.5"),
    ],
)
def test_amounts_are_freed_of_signs(cell: str, amount: str) -> None:
    assert read(T, hourly_rate=cell) == RawRow(None, {"hourly_rate": amount}, {})


def test_an_amount_that_may_be_a_thousand_times_more_is_refused() -> None:
    assert "1250.00 or 1.25" in read(T, hourly_rate="1.250").problems["hourly_rate"]


@for_each(
    "field, cell, value",
    [
        ("country", "Deutschland", "DE"),
        ("country", "usa", "US"),
        ("country", "Côte d'Ivoire", "CI"),
        ("type", "Managed Technician", "managed"),
        ("type", "non-managed", "non_managed"),
        ("mobile_access", "x", True),
        ("mobile_access", "nein", False),
        ("zip", "02134", "02134"),
        ("truck", "007", "007"),
        ("payroll_id", "0042", "0042"),
        ("email", "\u200bjane@example.com\ufeff", "jane@example.com"),
        ("email", "mailto:jane@example.com", "jane@example.com"),
        ("email", "Jane Doe <jane@example.com>", "jane@example.com"),
        ("mobile", "303-555-0142 (cell)", "303-555-0142"),
        ("memo", "n/a", "n/a"),
        ("team", "None", "None"),
        ("name", "Jane\u00a0Doe", "Jane\u00a0Doe"),
    ],
)
def test_other_cells(field: str, cell: str, value: object) -> None:
    assert read(T, **{field: cell}) == RawRow(None, {field: value}, {})


@for_each(
    "field, cell, words",
    [
        ("name", "=1+1", "formula"),
        ("memo", '=HYPERLINK("http://example.com")', "formula"),
        ("type", "Seasonal", "Managed Technician or Non-managed Technician"),
        ("country", "Atlantis", "like US"),
        ("mobile_access", "maybe", "yes or no"),
        ("active", "maybe", "Active or Inactive"),
        ("active", "T", "Active or Inactive"),
        ("start_date", "1.1.0026", "in the year 26"),
        ("payroll_id", "1.2E+10", "destroyed"),
        ("mobile", "303-555-0142 / 303-555-0143", "one number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(field: str, cell: str, words: str) -> None:
    row = read(T, **{field: cell})
    assert row.values == {}
    assert words in row.problems[field]


def test_a_sentence_shows_nothing_that_acts_on_a_terminal() -> None:
    sentence = read(T, type="\x1b[31m[b]x" + "y" * 100).problems["type"]
    assert "\x1b" not in sentence
    assert len(sentence) < 150


def test_a_house_number_stands_behind_its_street() -> None:
    assert read(T, street="Hauptstraße", house_number="12a").values == {"street": "Hauptstraße 12a"}
    assert read(T, street="", house_number="12a").values == {}


@for_each(
    "cell, names",
    [
        ("Gas, Heat pumps", ("Gas", "Heat pumps")),
        ("Gas;Water | Air\nOil,,", ("Gas", "Water", "Air", "Oil")),
        ('"Air, cooled", Gas', ("Air, cooled", "Gas")),
        ('"The ""big"" one"; Gas', ('The "big" one', "Gas")),
        ('" Gas ", Oil', (" Gas ", "Oil")),
        ('6" pipes, Gas', ('6" pipes', "Gas")),
        ("Gas, Gas", ("Gas",)),
        ("Parts, small", ("Parts, small",)),
        ("Gas, Parts, small, Oil", ("Gas", "Parts, small", "Oil")),
        ("A|B; Gas", ("A|B", "Gas")),
        (" , ", ()),
    ],
)
def test_entries_of_a_cell(cell: str, names: tuple[str, ...]) -> None:
    assert entry_names(cell, {"Parts, small", "A|B"}.__contains__) == names


@given(st.lists(st.text(alphabet='ab ,;|"\n', min_size=1, max_size=5).filter(str.strip), unique=True, max_size=4))
def test_quoted_entries_come_back(names: list[str]) -> None:
    cell = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
    assert entry_names(cell, lambda text: False) == tuple(names)


def test_ids_are_whole_numbers() -> None:
    assert read(T, id="7").id == read(T, id="7.0").id == 7
    assert read(T, id="-") == RawRow(None, {}, {})
    for cell in ("0", "1.5", "abc", "9" * 30, "=7"):
        assert "ID is" in read(T, id=cell).problems["id"]


def test_a_row_with_more_cells_than_columns_is_refused() -> None:
    reader = RowReader(ImportMapping(T, ("name", "city")), TODAY)
    assert "3 cells for 2 columns" in reader.read(("Jane", "1 Main St", "Denver")).problems[WHOLE_ROW]
    assert reader.read(("Jane", "Denver", " ")).problems == {}


def test_defaults_are_read_as_cells() -> None:
    mapping = ImportMapping(T, (), (("type", "Managed"), ("country", "USA"), ("role", "Driver"), ("zone", " ")))
    assert read_defaults(mapping) == RawRow(None, {"type": "managed", "country": "US", "role": "Driver"}, {})
    assert "no choice" in read_defaults(mapping.with_default("type", "x")).problems["type"]


@given(st.text(alphabet=st.sampled_from("'=+-@\t a1"), max_size=6) | st.text())
def test_the_apostrophe_of_an_export_comes_off(text: str) -> None:
    assert without_apostrophe(neutral(text)) == text


@pytest.mark.parametrize("kind", [T, E])
def test_left_out_and_secret_columns_are_not_read(kind: PersonKind) -> None:
    row = RowReader(ImportMapping(kind, ("", "secret", "name")), TODAY).read(("=1", "hunter2", "Jane"))
    assert row == RawRow(None, {"name": "Jane"}, {})
