"""The words of a list's cells: short where a column repeats them, and told apart from each other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import chain

from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.list_cell import MEANINGS, list_cell, meaning_of, with_sign
from fleet_tui.domain.people.profile import cell
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.domain.values import Values
from tests.support.tables import for_each

TODAY = date(2026, 11, 30)
BOTH = (TECHNICIAN, EMPLOYEE)
COLUMNS = list(chain.from_iterable([(kind, field) for field in kind.fields.values() if field.width] for kind in BOTH))


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, 5).astimezone(UTC)


def signed_in(moment: datetime) -> Values:
    return {"status": "signed_in", "last_sign_in": moment}


@for_each(
    "kind, name, values, words",
    [
        (TECHNICIAN, "type", {"type": "managed"}, "Managed"),
        (TECHNICIAN, "type", {"type": "non_managed"}, "Non-managed"),
        (TECHNICIAN, "type", {}, ""),
        (TECHNICIAN, "status", {"status": "pending"}, "Pending"),
        (TECHNICIAN, "status", signed_in(at(2026, 11, 12)), "12 Nov"),
        (TECHNICIAN, "status", signed_in(at(2026, 11, 2)), " 2 Nov"),
        (TECHNICIAN, "status", signed_in(at(2025, 11, 12)), "2025-11-12"),
        (TECHNICIAN, "changed", {"changed": at(2026, 1, 9)}, " 9 Jan 12:05"),
        (TECHNICIAN, "changed", {"changed": at(2024, 1, 9)}, "2024-01-09"),
        (TECHNICIAN, "mobile", {"mobile": "+13035550149"}, "(303) 555-0149"),
        (TECHNICIAN, "mobile", {"mobile": "+442079460958"}, "+44 20 7946 0958"),
        (EMPLOYEE, "office_phone", {"office_phone": "+13035550149", "extension": "42"}, "(303) 555-0149 x42"),
        (TECHNICIAN, "type", {"type": "\x1b[2J"}, "�[2J"),
    ],
)
def test_words_are_short(kind: ProfileType, name: str, values: Values, words: str) -> None:
    assert list_cell(kind, name, values, {}, "US", TODAY) == words


@for_each("kind, field", [(kind, field) for kind, field in COLUMNS if field.choices])
def test_no_two_choices_of_a_column_have_the_same_words(kind: ProfileType, field: Field) -> None:
    words = [list_cell(kind, field.name, {field.name: choice.value}, {}, "US", TODAY) for choice in field.choices]
    if field.kind is not Kind.TOGGLE:
        assert len(set(words)) == len(field.choices)
        assert all(words)


@for_each("kind, field", COLUMNS)
def test_each_column_has_bounds_and_shows_nothing_for_nothing(kind: ProfileType, field: Field) -> None:
    assert 0 < field.least <= field.width
    assert list_cell(kind, field.name, {}, {}, "US", TODAY) == cell(kind, field.name, {}, {}, "US") == ""


@for_each(
    "name, values, words, meaning",
    [
        ("status", {"status": "pending"}, "◌ Pending", "pending"),
        ("status", {"status": "invitation_ended"}, "× Invitation ended", "ended"),
        ("status", {"status": "accepted"}, "Accepted", ""),
        ("status", {"status": "never_logged_in"}, "Never logged in", "dim"),
        ("status", {"status": "no_user_account"}, "No user account", "dim"),
        ("active", {"active": True}, "● Active", "active"),
        ("active", {"active": False}, "○ Inactive", "inactive"),
        ("changed", {"changed": at(2026, 1, 9)}, " 9 Jan 12:05", "dim"),
        ("mobile_access", {"mobile_access": True}, "Yes", ""),
    ],
)
def test_what_a_cell_means_is_in_its_sign_and_its_colour(name: str, values: Values, words: str, meaning: str) -> None:
    assert with_sign(name, values, list_cell(TECHNICIAN, name, values, {}, "US", TODAY)) == words
    assert meaning_of(name, values) == meaning


def test_no_two_meanings_have_the_same_sign() -> None:
    assert len({meaning.sign for meaning in MEANINGS.values()}) == len(MEANINGS)
