"""What a new profile takes over from another one."""

from __future__ import annotations

from datetime import UTC, datetime

from fleet_tui.domain.fields import PersonKind, When
from fleet_tui.domain.people.copying import IN_BOTH, PERSONAL, in_other_kind, like
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.types import PROFILE_TYPES
from tests.support.tables import for_each


def profile(kind: PersonKind, active: bool = True) -> Profile:
    """Somebody with a value in every field."""
    values: dict[str, object] = dict.fromkeys(PROFILE_TYPES[kind].fields, "something")
    values |= {"name": "Ann Lee", "positions": (7, 8), "role": 3, "active": active, "created": datetime.now(UTC)}
    return Profile(kind, 1, 1, values, {7: "Service manager", 8: "Helper", 3: "Driver"}, "US")


@for_each("kind", PersonKind)
def test_one_like_this_has_everything_but_what_is_one_persons(kind: PersonKind) -> None:
    taken = like(profile(kind)).values.keys()
    fields = PROFILE_TYPES[kind].fields.values()
    typed = {field.name for field in fields if field.when is When.ALWAYS}
    assert taken == typed - PERSONAL
    assert not {field.name for field in fields if field.unique} & taken  # it could not be saved
    assert {"positions", "role"} <= taken


@for_each("kind", PersonKind)
def test_the_same_person_in_the_other_kind_has_what_both_have(kind: PersonKind) -> None:
    found = in_other_kind(profile(kind))
    assert found.kind is not kind
    assert found.values == {"name": "Ann Lee", **dict.fromkeys(IN_BOTH[1:], "something")}
    assert found.named == {"positions": ("Service manager", "Helper"), "role": ("Driver",)}
    assert found.original is not None
    assert set(IN_BOTH) <= PROFILE_TYPES[PersonKind.TECHNICIAN].fields.keys() & PROFILE_TYPES[found.kind].fields.keys()


def test_the_sentence_asks_about_the_first_profile_only_while_it_is_active() -> None:
    as_employee = "Ann Lee as an employee too: fill in what is missing."
    assert in_other_kind(profile(PersonKind.TECHNICIAN, active=False)).sentence == as_employee
    asks = " Saving asks whether to deactivate the technician."
    assert in_other_kind(profile(PersonKind.TECHNICIAN)).sentence == as_employee + asks
    assert "Ann Lee as a technician too" in in_other_kind(profile(PersonKind.EMPLOYEE)).sentence
