"""Importing people: the plan, the run, undo, and running the same file again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.domain.bulk.plan import Outcome, Plan, Verdict
from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.tabular.source import BytesSource
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry

DEFAULTS = {
    TECHNICIANS: (("type", "managed"), ("role", "Technician"), ("positions", "Installer")),
    EMPLOYEES: (("role", "Office"), ("positions", "CSR")),
}


def planned(services: Services, text: str, kind: PersonKind = TECHNICIANS) -> Plan:
    file = services.imports.open(BytesSource("people.csv", text.encode()), kind)
    return services.imports.plan(file, replace(file.mapping, defaults=DEFAULTS[kind]))


def imported(services: Services, text: str, kind: PersonKind = TECHNICIANS) -> Outcome:
    outcome = services.imports.run(planned(services, text, kind))
    assert check(services.database) == ()
    return outcome


def verdicts(plan: Plan | Outcome) -> list[str]:
    return [plan.of(place).verdict.name for place in range(len(plan))]


def words(plan: Plan | Outcome) -> list[str]:
    return [" ".join(filter(None, (plan.of(place).change, plan.of(place).reason))) for place in range(len(plan))]


ANN_AND_BOB = "Name,Mobile,Email,Team\nAnn Porter,(303) 555-0123,ann@example.com,North\nBob Lawson,303 555 0124,,\n"


def test_people_are_added_with_the_defaults_of_the_file(services: Services) -> None:
    outcome = imported(services, ANN_AND_BOB)
    assert verdicts(outcome) == ["NEW", "NEW"]
    ann = services.people.profile(TECHNICIANS, outcome.ids[0])
    assert (ann.values["mobile"], ann.values["email"], ann.values["type"]) == (
        "+13035550123",
        "ann@example.com",
        "managed",
    )
    assert ann.values["team"] == entry(services, ListName.TEAMS, "North")
    assert ann.values["color"] != services.people.profile(TECHNICIANS, outcome.ids[1]).values["color"]
    assert (outcome.billed, outcome.billed_after) == (0, 2)
    assert list(outcome.to_invite) == list(outcome.ids)


def test_the_same_file_again_changes_nobody(services: Services) -> None:
    imported(services, ANN_AND_BOB)
    again = planned(services, ANN_AND_BOB)
    assert verdicts(again) == ["UNCHANGED", "UNCHANGED"]
    assert services.imports.run(again).operation is None


def test_rows_change_people_field_by_field(services: Services) -> None:
    imported(services, ANN_AND_BOB)
    plan = planned(
        services,
        "Name,Mobile,Email,Team,Memo\nAnn Nowak,,ANN@example.com,West,\nBob Lawson,303-555-0124,,-,Rides along.\n",
    )
    assert words(plan) == ["Name: Ann Porter → Ann Nowak · Team: North → West", "Memo: none → Rides along."]
    outcome = services.imports.run(plan)
    assert check(services.database) == ()
    ann = services.people.profile(TECHNICIANS, outcome.ids[0])
    assert (ann.values["name"], ann.version) == ("Ann Nowak", 2)
    assert verdicts(planned(services, "Name,Mobile,Email,Team,Memo\nAnn Nowak,,ANN@example.com,West,\n")) == [
        "UNCHANGED"
    ]


def test_an_import_is_taken_back_as_a_whole(services: Services) -> None:
    imported(services, "Name,Email\nAnn Porter,ann@example.com\n")
    outcome = imported(services, "Name,Email\nAnn Nowak,ann@example.com\nBob Lawson,bob@example.com\n")
    undone = services.undo.run(services.undo.plan())
    assert check(services.database) == ()
    assert undone.counts()[Verdict.CHANGES] == 2
    ann, bob = (services.people.profile(TECHNICIANS, id) for id in outcome.ids)
    assert (ann.name, ann.active, bob.active) == ("Ann Porter", True, False)
    redone = services.undo.run(services.undo.plan(redo=True))
    assert redone.counts()[Verdict.CHANGES] == 2
    ann, bob = (services.people.profile(TECHNICIANS, id) for id in outcome.ids)
    assert (ann.name, bob.active) == ("Ann Nowak", True)
    assert check(services.database) == ()


def test_rows_of_one_person_are_told(services: Services) -> None:
    plan = planned(
        services,
        "Name,Mobile,Email\nAnn,303 555 0123,\nBob,(303) 555-0123,\nEve,,ann@example.com\nZed,,Ann@Example.com\n",
    )
    assert verdicts(plan) == ["NEW", "BLOCKED", "NEW", "BLOCKED"]
    assert words(plan)[1] == "Line 2 has the same mobile phone: keep one of the two, or correct it."
    assert words(plan)[3] == "Line 4 has the same e-mail address: keep one of the two, or correct it."
    assert [plan.line(place) for place in range(4)] == [2, 3, 4, 5]


def test_two_keys_of_two_people_are_a_conflict(services: Services) -> None:
    added(services, TECHNICIANS, name="Ann Porter", mobile="303 555 0123")
    added(services, TECHNICIANS, name="Bob Lawson", mobile="303 555 0124", email="bob@example.com")
    (said,) = words(planned(services, "Name,Mobile,Email\nAnn,303 555 0123,bob@example.com\n"))
    assert said == ("The email is that of Bob Lawson, the mobile phone that of Ann Porter: correct one of them.")


def test_new_entries_are_proposed_and_made_by_the_run(services: Services) -> None:
    plan = planned(services, 'Name,Email,Team,Skills\nAnn,a@example.com,Night shift,"Gas, Forklift"\n')
    assert plan.notes == ("New in Teams: Night shift.", "New in Skills: Forklift.")
    assert all(one.name != "Night shift" for one in services.lists.entries(ListName.TEAMS))
    outcome = services.imports.run(plan)
    ann = services.people.profile(TECHNICIANS, outcome.ids[0])
    assert ann.names[ann.values["team"]] == "Night shift"  # type: ignore[index]
    assert check(services.database) == ()


def test_an_entry_that_no_row_uses_is_not_made(services: Services) -> None:
    plan = planned(services, "Name,Email,Team\nAnn,a@example.com,Night shift\nBob,b@example.com,North\n")
    services.imports.run(plan.without([plan.ids[0]]))
    assert all(one.name != "Night shift" for one in services.lists.entries(ListName.TEAMS))


def test_an_entry_that_only_a_refused_row_names_is_not_proposed(services: Services) -> None:
    assert planned(services, "Name,Email,Team\nAnn,no address,Night shift\n").notes == ()


def test_dropped_rows_stay_out(services: Services) -> None:
    plan = planned(services, ANN_AND_BOB)
    outcome = services.imports.run(plan.without([plan.ids[0]]))
    assert [*outcome.names] == ["Bob Lawson"]
    assert services.people.ids(ListQuery(TECHNICIANS, ("name",), Filter())) == list(outcome.ids)


def test_a_run_that_is_stopped_leaves_nothing(services: Services) -> None:
    plan = planned(services, ANN_AND_BOB + "Eve,,eve@example.com,New team\n")
    revision = services.people.revision()

    def stop(done: int, of: int) -> None:
        if done:
            raise Stopped("Stopped: nothing was changed.")

    with pytest.raises(Stopped):
        services.imports.run(plan, stop)
    assert services.people.revision() == revision
    assert verdicts(services.imports.run(plan)) == ["NEW"] * 3, "and the plan can be run again"


def test_what_changed_since_the_plan_is_left_alone(services: Services) -> None:
    ann = added(services, TECHNICIANS, name="Ann Porter", email="ann@example.com", mobile="")
    plan = planned(services, "Name,Email\nAnn Nowak,ann@example.com\nBob,bob@example.com\nEve,eve@example.com\n")
    services.people.save(TECHNICIANS, ann.id, ann.version, {"name": "Ann Smith"})
    added(services, TECHNICIANS, name="Bob", email="bob@example.com", mobile="")
    outcome = services.imports.run(plan)
    assert verdicts(outcome) == ["BLOCKED", "UNCHANGED", "NEW"]
    assert words(outcome)[0] == "Ann Nowak was changed after this plan was made: import the file again."
    assert check(services.database) == ()


def test_inactive_people_are_found_and_stay_inactive(services: Services) -> None:
    imported(services, ANN_AND_BOB)
    services.undo.run(services.undo.plan())
    plan = planned(services, ANN_AND_BOB)
    assert words(plan) == ["same, inactive"] * 2
    assert plan.notes[-1] == "2 technicians are inactive and are not activated by this."


def test_a_file_that_says_who_is_active_is_followed(services: Services) -> None:
    text = "Name,Email,Active\nAnn,ann@example.com,yes\nBob,bob@example.com,no\n"
    assert words(imported(services, text)) == ["", "inactive"]
    again = planned(services, text)
    assert (verdicts(again), again.notes) == (["UNCHANGED", "UNCHANGED"], ())
    turned = planned(services, text.replace("yes", "Terminated").replace("no", "Active"))
    assert words(turned) == ["Active, billed → Inactive", "Inactive → Active, billed"]


def test_refused_rows_come_back_with_reasons_and_import_when_mended(services: Services) -> None:
    plan = planned(services, 'Name;Mobile;Email\nAnn;303 555 0123;\nBob;12;\n"Eve; Stone";;eve@\n')
    assert verdicts(plan) == ["NEW", "BLOCKED", "BLOCKED"]
    lines = list(services.imports.refused(plan))
    assert lines[0] == "Name;Mobile;Email;Why refused"
    assert lines[1].startswith("Bob;12;;Mobile Phone: There is no such phone number")
    assert lines[2].startswith('"Eve; Stone";;eve@;')
    mended = "\n".join(lines).replace(";12;", ";303 555 0124;").replace("eve@;", "eve@example.com;")
    assert verdicts(planned(services, mended)) == ["NEW", "NEW"]


def test_an_employee_is_found_by_a_phone_that_nobody_shares(services: Services) -> None:
    added(services, EMPLOYEES, name="Eve Stone", mobile="303 555 0123")
    added(services, EMPLOYEES, name="Ann", email="ann@example.com", mobile="303 555 0124")
    added(services, EMPLOYEES, name="Bob", email="bob@example.com", mobile="303 555 0124")
    plan = planned(services, "Name,Mobile\nEve Smith,303 555 0123\nAnn B,303 555 0124\n", EMPLOYEES)
    assert verdicts(plan) == ["CHANGES", "BLOCKED"]
    assert "Several people" in words(plan)[1]


def test_phone_numbers_are_read_as_those_of_the_country_of_the_file(services: Services) -> None:
    file = services.imports.open(
        BytesSource("people.csv", b"Name,Mobile,Email\nEve,0151 23456789,eve@example.com\n"), EMPLOYEES
    )
    for country in ("DE", "Germany"):
        mapping = replace(file.mapping, defaults=(*DEFAULTS[EMPLOYEES], ("country", country)))
        assert verdicts(services.imports.plan(file, mapping)) == ["NEW"]
    with pytest.raises(Refusal, match="Country has no choice"):
        services.imports.plan(file, replace(file.mapping, defaults=(*DEFAULTS[EMPLOYEES], ("country", "Atlantis"))))


def test_a_default_that_is_none_refuses_the_file_as_a_whole(services: Services) -> None:
    file = services.imports.open(BytesSource("people.csv", ANN_AND_BOB.encode()), TECHNICIANS)
    with pytest.raises(Refusal, match="Technician Type"):
        services.imports.plan(file, replace(file.mapping, defaults=(("type", "maybe"),)))
