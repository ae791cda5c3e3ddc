"""What the history keeps of people whom an import adds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.fields import Kind, PersonKind
from fleet_tui.domain.history.changes import changes
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.imports.added_text import AddedText
from fleet_tui.storage.history.log import changes_text
from tests.support.arbitrary_people import ENTRIES, people

NAMES = dict(enumerate(ENTRIES, start=1))


def values_of(person: NewPerson) -> dict[str, object]:
    """The values with the ids of entries, as they are stored."""
    ids = {name: id for id, name in NAMES.items()}
    values: dict[str, object] = {"active": person.active}
    for field in PROFILE_TYPES[person.kind].stored:
        value = person.values.get(field.name)
        if field.kind is Kind.REFERENCE and value is not None:
            value = ids[str(value)]
        elif isinstance(value, tuple):
            value = tuple(ids[name] for name in value) or None
        values[field.name] = value
    return values


@given(st.sampled_from(PersonKind).flatmap(people))
def test_it_is_what_any_other_change_would_be(some: list[NewPerson]) -> None:
    for person in some:
        profile_type, values = PROFILE_TYPES[person.kind], values_of(person)
        expected = changes_text(changes(profile_type, {}, values, NAMES))
        assert AddedText(profile_type, NAMES).of(values) == expected
