"""Nobody raises themselves: who may do more than oneself is touched by those alone who may change roles."""

from __future__ import annotations

import pytest

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import Action, SetActive, SetField
from fleet_tui.domain.bulk.evaluate import MORE_THAN_YOU, MORE_THAN_YOU_THEN
from fleet_tui.domain.errors import Invalid, Problem
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from tests.support.actors import EVERYTHING, allow, signed_in
from tests.support.bulk_driving import ALREADY, CANNOT, INVITE, OFF, RESET, WILL, decisions
from tests.support.people import EMPLOYEES, TECHNICIANS, employee, entry, load, new_person, set_active, with_passwords

pytestmark = pytest.mark.usefixtures("good_file")

DISPATCH = ("see_people", "manage_people", "activate_people", "send_invites", "send_resets")
PEER, BOSS, RAISED, LOWERED = 1, 2, 3, 4
TAKES = "it takes the permission “Change roles and permissions”."
MORE = f"n2 may do more than you: {TAKES}"


@pytest.fixture
def dispatcher(services: Services) -> Services:
    """Somebody who manages people, among others: a peer, administrators, and two whose own answers turn round what
    their role allows.
    """
    people: list[dict[str, object]] = [
        {"role": "Office"},
        {"role": "Administrator"},
        {"role": "Office", "may_manage_company": "allow"},
        {"role": "Accounting", "may_see_payroll": "deny", "may_manage_payroll": "deny", "may_export_people": "deny"},
        {"role": "Administrator"},
    ]
    with_passwords(services)
    load(
        services.database,
        [
            new_person(
                EMPLOYEES,
                {"name": f"n{n}", "email": f"{n}@x.org", "positions": ("CSR",)} | values,
                account=AccountState.ASSIGNED if n in (BOSS, LOWERED) else None,
            )
            for n, values in enumerate(people, 1)
        ],
    )
    return signed_in(services, *DISPATCH)


def role(services: Services, name: str) -> int:
    return entry(services, ListName.EMPLOYEE_ROLES, name)


SAVES: list[tuple[int, dict[str, object], dict[str, str]]] = [
    (BOSS, {"email": "mine@x.org"}, {"email": MORE}),
    (BOSS, {"name": "Anew"}, {"name": MORE}),
    (RAISED, {"name": "n2"}, {"name": f"n3 may do more than you: {TAKES}"}),
    (BOSS, {"mobile": "(201) 555-0123"}, {"mobile": MORE}),
    (BOSS, {"role": "Office"}, {"role": MORE}),
    (RAISED, {"email": "mine@x.org"}, {"email": f"n3 may do more than you: {TAKES}"}),
    (PEER, {"role": "Administrator"}, {"role": f"n1 could do more than you then: {TAKES}"}),
    (PEER, {"role": "Accounting"}, {"role": f"n1 could do more than you then: {TAKES}"}),
    (PEER, {"may_manage_roles": "allow"}, {"may_manage_roles": f"You are not allowed to change this: {TAKES}"}),
    (BOSS, {"name": "n2"}, {}),
    (PEER, {"email": "peer@x.org"}, {}),
    (LOWERED, {"email": "mine@x.org"}, {}),
    (PEER, {"name": "Anew"}, {}),
]
"""Whom a dispatcher changes, what is typed, and what is wrong with it."""


def test_what_reaches_somebody_or_lets_them_do_more_is_refused_at_its_field(
    services: Services, dispatcher: Services
) -> None:
    boss = signed_in(services, *EVERYTHING, name="boss")
    for person, words, wrong in SAVES:
        typed = {name: role(services, str(value)) if name == "role" else value for name, value in words.items()}
        problems: dict[str, Problem] = {}
        version = services.people.profile(EMPLOYEES, person).version
        try:
            dispatcher.people.save(EMPLOYEES, person, version, typed)
        except Invalid as invalid:
            problems = invalid.problems
        assert {name: problem.sentence for name, problem in problems.items()} == wrong
    assert boss.people.save(EMPLOYEES, BOSS, 1, {"email": "boss@x.org"}).profile.version == 2


def test_nobody_adds_somebody_who_may_do_more_or_gives_out_what_they_may_not(
    services: Services, dispatcher: Services
) -> None:
    boss = employee(services, role=role(services, "Administrator"), may_see_mail="deny", account_setup="create")
    with pytest.raises(Invalid) as refused:
        dispatcher.people.add(
            EMPLOYEES, boss | {"password": "a horse in the stable", "confirm": "a horse in the stable"}
        )
    assert {name: problem.sentence for name, problem in refused.value.problems.items()} == {
        "role": f"Whoever has this role could do more than you then: {TAKES}",
        "may_see_mail": f"You are not allowed to change this: {TAKES}",
        "account_setup": (
            "You are not allowed to change this: it takes the permission “Create usernames and passwords”."
        ),
    }
    inviting = employee(services, account_setup="invite")
    assert dispatcher.people.add(EMPLOYEES, inviting).notes
    with pytest.raises(Invalid) as refused:
        signed_in(services, "see_people", "manage_people", name="eve").people.add(
            EMPLOYEES, inviting | {"email": "another@x.org"}
        )
    assert set(refused.value.problems) == {"account_setup"}


def test_who_may_do_more_is_neither_deactivated_nor_activated(services: Services, dispatcher: Services) -> None:
    plan = dispatcher.bulk.plan(SetActive(False), EMPLOYEES, [BOSS])
    assert decisions(plan) == decisions(dispatcher.bulk.run(plan)) == [MORE_THAN_YOU]
    set_active(dispatcher, EMPLOYEES, PEER, active=False)
    set_active(signed_in(services, *EVERYTHING, name="eve"), EMPLOYEES, BOSS, active=False)


PLANS: list[tuple[Action | str, list[object]]] = [
    (RESET, [ALREADY, MORE_THAN_YOU, ALREADY, WILL]),
    (SetActive(True), [ALREADY, ALREADY, ALREADY, ALREADY]),
    ("Administrator", [MORE_THAN_YOU_THEN, ALREADY, MORE_THAN_YOU_THEN, MORE_THAN_YOU_THEN]),
    ("Accounting", [MORE_THAN_YOU_THEN, MORE_THAN_YOU_THEN, MORE_THAN_YOU_THEN, ALREADY]),
    ("Dispatcher", [MORE_THAN_YOU_THEN, MORE_THAN_YOU_THEN, MORE_THAN_YOU_THEN, MORE_THAN_YOU_THEN]),
    (SetField("business_unit", None), [ALREADY, ALREADY, ALREADY, ALREADY]),
    (INVITE, [WILL, ALREADY, MORE_THAN_YOU, ALREADY]),
    ("Office", [ALREADY, MORE_THAN_YOU, ALREADY, WILL]),
    (OFF, [WILL, MORE_THAN_YOU, MORE_THAN_YOU, WILL]),
]
"""What a dispatcher does to the four, and what becomes of them; a word is a role."""


def test_a_plan_and_its_run_say_of_each_who_may_do_more(services: Services, dispatcher: Services) -> None:
    for action, expected in PLANS:
        wanted = SetField("role", role(services, action)) if isinstance(action, str) else action
        plan = dispatcher.bulk.plan(wanted, EMPLOYEES, [1, 2, 3, 4])
        assert [one if one.verdict is CANNOT else one.verdict for one in decisions(plan)] == expected, action
        assert decisions(dispatcher.bulk.run(plan)) == decisions(plan)


def test_a_right_that_is_lost_between_plan_and_run_is_missed_by_the_run(
    services: Services, dispatcher: Services
) -> None:
    plan = dispatcher.bulk.plan(OFF, EMPLOYEES, [PEER])
    services.people.save(EMPLOYEES, PEER, 1, {"may_manage_lists": "allow"})
    assert decisions(dispatcher.bulk.run(plan)) == [MORE_THAN_YOU]


def test_undo_puts_nobody_back_who_may_do_more_by_now(services: Services, dispatcher: Services) -> None:
    dispatcher.bulk.run(dispatcher.bulk.plan(OFF, EMPLOYEES, [PEER, LOWERED]))
    services.people.save(EMPLOYEES, LOWERED, 2, {"may_see_payroll": "allow"})
    version = services.people.profile(EMPLOYEES, PEER).version
    plan = dispatcher.undo.plan()
    assert [one.verdict for one in decisions(plan)] == [WILL, CANNOT]
    dispatcher.undo.run(plan)
    assert services.people.profile(EMPLOYEES, PEER).version == version + 1
    services.people.save(EMPLOYEES, PEER, version + 1, {"email": "peer@x.org"})
    allow(dispatcher, EVERYTHING)
    dispatcher.people.save(EMPLOYEES, BOSS, 1, {"email": "boss@x.org"})
    planned = dispatcher.undo.plan()
    allow(dispatcher, DISPATCH)
    assert decisions(dispatcher.undo.plan()) == [MORE_THAN_YOU]
    assert decisions(dispatcher.undo.run(planned)) == [MORE_THAN_YOU]


def test_a_role_that_allows_more_is_renamed_and_retired_by_who_changes_roles(
    services: Services, dispatcher: Services
) -> None:
    allow(dispatcher, [*DISPATCH, "manage_lists"])
    entries = {entry.name: entry for entry in services.lists.entries(ListName.EMPLOYEE_ROLES)}
    for name in ("Administrator", "Accounting"):
        with pytest.raises(NotAllowed, match=f"{name} allows more than you may: {TAKES}"):
            dispatcher.lists.rename(entries[name], "Boss")
        with pytest.raises(NotAllowed, match="allows more"):
            dispatcher.lists.retire(entries[name], True)
    assert dispatcher.lists.rename(entries["Office"], "Front office").name == "Front office"
    allow(dispatcher, EVERYTHING)
    assert dispatcher.lists.rename(entries["Accounting"], "Books").name == "Books"
    allow(dispatcher, DISPATCH)


def test_yourself_is_who_signed_in_and_not_who_has_the_name(services: Services, dispatcher: Services) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": "t", "type": "managed"}, account=AccountState.INVITED)])
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE account SET username_key = 'actor' WHERE kind = 'technicians'")
    assert decisions(dispatcher.bulk.plan(OFF, TECHNICIANS, [1]))[0].verdict is WILL
    assert [one.reason for one in decisions(dispatcher.bulk.plan(OFF, EMPLOYEES, [6]))] == ["yourself"]
