"""What an import may not do, whatever a file says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.domain.access.permissions import MANAGE_LISTS, MANAGE_ROLES, SEE_PAYROLL
from fleet_tui.domain.bulk.plan import Plan
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.targets import LEFT_OUT
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.tabular.source import BytesSource
from tests.support.actors import EVERYTHING, id_of, signed_in
from tests.support.people import EMPLOYEES, TECHNICIANS, added, load, new_person

DEFAULTS = {
    TECHNICIANS: (("type", "managed"), ("role", "Technician"), ("positions", "Installer")),
    EMPLOYEES: (("role", "Office"), ("positions", "CSR")),
}


def planned(services: Services, text: str, kind: PersonKind = EMPLOYEES) -> Plan:
    file = services.imports.open(BytesSource("people.csv", text.encode()), kind)
    return services.imports.plan(file, replace(file.mapping, defaults=DEFAULTS[kind]))


def reasons(plan: Plan) -> list[str]:
    return [plan.of(place).reason for place in range(len(plan))]


def test_messages_of_a_more_privileged_person_are_not_redirected(services: Services) -> None:
    boss = signed_in(services, *EVERYTHING, name="boss")
    deputy = signed_in(services, *EVERYTHING - {MANAGE_ROLES}, name="deputy")
    text = f"id,Name,Email\n{id_of(boss)},boss,mine@example.com\n"
    assert reasons(planned(boss, text)) == [""]
    (said,) = reasons(planned(deputy, text))
    assert "may do more than you" in said


def test_a_role_that_allows_more_is_given_to_nobody(services: Services) -> None:
    signed_in(services, *EVERYTHING, name="boss")
    deputy = signed_in(services, *EVERYTHING - {MANAGE_ROLES}, name="deputy")
    ann = added(services, EMPLOYEES, name="Ann", email="ann@example.com")
    text = f"id,Name,Email,Role\n{ann.id},Ann,ann@example.com,Administrator\n,Bob,bob@example.com,Administrator\n"
    for said in reasons(planned(deputy, text)):
        assert "could do more than you" in said


def test_nobody_is_deactivated_by_their_own_import(services: Services) -> None:
    me = signed_in(services, *EVERYTHING, name="me")
    (said,) = reasons(planned(me, f"id,Active\n{id_of(me)},no\n"))
    assert said == "To be inactive: this is yourself."


def test_the_last_manager_stays_active(services: Services) -> None:
    load(
        services.database,
        [new_person(EMPLOYEES, {"name": name, "email": f"{name}@x.org", "role": "Administrator"}) for name in "ab"],
    )
    plan = planned(services, "id,Active\n1,no\n2,no\n")
    assert reasons(plan) == ["", "To be inactive: this is the last active person who may manage people."]
    services.imports.run(plan)
    assert [services.people.profile(EMPLOYEES, id).active for id in (1, 2)] == [False, True]


def test_an_import_that_leaves_no_manager_is_refused_as_a_whole(services: Services) -> None:
    values = {"name": "a", "email": "a@x.org", "role": "Administrator"}
    load(services.database, [new_person(EMPLOYEES, values)])
    plan = planned(services, "id,Role,Name\n1,Office,Ann\n")
    with pytest.raises(Refusal, match="Nobody active would be left"):
        services.imports.run(plan)
    assert services.people.profile(EMPLOYEES, 1).name == "a"


def test_new_entries_take_the_permission_to_make_them(services: Services) -> None:
    me = signed_in(services, *EVERYTHING - {MANAGE_LISTS}, name="me")
    known, unknown = "Name,Email,Team\nAnn,a@example.com,north\n", "Name,Email,Team\nAnn,a@example.com,Nort\n"
    assert reasons(planned(me, known, TECHNICIANS)) == [""]
    (said,) = reasons(planned(me, unknown, TECHNICIANS))
    assert said.startswith("Team “Nort” is in no list. Did you mean North? To add it, it takes the permission")


def test_columns_that_the_actor_may_not_fill_are_left_out_and_named(services: Services) -> None:
    me = signed_in(services, *EVERYTHING - {SEE_PAYROLL}, name="me")
    file = me.imports.open(BytesSource("a.csv", b"Name,Email,Hourly Rate\nAnn,a@example.com,20\n"), TECHNICIANS)
    assert file.mapping.targets[2] == LEFT_OUT
    assert file.notes == ("Left out, as it takes the permission “See payroll details”: Hourly Rate.",)


def test_a_retired_entry_is_given_to_nobody_and_stays_with_those_who_have_it(services: Services) -> None:
    plan = planned(services, "Name,Email,Team\nAnn,a@example.com,North\n", TECHNICIANS)
    ann = services.imports.run(plan).ids[0]
    north = next(entry for entry in services.lists.entries(ListName.TEAMS) if entry.name == "North")
    services.lists.retire(north, True)
    text = f"id,Name,Email,Team\n{ann},Ann P,a@example.com,North\n,Bob,b@example.com,North\n"
    assert reasons(planned(services, text, TECHNICIANS)) == ["", "North is retired from its list: pick another."]


def test_a_mapping_is_remembered_for_the_next_file_with_the_same_titles(services: Services) -> None:
    content = b"Name,Email,Notes\nAnn,a@example.com,Rides along\n"
    file = services.imports.open(BytesSource("a.csv", content), TECHNICIANS)
    mapping = replace(file.mapping.with_target(2, "biography"), defaults=DEFAULTS[TECHNICIANS])
    services.imports.run(services.imports.plan(file, mapping))
    again = services.imports.open(BytesSource("b.csv", content.replace(b"Ann", b"Bob")), TECHNICIANS)
    assert (again.mapping, again.remembered) == (mapping, True)
    other = services.imports.open(BytesSource("c.csv", content.replace(b"Notes", b"Remarks")), TECHNICIANS)
    assert not other.remembered


def test_a_phone_that_was_handed_on_does_not_give_a_profile_to_another_person(services: Services) -> None:
    eve = added(services, EMPLOYEES, name="Eve Stone", mobile="303 555 0123", email="eve@example.com")
    added(services, TECHNICIANS, name="Ann Porter", mobile="303 555 0124", email="ann@example.com")
    refused = (
        "Name,Mobile\nBob Hill,303 555 0124\n",
        "Name,Mobile,Email\nBob Porter,303 555 0124,bob@example.com\n",
    )
    for text in refused:
        (said,) = reasons(planned(services, text, TECHNICIANS))
        assert said.startswith("The mobile phone is that of Ann Porter (#"), text
    (said,) = reasons(planned(services, "Name,Mobile\nBob Hill,303 555 0123\n"))
    assert f"write {eve.id} in a column “id”" in said
    taken = (
        "Name,Mobile\nAnn Hill,303 555 0124\n",
        "Name,Mobile,Email\nAnn Porter,303 555 0124,new@example.com\n",
        "Mobile,Email\n303 555 0124,new@example.com\n",
        "Name,Mobile,Email\nBob Hill,303 555 0124,ann@example.com\n",
    )
    for text in taken:
        assert reasons(planned(services, text, TECHNICIANS)) == [""], text
    assert reasons(planned(services, f"id,Name,Mobile\n{eve.id},Bob Hill,303 555 0123\n")) == [""]


def test_damaged_texts_are_not_written(services: Services) -> None:
    lukasz = added(services, EMPLOYEES, name="Łukasz Bąk", email="bak@example.com")
    cells = {
        "Jaros?aw": "with “?” in the place of letters",
        "??": "with “?” in the place of letters",
        "JosÃ© NÃºÃ±ez": "was “José Núñez”",
        "#REF!": "an error of the spreadsheet",
        "######": "an error of the spreadsheet",
    }
    for cell, why in cells.items():
        named, listed, changed = reasons(
            planned(
                services,
                f"id,Name,Email,Business unit\n,{cell},new@example.com,\n,Eve,eve@example.com,{cell}\n"
                f"{lukasz.id},{cell},bak@example.com,\n",
            )
        )
        assert "Name" in named, cell
        assert why in named, cell
        assert "Business Unit" in listed, cell
        assert why in listed, cell
        assert why in changed, cell
    (said,) = reasons(planned(services, f"id,Name\n{lukasz.id},?ukasz B?k\n"))
    assert "with “?”" in said


def test_what_is_stored_is_no_damage(services: Services) -> None:
    for number, name in enumerate(("Who? Me", "a?b", "JosÃ©", "#REF!", "N/A")):
        added(services, EMPLOYEES, name=name, email=f"p{number}@example.com")
        plan = planned(services, f"Name,Email\n{name},p{number}@example.com\n")
        assert [plan.of(place).verdict.name for place in range(len(plan))] == ["UNCHANGED"], name


def test_words_for_nothing_are_no_entries_and_no_names(services: Services) -> None:
    for word in ("N/A", "null", "None", "TBD", "(blank)"):
        text = f"Name,Email,Business unit\n{word},new@example.com,\nEve,eve@example.com,{word}\n"
        plan = planned(services, text)
        missing, new = reasons(plan)
        assert missing == "Employee Name is missing: fill it in.", word
        assert new == "", word
        assert not plan.notes, word
    text = "First name,Middle name,Last name,Suffix,Email\nAnn,N/A,Null,None,ann@example.com\n"
    plan = planned(services, text)
    assert list(plan.names) == ["Ann Null"]


def test_several_entries_are_no_name_of_one(services: Services) -> None:
    for cell in ("West;East", "West | East"):
        (said,) = reasons(planned(services, f"Name,Email,Business unit\nEve,eve@example.com,{cell}\n"))
        assert "write one of them, or add this name to the list first." in said


def test_a_number_that_may_be_abroad_says_how_it_is_written(services: Services) -> None:
    said, other = reasons(
        planned(services, "Name,Email,Mobile\nEve,e@example.com,612 345 678\nAnn,a@example.com,+34 1\n")
    )
    assert said.endswith("A number of another country begins with + and the code of the country.")
    assert "another country" not in other


def test_the_ids_of_another_system_are_nobody_here(services: Services) -> None:
    ann = added(services, EMPLOYEES, name="Ann Porter", email="ann@example.com", mobile="303 555 0124")
    (said,) = reasons(planned(services, f"ID,Name,Email\n{ann.id},Bob Hill,bob@example.com\n"))
    assert said.startswith("The id is that of Ann Porter (#")
    for row in (
        "Ann Hill,bob@example.com,",
        "Bob Hill,ANN@example.com,",
        "Bob Hill,,303 555 0124",
        "Bob Hill,,",
        ",bob@example.com,",
    ):
        assert reasons(planned(services, f"id,Name,Email,Mobile\n{ann.id},{row}\n")) == [""], row


def test_a_row_that_repeats_another_keeps_its_reason_in_the_outcome(services: Services) -> None:
    text = "Name,Email\nEve,eve@example.com\nEve Stone,eve@example.com\n"
    plan = planned(services, text)
    said = reasons(plan)
    outcome = services.imports.run(plan)
    assert said[1].startswith("Line 2 has the same e-mail address")
    assert [outcome.of(place).reason for place in range(2)] == said
    assert "Line 2 has the same e-mail address" in list(services.imports.refused(outcome))[1]
