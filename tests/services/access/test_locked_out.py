"""Nobody locks the company out: whatever is done, somebody stays who may manage people, best one who can sign in."""

from __future__ import annotations

import pytest

from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import SetField, SetFields
from fleet_tui.domain.bulk.evaluate import (
    LAST_MANAGER,
    LAST_MANAGER_WITH_SIGN_IN,
    LAST_ROLES_ADMIN,
    LAST_ROLES_ADMIN_WITH_SIGN_IN,
)
from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.errors import Invalid, Refusal
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.access import last_admin
from fleet_tui.services.services import Services
from tests.support.bulk_driving import ALREADY, OFF, WILL, decisions
from tests.support.people import EMPLOYEES, NOON, entry, load, set_active
from tests.support.undo_driving import as_user, undo

LAST = (LAST_MANAGER, LAST_ROLES_ADMIN, LAST_MANAGER_WITH_SIGN_IN)

pytestmark = pytest.mark.usefixtures("good_file")


def people(services: Services, *roles: str) -> list[int]:
    """Employees with those roles, in order of name; a star is for one who has a username, an underline for inactive."""
    load(services.database, [_person(n, role) for n, role in enumerate(roles, 1)])
    return list(range(1, len(roles) + 1))


def _person(n: int, role: str) -> NewPerson:
    values = {"name": f"n{n}", "email": f"n{n}@x.org", "positions": ("CSR",), "role": role.strip("*_")}
    account = (AccountState.ASSIGNED, f"n{n}") if "*" in role else (None, None)
    return NewPerson(EMPLOYEES, values, "_" not in role, NOON, *account, None)


def role(services: Services, name: str) -> int:
    return entry(services, ListName.EMPLOYEE_ROLES, name)


@pytest.mark.parametrize(
    ("office", "roles", "expected"),
    [
        (False, "Dispatcher* Dispatcher", [LAST_MANAGER_WITH_SIGN_IN, WILL]),
        (False, "Dispatcher Dispatcher* Dispatcher*", [WILL, WILL, LAST_MANAGER_WITH_SIGN_IN]),
        (False, "Dispatcher Office* Dispatcher*_", [LAST_MANAGER, WILL, ALREADY]),
        (True, "Administrator* Administrator", [LAST_MANAGER_WITH_SIGN_IN, WILL]),
        (True, "Administrator Dispatcher*", [LAST_ROLES_ADMIN, LAST_MANAGER_WITH_SIGN_IN]),
    ],
)
def test_a_plan_and_its_run_keep_the_last_one(
    services: Services, office: bool, roles: str, expected: list[object]
) -> None:
    action = SetField("role", role(services, "Office")) if office else OFF
    plan = services.bulk.plan(action, EMPLOYEES, people(services, *roles.split()))
    for found in (plan, services.bulk.run(plan)):
        assert [one if one in LAST else one.verdict for one in decisions(found)] == expected


def test_with_passwords_a_username_alone_lets_nobody_sign_in(services: Services) -> None:
    services.company.save(1, {"sign_in": PASSWORD})
    ids = people(services, "Dispatcher*", "Dispatcher*")
    assert decisions(services.bulk.plan(OFF, EMPLOYEES, ids))[1] == LAST_MANAGER
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE account SET password_hash = 'x' WHERE person = 1")
    assert decisions(services.bulk.plan(OFF, EMPLOYEES, ids))[0] == LAST_MANAGER_WITH_SIGN_IN


def test_neither_role_nor_own_answer_is_taken_from_the_last_one(services: Services) -> None:
    people(services, "Administrator*", "Dispatcher")
    for typed in (
        {"role": role(services, "Office")},
        {"may_manage_people": "deny"},
        {"may_manage_roles": "deny"},
        {"role": role(services, "Fleet manager")},
    ):
        with pytest.raises(Invalid, match=r"^This is the last active person who may .*, who has to stay so") as refused:
            services.people.save(EMPLOYEES, 1, 1, typed)
        assert refused.value.problems.keys() == typed.keys()
    kept = {"role": role(services, "Office"), "may_manage_people": "allow", "may_manage_roles": "allow"}
    assert services.people.save(EMPLOYEES, 1, 1, kept).profile.version == 2
    accounting = SetField("role", role(services, "Accounting"))
    assert decisions(services.bulk.plan(accounting, EMPLOYEES, [1]))[0].verdict is WILL  # by answers of their own
    assert decisions(services.bulk.plan(OFF, EMPLOYEES, [1])) == [LAST_MANAGER_WITH_SIGN_IN]
    set_active(services, EMPLOYEES, 2, active=False)


def test_of_those_who_change_roles_one_stays_who_can_sign_in(services: Services) -> None:
    people(services, "Administrator*", "Administrator", "Fleet manager*")
    for typed in ({"role": role(services, "Fleet manager")}, {"may_manage_roles": "deny"}):
        with pytest.raises(Invalid, match=r"may change roles and permissions and can sign in, who has to stay so"):
            services.people.save(EMPLOYEES, 1, 1, typed)
    plan = services.bulk.plan(SetField("role", role(services, "Fleet manager")), EMPLOYEES, [1, 2, 3])
    assert decisions(plan)[0] == LAST_ROLES_ADMIN_WITH_SIGN_IN
    services.people.save(EMPLOYEES, 3, 1, {"may_manage_roles": "allow"})
    assert services.people.save(EMPLOYEES, 1, 1, {"role": role(services, "Office")}).profile.version == 2


def test_undo_takes_nothing_from_the_last_one(services: Services) -> None:
    ids = people(services, "Office", "Dispatcher", "Administrator")
    bob = as_user(services, "bob")
    bob.bulk.run(bob.bulk.plan(SetField("role", role(services, "Administrator")), EMPLOYEES, ids))
    set_active(services, EMPLOYEES, 3, active=False)
    assert [one if one in LAST else one.verdict for one in decisions(bob.undo.plan())] == [WILL, LAST_ROLES_ADMIN]
    assert decisions(undo(bob))[1] == LAST_ROLES_ADMIN
    carol = as_user(services, "carol")
    carol.people.save(EMPLOYEES, 1, 3, {"may_manage_people": "allow", "may_manage_roles": "allow"})
    set_active(services, EMPLOYEES, 2, active=False)
    assert decisions(carol.undo.plan()) == [LAST_MANAGER]
    assert decisions(undo(carol)) == [LAST_MANAGER]


def test_when_everything_is_written_it_is_looked_at_again(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = people(services, "Office*")
    services.people.save(EMPLOYEES, 1, 1, {"role": role(services, "Administrator")})
    monkeypatch.setattr(last_admin.LastAdmin, "last_holder", lambda *asked: None)
    office = SetField("role", role(services, "Office"))
    for locks_out in (
        lambda: services.bulk.run(services.bulk.plan(OFF, EMPLOYEES, ids)),
        lambda: services.bulk.run(services.bulk.plan(office, EMPLOYEES, ids)),
        lambda: services.people.save(EMPLOYEES, 1, 2, {"role": role(services, "Office")}),
        lambda: services.people.save(EMPLOYEES, 1, 2, {"may_manage_people": "deny"}),
        lambda: set_active(services, EMPLOYEES, 1, active=False),
        lambda: undo(services),
    ):
        with pytest.raises(Refusal, match=r"^Nobody active would be left who has the permission “Add and change"):
            locks_out()
    assert services.people.profile(EMPLOYEES, 1).version == 2


def test_setting_a_role_says_what_it_allows_more_and_less(services: Services) -> None:
    ids = people(services, "Office", "Office", "Dispatcher", "Accounting")
    plan = services.bulk.plan(SetField("role", role(services, "Dispatcher")), EMPLOYEES, ids)
    notes = (
        "Role Dispatcher allows 6 more permissions than Office: Add and change profiles, Activate and deactivate "
        "profiles, Send account invitations, Send password resets, See the messages to people and stop them, See the "
        "history.",
        "Role Dispatcher allows 6 more permissions than Accounting: Add and change profiles, Activate and deactivate "
        "profiles, Send account invitations, Send password resets, See the messages to people and stop them, See the "
        "history; 3 fewer: See payroll details, Change payroll details, Export people.",
    )
    assert plan.notes == notes
    assert services.bulk.run(plan).notes == notes
    assert services.bulk.plan(SetField("role", role(services, "Dispatcher")), EMPLOYEES, ids).notes == ()


def test_undo_of_several_fields_takes_nothing_from_the_last_one_either(services: Services) -> None:
    first, last = people(services, "Administrator", "Office")
    unit = entry(services, ListName.BUSINESS_UNITS, "Sales")
    action = SetFields((SetField("business_unit", unit), SetField("role", role(services, "Administrator"))))
    bob = as_user(services, "bob")
    bob.bulk.run(bob.bulk.plan(action, EMPLOYEES, [first, last]))  # the first has the role already
    set_active(services, EMPLOYEES, first, active=False)
    plan = bob.undo.plan()
    assert decisions(plan)[1] in LAST
    assert decisions(bob.undo.run(plan))[1] in LAST
