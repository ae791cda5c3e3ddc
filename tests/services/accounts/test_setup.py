"""The first start: the company and its first administrator."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from fleet_tui.domain.access.permissions import CATALOGUE
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.company import OPERATING_SYSTEM, PASSWORD
from fleet_tui.domain.errors import Invalid, Refusal
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.setup import SETUP_FIELDS
from fleet_tui.services.base.actor import SignedInUser, SystemActor
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from tests.support.people import EMPLOYEES, added, entry, set_active, size
from tests.support.sign_in import (
    FIRST,
    OUTSIDER,
    USER,
    Clock,
    at_file,
    door,
    house,
    member,
    services_for,
    temporary,
)

TYPED: dict[str, object] = {
    "company": "Seven Hills Towing",
    "country": "CA",
    "sign_in": PASSWORD,
    "name": "Ada Boss",
    "email": "ada@example.com",
    "username": "",
    "password": FIRST,
    "confirm": FIRST,
}


def test_it_makes_the_company_and_somebody_who_may_do_everything(outside: Services) -> None:
    assert outside.sessions.options() == SignInOptions(SignInMode.SETUP, "My company", USER)
    session = outside.setup.set_up(TYPED)
    assert (session.name, session.username, session.must_change) == ("Ada Boss", "ada@example.com", "")
    assert outside.sessions.options() == SignInOptions(SignInMode.PASSWORD, "Seven Hills Towing", USER)
    mine = outside.signed_in_as(SignedInUser(session))
    assert all(permission.allowed for permission in mine.my_account.account().permissions)
    assert mine.company.get().country == "CA"
    assert mine.people.profile(EMPLOYEES, session.person).values["status"] == "signed_in"
    assert outside.sign_in.with_password("ada@example.com", FIRST).person == session.person
    assert [(event.who, event.action) for event in mine.history.events()][-4:] == [
        ("ada@example.com", "signed in"), ("ada@example.com", "set password"),
        (OUTSIDER, "added"), (OUTSIDER, "changed"),
    ]  # fmt: skip
    assert check(outside.database) == ()
    with pytest.raises(Refusal, match="was quicker"):
        outside.setup.set_up(TYPED | {"email": "other@example.com"})


def test_with_the_systems_users_no_password_is_asked(outside: Services) -> None:
    typed = TYPED | {"sign_in": OPERATING_SYSTEM, "password": "x", "confirm": "y", "username": "\x1b"}
    assert outside.setup.set_up(typed).username == USER
    assert outside.sessions.options().mode is SignInMode.OPERATING_SYSTEM
    assert outside.sign_in.by_system()
    assert check(outside.database) == ()


def test_an_employee_with_that_address_becomes_the_administrator(database: Database, clock: Clock) -> None:
    services = services_for(database, SystemActor("tester"), clock)
    role = entry(services, ListName.EMPLOYEE_ROLES, "Administrator")
    services.people.add(EMPLOYEES, services.people.blank(EMPLOYEES) | {
        "name": "Ada Long Here", "email": "ADA@example.com", "role": entry(services, ListName.EMPLOYEE_ROLES, "Office"),
        "positions": (entry(services, ListName.EMPLOYEE_POSITIONS, "CSR"),),
        "may_manage_people": "deny", "may_see_history": "deny",
    })  # fmt: skip
    added(services, EMPLOYEES, email="another@example.com")
    services.bulk.run(services.bulk.plan(Send(Purpose.INVITE), EMPLOYEES, [1]))
    set_active(services, EMPLOYEES, 1, False)
    session = door(database, clock).setup.set_up(TYPED)
    assert session.person == 1
    profile = services.people.profile(EMPLOYEES, 1)
    assert (profile.name, profile.active, profile.values["role"]) == ("Ada Long Here", True, role)
    assert all(one.allowed for one in services.signed_in_as(SignedInUser(session)).my_account.account().permissions)
    assert check(database) == ()


def test_it_is_due_again_when_nobody_could_sign_in_who_may_manage(database: Database, clock: Clock) -> None:
    services, outside = house(database, clock), door(database, clock)
    member(services)  # who may not manage people
    added(services, EMPLOYEES, email="a@x.org", role=entry(services, ListName.EMPLOYEE_ROLES, "Administrator"))
    assert outside.sessions.options().mode is SignInMode.SETUP
    outside.setup.set_up(TYPED)
    assert outside.sessions.options().mode is SignInMode.PASSWORD
    assert check(database) == ()


def test_each_wrong_field_is_told_and_nothing_is_kept(outside: Services) -> None:
    for typed, fields in (
        ({}, {"company", "name", "email", "password", "confirm"}),
        (TYPED | {"email": "x"}, {"email"}),
        (TYPED | {"password": "short"}, {"password"}),
        (TYPED | {"confirm": "other"}, {"confirm"}),
        (TYPED | {"password": "sevenhillstowing", "confirm": "sevenhillstowing"}, {"password"}),
        (TYPED | {"username": "a" * 101}, {"username"}),
        (TYPED | {"country": "Mars", "sign_in": "magic"}, {"country", "sign_in"}),
        ({"sign_in": OPERATING_SYSTEM}, {"company", "name", "email"}),
    ):
        with pytest.raises(Invalid) as invalid:
            outside.setup.set_up(typed)
        assert set(invalid.value.problems) == fields
    assert outside.sessions.options().mode is SignInMode.SETUP
    assert services_for(outside.database, SystemActor("x"), Clock()).history.events() == ()


def test_somebody_elses_username_is_refused(database: Database, clock: Clock) -> None:
    member(house(database, clock), username=USER)
    outside = door(database, clock)
    with pytest.raises(Invalid, match="is taken") as invalid:
        outside.setup.set_up(TYPED | {"username": USER})
    assert set(invalid.value.problems) == {"username"}
    with pytest.raises(Invalid, match="is another employee here") as invalid:
        outside.setup.set_up(TYPED | {"sign_in": OPERATING_SYSTEM})
    assert set(invalid.value.problems) == {"email"}


def test_the_form_begins_with_what_is_known(database: Database, clock: Clock) -> None:
    outside = door(database, clock)
    start = outside.setup.defaults()
    assert set(start) == {field.name for field in SETUP_FIELDS}
    assert (start["company"], start["country"], start["sign_in"]) == (None, "US", PASSWORD)
    house(database, clock).company.save(2, {"name": "Depot", "country": "CA"})
    start = outside.setup.defaults()
    assert (start["company"], start["country"]) == ("Depot", "CA")


def test_without_the_role_every_permission_is_the_persons_own(database: Database, clock: Clock) -> None:
    services = services_for(database, SystemActor("tester"), clock)
    for name in (ListName.EMPLOYEE_ROLES, ListName.EMPLOYEE_POSITIONS):
        for one in services.lists.entries(name):
            services.lists.rename(one, f"{one.name} of old")
    session = door(database, clock).setup.set_up(TYPED)
    allowed = services.signed_in_as(SignedInUser(session)).my_account.account().permissions
    assert [one.allowed for one in allowed] == [True] * len(CATALOGUE)
    assert check(database) == ()


@pytest.mark.of_a_file
def test_of_several_who_start_at_once_one_is_the_administrator(database: Database, clock: Clock) -> None:
    parallel = size(4, 50)
    doors = [at_file(database.path, clock, f"user{number}") for number in range(parallel)]
    start, outcomes = threading.Barrier(parallel), list[str]()

    def set_up(number: int) -> None:
        start.wait(60)
        try:
            outcomes.append(doors[number].setup.set_up(TYPED | {"email": f"a{number}@example.com"}).name)
        except Refusal as refused:
            outcomes.append(str(refused))

    threads = [threading.Thread(target=set_up, args=(number,), daemon=True) for number in range(parallel)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for each in doors:
        each.database.close()
    assert sorted(Counter(outcomes).values()) == [1, parallel - 1]
    assert Counter(outcomes)["Ada Boss"] == 1
    assert check(database) == ()


@pytest.mark.parametrize(("user", "door_"), [("root", SignInMode.SETUP), ("Olga", SignInMode.OPERATING_SYSTEM)])
def test_usernames_from_before_anybody_signed_in_are_nobodys_on_this_computer(
    user: str, door_: SignInMode, database: Database, clock: Clock
) -> None:
    services = house(database, clock)
    role = entry(services, ListName.EMPLOYEE_ROLES, "Administrator")
    temporary(services, username="olga", email="a@x.org", role=role)
    house(database, clock, OPERATING_SYSTEM)
    outside = door(database, clock, user)
    assert outside.sessions.options().mode is door_
    if door_ is SignInMode.SETUP:
        outside.setup.set_up(TYPED | {"sign_in": OPERATING_SYSTEM, "email": "a@x.org"})
        assert outside.sign_in.by_system().person == 1
    assert door(database, clock, "somebody").sessions.options().mode is (
        SignInMode.OPERATING_SYSTEM if user == "root" else SignInMode.SETUP
    )
