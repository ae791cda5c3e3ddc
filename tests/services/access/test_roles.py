"""What a role allows is changed by a plan that says first what it means for people."""

from __future__ import annotations

import pytest

from fleet_tui.domain.access.permissions import LABELS
from fleet_tui.domain.access.roles import Role, RolePlan, difference, difference_sentence
from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import Gone, Refusal, Stale
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.actors import id_of, signed_in
from tests.support.people import EMPLOYEES, entry, load, new_person, set_active


def role(services: Services, name: str) -> Role:
    return next(role for role in services.roles.all() if role.entry.name == name)


def planned(services: Services, name: str, *, gains: str = "", loses: str = "") -> RolePlan:
    wanted = dict.fromkeys(gains.split(), True) | dict.fromkeys(loses.split(), False)
    return services.roles.plan(role(services, name).entry.id, wanted)


def people(services: Services, *roles: str, **values: object) -> None:
    start = len(services.history.events(limit=1_000))
    load(
        services.database,
        [
            new_person(EMPLOYEES, {"name": f"n{n}", "email": f"{n}@x.org", "role": name} | values)
            for n, name in enumerate(roles, start)
        ],
    )


def test_all_roles_are_there_with_what_they_allow_and_how_many_active_people_have_them(services: Services) -> None:
    people(services, "Dispatcher", "Dispatcher", "Office")
    set_active(services, EMPLOYEES, 1, active=False)
    services.lists.retire(role(services, "Driver").entry, retired=True)
    roles = services.roles.all()
    assert [role.entry.list.value for role in roles] == ["employee_roles"] * 6 + ["technician_roles"] * 7
    assert {role.entry.name: role.people for role in roles if role.people} == {"Dispatcher": 1, "Office": 1}
    assert role(services, "Administrator").allowed == set(LABELS)
    assert role(services, "Office").allowed == {"see_people"}
    assert role(services, "Driver").entry.retired
    assert role(services, "Helper").allowed == frozenset()


def test_a_plan_says_what_is_gained_and_lost_and_for_how_many(services: Services) -> None:
    people(services, "Office", "Office")
    people(services, "Office", may_see_history="deny")
    people(services, "Office", may_see_payroll="deny")
    plan = planned(services, "Office", gains="see_history manage_people", loses="see_people")
    assert (plan.gained, plan.lost) == (("manage_people", "see_history"), ("see_people",))
    assert (plan.people, plan.with_own_answers, plan.refused) == (4, 1, "")


@pytest.mark.usefixtures("good_file")
def test_a_saved_role_is_what_people_may_at_once_and_is_in_the_history(services: Services) -> None:
    boss = signed_in(services, "manage_roles", "see_people", "see_history", name="boss")
    people(services, "Office")
    saved = boss.roles.save(planned(boss, "Office", gains="see_mail", loses="see_people"))
    assert saved == role(services, "Office")
    assert (saved.allowed, saved.entry.version, saved.people) == ({"see_mail"}, 2, 1)
    event = boss.history.events(limit=1)[0]
    assert (event.who, event.action, event.subject_kind, event.subject) == (
        "boss",
        "changed",
        "employee_roles",
        "Office",
    )
    assert [(one.label, one.before, one.after) for one in event.changes] == [
        (LABELS["see_people"], "Allowed", "Denied"),
        (LABELS["see_mail"], "Denied", "Allowed"),
    ]
    assert boss.roles.save(planned(boss, "Office")) == saved
    assert boss.history.events(limit=1)[0] == event


def test_a_role_that_somebody_changed_since_is_not_saved_over_it(services: Services) -> None:
    plan = planned(services, "Office", gains="see_mail")
    services.roles.save(planned(services, "Office", gains="see_history"))
    with pytest.raises(Stale) as refused:
        services.roles.save(plan)
    assert (refused.value.who, refused.value.version) == ("tester", 2)
    services.lists.rename(role(services, "Office").entry, "Back office")
    with pytest.raises(Stale):
        services.roles.save(plan)
    assert role(services, "Back office").allowed == {"see_people", "see_history"}


def test_two_people_who_want_different_things_of_a_role_both_get_them(services: Services) -> None:
    office = role(services, "Office").entry.id
    services.roles.save(services.roles.plan(office, {"see_history": True, "see_people": False}))
    plan = services.roles.plan(office, {"see_mail": True, "see_people": False})
    assert (plan.gained, plan.lost) == (("see_mail",), ())
    assert services.roles.save(plan).allowed == {"see_history", "see_mail"}


def test_what_is_no_permission_and_what_is_no_role_is_refused(services: Services) -> None:
    with pytest.raises(Refusal, match="There is no permission “fly”"):
        services.roles.plan(role(services, "Office").entry.id, {"fly": True})
    for id in (entry(services, ListName.TEAMS, "North"), 999):
        with pytest.raises(Gone):
            services.roles.plan(id, {})


def test_a_role_is_changed_only_by_who_may(services: Services) -> None:
    plan = planned(services, "Office", gains="see_mail")
    with pytest.raises(NotAllowed):
        signed_in(services, "manage_people", "manage_lists").roles.save(plan)
    assert role(services, "Office").allowed == {"see_people"}


ALLOWED: list[tuple[str, str, dict[str, object], str]] = [
    ("manage_people", "", {}, "Add and change profiles"),
    ("manage_roles", "", {}, "Change roles and permissions"),
    ("see_people", "", {}, ""),
    ("manage_people", "Dispatcher", {"may_manage_people": "deny"}, "Add and change profiles"),
    ("manage_people", "Dispatcher", {}, ""),
    ("manage_roles", "Fleet manager", {}, "Change roles and permissions"),
    ("manage_roles", "Office", {"may_manage_roles": "allow"}, ""),
]
"""What the role of administrators loses, after somebody else came, and of what nobody would be left."""


def test_nobody_takes_from_a_role_what_somebody_must_have(services: Services) -> None:
    people(services, "Administrator")
    for loses, other, answers, missing in ALLOWED:
        if other:
            people(services, other, **answers)
        plan = planned(services, "Administrator", loses=loses)
        refused = f"Nobody active would be left who has the permission “{missing}”: keep somebody."
        assert plan.refused == (refused if missing else "")
        if missing:
            with pytest.raises(Refusal, match="Nobody active"):
                services.roles.save(plan)
        else:
            services.roles.save(plan)
        assert (loses in role(services, "Administrator").allowed) == bool(missing)


def test_who_can_sign_in_counts_first(services: Services) -> None:
    people(services, "Dispatcher")
    boss = signed_in(services, "manage_roles", name="boss")
    services.people.save(EMPLOYEES, id_of(boss), 1, {"role": role(services, "Administrator").entry.id})
    plan = planned(boss, "Administrator", loses="manage_people")
    assert plan.refused.startswith("Nobody active would be left who can sign in and has the permission")


def test_the_difference_between_roles_is_told_in_words() -> None:
    answers = {"see_mail": "deny", "see_history": "allow", "see_people": "default"}
    found = difference({"see_history", "see_payroll"}, {"see_mail", "see_people", "manage_people"}, answers)
    assert found == (("see_people", "manage_people"), ("see_payroll",))
    assert difference_sentence("Dispatcher", "Accounting", found) == (
        "Role Dispatcher allows 2 more permissions than Accounting: See technicians and employees, Add and change "
        "profiles; 1 fewer: See payroll details."
    )
    assert difference_sentence("Office", "Accounting", ((), ("see_payroll",))) == (
        "Role Office allows 1 fewer permission than Accounting: See payroll details."
    )
    assert difference_sentence("Office", "Office", ((), ())) == ""


def test_a_role_that_allows_what_the_history_does_not_say_is_found(services: Services) -> None:
    renamed = services.lists.rename(role(services, "Dispatcher").entry, "Night shift")
    services.lists.add(ListName.EMPLOYEE_ROLES, "Dispatcher")
    services.roles.save(planned(services, "Night shift", loses="see_mail"))
    assert check(services.database) == ()
    for statement, fault in (
        (f"INSERT INTO role_permission VALUES ({renamed.id}, 'see_mail')", "Role Night shift is not what the history"),
        ("DELETE FROM role_permission WHERE permission = 'manage_roles'", "Role Administrator is not what the history"),
        ("INSERT INTO role_permission SELECT id, 'see_mail' FROM list_entry WHERE list = 'zones'", "is no role"),
    ):
        with services.database.write() as connection:
            connection.exec_driver_sql(statement)
        assert fault in " ".join(check(services.database))
