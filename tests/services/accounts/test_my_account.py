"""One's own profile, account and password."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.domain.access.session import NotAllowed, SignedOut
from fleet_tui.domain.company import OPERATING_SYSTEM, PASSWORD
from fleet_tui.domain.errors import Invalid, Refusal
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from tests.support.people import TECHNICIANS, entry
from tests.support.sign_in import FIRST, SECOND, USER, Clock, house, invited, member, temporary, told


def test_who_may_do_nothing_sees_the_own_profile_and_account(own_house: Services, clock: Clock) -> None:
    session = member(own_house, TECHNICIANS)
    mine = own_house.signed_in_as(SignedInUser(session))
    with pytest.raises(NotAllowed):
        mine.people.profile(TECHNICIANS, session.person)
    profile = own_house.people.profile(TECHNICIANS, session.person)
    without_pay = {**profile.values, **dict.fromkeys(PAYROLL_FIELDS)}
    assert mine.my_account.profile() == replace(profile, values=without_pay)
    account = mine.my_account.account()
    assert (account.username, account.mode) == ("eve", "password")
    assert account.last_sign_in == account.password_set == clock.now
    assert {(one.allowed, one.origin) for one in account.permissions} == {(False, "role")}


def test_each_permission_says_where_it_comes_from(own_house: Services) -> None:
    role = entry(own_house, ListName.EMPLOYEE_ROLES, "Office")
    session = member(own_house, role=role, may_see_history="allow", may_see_people="deny")
    permissions = own_house.signed_in_as(SignedInUser(session)).my_account.account().permissions
    found = {one.label: (one.group, one.allowed, one.origin) for one in permissions}
    assert found["See the history"] == ("History", True, "allowed to you")
    assert found["See technicians and employees"] == ("People", False, "denied to you")
    assert found["Import people"] == ("Import and export", False, "role")


def test_another_password_ends_every_other_session(own_house: Services, outside: Services) -> None:
    session = member(own_house)
    other = own_house.signed_in_as(SignedInUser(outside.sign_in.with_password("eve", SECOND)))
    going_on = own_house.signed_in_as(SignedInUser(session)).my_account.change_password(SECOND, FIRST, FIRST)
    assert own_house.signed_in_as(SignedInUser(going_on)).my_account.profile()
    for ended in (other, own_house.signed_in_as(SignedInUser(session))):
        with pytest.raises(SignedOut, match="password was changed"):
            ended.my_account.profile()
        with pytest.raises(SignedOut, match="password was changed"):
            ended.my_account.change_password(FIRST, SECOND, SECOND)
    assert told(own_house)[0] == ("eve", "set password", "Eve Stone")
    assert check(own_house.database) == ()


def test_what_is_wrong_is_told_at_its_field(own_house: Services) -> None:
    mine = own_house.signed_in_as(SignedInUser(member(own_house))).my_account
    for typed, field, words in (
        (("wrong", FIRST, FIRST), "current", "not your password"),
        ((SECOND, SECOND, SECOND), "password", "the password that you have"),
        ((SECOND, "short", "short"), "password", "needs 15"),
        ((SECOND, FIRST, "other"), "confirm", "not the same"),
        ((SECOND, "eve@example.com, eve", "eve@example.com, eve"), "password", "made of your name"),
    ):
        with pytest.raises(Invalid, match=words) as invalid:
            mine.change_password(*typed)
        assert set(invalid.value.problems) == {field}


def test_a_wrong_current_password_counts_as_an_attempt(own_house: Services, outside: Services) -> None:
    mine = own_house.signed_in_as(SignedInUser(member(own_house))).my_account
    for _ in range(5):
        with pytest.raises(Invalid, match="not your password"):
            mine.change_password("wrong wrong wrong!!", FIRST, FIRST)
    with pytest.raises(Refusal, match="try again in 1 minute"):
        mine.change_password(SECOND, FIRST, FIRST)
    with pytest.raises(Refusal, match="try again in 1 minute"):
        outside.sign_in.with_password("eve", SECOND)
    assert [action for _, action, _ in told(own_house)[:6]] == ["refused"] * 6


def test_the_same_password_does_not_do_for_a_temporary_one(own_house: Services, outside: Services) -> None:
    temporary(own_house)
    mine = own_house.signed_in_as(SignedInUser(outside.sign_in.with_password("eve", FIRST)))
    with pytest.raises(Invalid, match="the password that you have"):
        mine.my_account.change_password(FIRST, FIRST, FIRST)
    assert mine.my_account.change_password(FIRST, SECOND, SECOND).must_change == ""


def test_signing_out_is_in_the_history_once_the_session_holds(own_house: Services) -> None:
    mine = own_house.signed_in_as(SignedInUser(member(own_house)))
    mine.my_account.sign_out()
    assert told(own_house)[0] == ("eve", "signed out", "Eve Stone")
    mine.my_account.change_password(SECOND, FIRST, FIRST)
    mine.my_account.sign_out()  # that session is over already
    assert told(own_house)[0] == ("eve", "set password", "Eve Stone")


def test_nobody_has_nothing_of_their_own(own_house: Services, outside: Services) -> None:
    for services in (own_house, outside):
        for attempt in (services.my_account.profile, services.my_account.account, services.my_account.sign_out):
            with pytest.raises(SignedOut, match="sign in first"):
                attempt()


def test_whom_the_system_lets_in_can_choose_a_first_password(
    database: Database, own_house: Services, outside: Services, clock: Clock
) -> None:
    _, code = invited(own_house)
    house(database, clock, OPERATING_SYSTEM)
    session = outside.codes.redeem(code, "", "", "")
    mine = own_house.signed_in_as(SignedInUser(session))
    assert mine.my_account.account().password_set is None
    goes_on = mine.my_account.change_password("", FIRST, FIRST)
    mine = own_house.signed_in_as(SignedInUser(goes_on))
    assert mine.my_account.account().password_set == clock.now
    with pytest.raises(Invalid) as wrong:
        mine.my_account.change_password("", SECOND, SECOND)
    assert set(wrong.value.problems) == {"current"}
    house(database, clock, PASSWORD)
    assert outside.sign_in.with_password(USER, FIRST).person == session.person


def test_a_technician_of_the_same_username_has_a_name_of_their_own(own_house: Services) -> None:
    employee = member(own_house, username="sam")
    technician = member(own_house, TECHNICIANS, username="sam")
    names = [own_house.signed_in_as(SignedInUser(session)).context.author.name for session in (employee, technician)]
    assert names == ["sam", "sam (technician)"]
    assert own_house.signed_in_as(SignedInUser(technician)).signed_out().context.system_user == "tester"
