"""Each field has one text in exports, which says all that is stored and runs in no spreadsheet."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.exports.export_text import export_cells, export_text, joined_entries
from fleet_tui.domain.exports.export_values import export_value
from fleet_tui.domain.exports.request import exportable
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.local_time import show_day
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.domain.people.types import PROFILE_TYPES
from tests.support.field_values import NAMES, VALUES
from tests.support.tables import for_each

SIGNED_IN = datetime(2026, 1, 31, 6, tzinfo=UTC)
ENTRIES = {1: "North", 2: "South, East", 3: 'Big "B"', 4: "-"}


@for_each(
    "name, value, text, stored",
    [
        ("name", None, "", None),
        ("name", "Ann Porter", "Ann Porter", "Ann Porter"),
        ("name", "=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0", "=cmd|'/c calc'!A0"),
        ("name", "-", "'-", "-"),
        ("memo", "one\ntwo", "one\ntwo", "one\ntwo"),
        ("type", "non_managed", "Non-managed Technician", "non_managed"),
        ("color", "sky", "Sky", "sky"),
        ("country", "US", "United States", "US"),
        ("may_see_people", "default", "Role default", "default"),
        ("mobile", "+13035550142", "+13035550142", "+13035550142"),
        ("mobile_access", True, "Yes", True),
        ("active", False, "Inactive", False),
        ("daily_goal", Decimal("1250.50"), "1250.50", "1250.50"),
        ("commission", Decimal("2.50"), "2.50", "2.50"),
        ("start_date", date(2026, 1, 31), "2026-01-31", "2026-01-31"),
        ("team", 2, "South, East", "South, East"),
        ("team", 4, "'-", "-"),
        ("team", 9, "#9", None),
        ("zones", None, "", None),
        ("zones", (1,), "North", ["North"]),
        ("zones", (1, 2), 'North, "South, East"', ["North", "South, East"]),
        ("zones", (3, 4), '\'-, "Big ""B"""', ['Big "B"', "-"]),
        ("last_sign_in", SIGNED_IN, SIGNED_IN.astimezone().strftime("%Y-%m-%d %H:%M"), "2026-01-31T06:00:00+00:00"),
    ],
)
def test_a_value_has_its_text_and_its_json(name: str, value: object, text: str, stored: object) -> None:
    field = TECHNICIAN.fields[name]
    assert export_text(field, value, ENTRIES) == text
    assert export_value(field, value, ENTRIES) == stored


@for_each(
    "name, columns, cells",
    [
        (
            "office_phone",
            {"office_phone": ["+13035550142", "+13035550143", None], "extension": ["42", None, "42"]},
            ["'+13035550142 ext. 42", "+13035550143", ""],
        ),
        ("office_phone", {"office_phone": ["+13035550142"]}, ["+13035550142"]),
        (
            "status",
            {"status": ["signed_in", "pending"], "last_sign_in": [SIGNED_IN, None]},
            [show_day(SIGNED_IN), "Pending"],
        ),
        ("name", {"name": ["Ann", None, "Ann"]}, ["Ann", "", "Ann"]),
        ("name", {"name": []}, []),
    ],
)
def test_a_column_shows_what_the_list_shows_with_it(
    name: str, columns: dict[str, list[object]], cells: list[str]
) -> None:
    assert export_cells(EMPLOYEE, [name], columns, {}) == [cells]


def test_no_photo_and_nothing_secret_is_exported() -> None:
    for profile_type in PROFILE_TYPES.values():
        kinds = {field.kind for field in exportable(profile_type)}
        assert not kinds & {Kind.PHOTO, Kind.SECRET}
        assert {field.name for field in exportable(profile_type)} >= {*profile_type.columns, "created", "active"}


@given(st.lists(st.text(st.sampled_from('ab ,;|"-'), min_size=1, max_size=6), min_size=1, max_size=4))
def test_entries_come_apart_again(names: list[str]) -> None:
    (cells,) = csv.reader([joined_entries(names)], skipinitialspace=True, strict=True)
    assert sorted(cells) == sorted(names)


FIELDS = [field for profile_type in PROFILE_TYPES.values() for field in exportable(profile_type)]


@given(st.data(), st.sampled_from(FIELDS))
def test_every_value_has_a_text_that_no_spreadsheet_runs(data: st.DataObject, field: Field) -> None:
    text = export_text(field, data.draw(VALUES[field.kind](field)), NAMES)
    assert text
    assert text[0] not in "=@-\t\r"
    assert text[0] != "+" or text[1:].isdigit()
