"""`FIELD=VALUE` on the command line: fields that can be set for many, with values as the filter line has them."""

from __future__ import annotations

import pytest

from fleet_tui.cli.bulk.arguments import read_assignment
from fleet_tui.domain.bulk.actions import How, SetField
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Kind, ProfileType
from fleet_tui.domain.filters.line import Vocabulary
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.technician import TECHNICIAN
from tests.support.tables import for_each


def entries(name: ListName, *ids: tuple[int, str]) -> tuple[Entry, ...]:
    return tuple(Entry(id, name, text, False, 1) for id, text in ids)


VOCABULARY = Vocabulary(
    {
        ListName.TEAMS: entries(ListName.TEAMS, (1, "North"), (2, "De la Rosa"), (3, "none")),
        ListName.SKILLS: entries(ListName.SKILLS, (11, "Gas"), (12, "HVAC, big"), (13, "Água")),
        ListName.EMPLOYEE_ROLES: entries(ListName.EMPLOYEE_ROLES, (21, "Office")),
    }
)


@for_each(
    "text, action",
    [
        ("team=North", SetField("team", 1)),
        (" TEAM = nórth ", SetField("team", 1)),
        ("team=De la Rosa", SetField("team", 2)),
        ("team=#2", SetField("team", 2)),
        ("team=none", SetField("team", None)),
        ('team="none"', SetField("team", 3)),
        ("type=managed", SetField("type", "managed")),
        ("type=Non-managed Technician", SetField("type", "non_managed")),
        ("mobile_access=no", SetField("mobile_access", False)),
        ("mobile_access=yes", SetField("mobile_access", True)),
        ("skills=gas", SetField("skills", (11,))),
        ('skills= Agua , "HVAC, big",gas', SetField("skills", (11, 12, 13))),
        ("skills=none", SetField("skills", None)),
        ("skills+=gas,gas", SetField("skills", (11,), How.ADD)),
        ("skills -= água", SetField("skills", (13,), How.REMOVE)),
    ],
)
def test_an_assignment_is_an_action(text: str, action: SetField) -> None:
    assert read_assignment(TECHNICIAN, text, VOCABULARY) == action


@for_each(
    "text, sentence",
    [
        ("team", "“team” gives no value: write FIELD=VALUE, like role=Driver."),
        ("team=", "Team needs a value, or team=none for nothing."),
        ("team=Nroth", "There is no team “Nroth”: did you mean North?"),
        ("team+=North", "Team holds one value: write team=VALUE."),
        ("teem=North", "“teem” is no field that can be set for many: did you mean team?"),
        ("name=Bob", "“name” is no field that can be set for many: these can be set: positions, type, role,"),
        ("=North", "“” is no field that can be set for many: these can be set:"),
        ("\x1b]0;x=North", "“\ufffd]0;x” is no field"),
        ("skills=gas,", "Skills needs a value here: name one, as in a filter line."),
        ("skills+=none", "Skills needs a value here: name one, as in a filter line."),
        ("skills=gas,none", "Skills needs a value here: name one, as in a filter line."),
        ('skills="gas', "This quote is not closed: put one more where it ends."),
        ("mobile_access=maybe", "no choice “maybe”: write yes or no."),
        ("mobile_access=none", "always has a value: write yes or no."),
    ],
)
def test_a_wrong_assignment_is_told_with_what_would_be_right(text: str, sentence: str) -> None:
    with pytest.raises(BadValue) as bad:
        read_assignment(TECHNICIAN, text, VOCABULARY)
    assert sentence in str(bad.value)


@pytest.mark.parametrize("declared", [TECHNICIAN, EMPLOYEE])
def test_every_field_that_can_be_set_for_many_is_of_a_kind_that_is_read(declared: ProfileType) -> None:
    kinds = {field.kind for field in declared.fields.values() if field.bulk}
    assert kinds <= {Kind.CHOICE, Kind.REFERENCE, Kind.REFERENCES, Kind.TOGGLE}


def test_fields_are_those_of_the_kind() -> None:
    assert read_assignment(EMPLOYEE, "role=Office", VOCABULARY) == SetField("role", 21)
    with pytest.raises(BadValue, match="no field"):
        read_assignment(EMPLOYEE, "team=North", VOCABULARY)
