"""Signing in: who is let in, and that nobody else learns anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import argon2
import pytest
from sqlalchemy import event, select, update

from fleet_tui.domain.access.session import NotAllowed, SignedOut
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.accounts import sign_in
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.schema import tables
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, load, new_person, set_active
from tests.support.sign_in import (
    FIRST,
    OUTSIDER,
    SECOND,
    USER,
    Clock,
    Watched,
    door,
    house,
    member,
    services_for,
    temporary,
    told,
)

ACCOUNT = tables.Account.__table__


def test_the_right_password_lets_in_and_the_status_says_when(
    own_house: Services, outside: Services, clock: Clock
) -> None:
    member(own_house)
    clock.pass_(days=1)
    session = outside.sign_in.with_password(" EVE ", SECOND)
    assert (session.kind, session.name, session.username) == (EMPLOYEES, "Eve Stone", "eve")
    assert (session.started, session.must_change) == (clock.now, "")
    profile = own_house.people.profile(EMPLOYEES, session.person)
    assert (profile.values["status"], profile.values["last_sign_in"]) == ("signed_in", clock.now)
    assert profile.version == 1
    assert told(own_house)[0] == ("eve", "signed in", "Eve Stone")
    assert check(own_house.database) == ()


def test_an_employee_is_asked_first_and_a_technician_of_the_same_username_too(
    own_house: Services, outside: Services
) -> None:
    employee = member(own_house)
    technician = member(own_house, TECHNICIANS)
    assert outside.sign_in.with_password("eve", SECOND).kind is EMPLOYEES
    set_active(own_house, EMPLOYEES, employee.person, False)
    session = outside.sign_in.with_password("eve", SECOND)
    assert (session.kind, session.person) == (TECHNICIANS, technician.person)


def refusals(own_house: Services) -> dict[str, Callable[[Services], object]]:
    """Everything that is refused with a password, by why."""
    off = member(own_house, username="inactive", email="off@example.com")
    set_active(own_house, EMPLOYEES, off.person, False)
    member(own_house)
    temporary(own_house, username="over", email="over@example.com")
    load(own_house.database, [new_person(EMPLOYEES, {"name": "No", "email": "no@example.com"},
                                         account=AccountState.ACCEPTED)])  # fmt: skip
    with own_house.database.write() as connection:
        connection.execute(
            update(ACCOUNT).where(ACCOUNT.c.username.is_(None)).values(username="none", username_key="none")
        )
    tries = {
        "unknown": ("who?", SECOND),
        "inactive": ("inactive", SECOND),
        "wrong": ("eve", SECOND + "!"),
        "empty": ("eve", ""),
        "too long": ("eve", "x" * 5_000),
        "half a character": ("\ud83d", "\ud83d" * 20),
        "no password": ("none", SECOND),
        "wrong and expired": ("over", SECOND),
        "nothing at all": ("", ""),
    }
    return {why: lambda at, typed=typed: at.sign_in.with_password(*typed) for why, typed in tries.items()}


def test_every_refusal_says_the_same_after_the_same_work(own_house: Services, clock: Clock) -> None:
    watched = Watched()
    outside = services_for(own_house.database, Anonymous(USER), clock, watched)
    all_of_them = refusals(own_house)
    clock.pass_(days=10)
    begun: list[object] = []
    event.listen(own_house.database._writer, "begin", begun.append)
    work = {}
    for why, attempt in all_of_them.items():
        begun.clear()
        watched.verified.clear()  # type: ignore[attr-defined]
        with pytest.raises(Refusal) as refused:
            attempt(outside)
        assert str(refused.value) == sign_in.WRONG, why
        work[why] = len(watched.verified), len(begun)  # type: ignore[attr-defined]
    assert set(work.values()) == {(2, 2)}, work


def test_every_refusal_is_in_the_history_and_what_was_typed_is_not(own_house: Services, outside: Services) -> None:
    member(own_house)
    for username in ("eve", "My secret that I typed at the wrong place"):
        with pytest.raises(Refusal):
            outside.sign_in.with_password(username, "Wrong horse battery staple")
    assert told(own_house)[:2] == [(OUTSIDER, "refused", "an unknown username"), (OUTSIDER, "refused", "Eve Stone")]
    assert own_house.history.events()[1].changes[0].after == "Wrong password"
    assert ("refused", EMPLOYEES.value + " account") in [
        (event.action, event.subject_kind) for event in own_house.history.events(kind=EMPLOYEES, person=1)
    ]
    for file in own_house.database.path.parent.rglob("fleet.db*"):
        for secret in (b"secret that I typed", b"horse battery", b"mule accumulator"):
            assert secret not in file.read_bytes(), file


def test_a_password_is_not_evaluated_where_people_sign_in_by_the_system(
    database: Database, own_house: Services, outside: Services, clock: Clock
) -> None:
    member(own_house)
    house(database, clock, OPERATING_SYSTEM)
    with pytest.raises(Refusal, match="do not open an account here"):
        outside.sign_in.with_password("eve", SECOND)
    with pytest.raises(SignedOut):
        door(database, clock).people.profile(EMPLOYEES, 1)


def test_a_temporary_password_must_be_changed_and_expires(own_house: Services, outside: Services, clock: Clock) -> None:
    temporary(own_house)
    session = outside.sign_in.with_password("eve", FIRST)
    assert "choose your own" in session.must_change
    mine = own_house.signed_in_as(SignedInUser(session))
    with pytest.raises(NotAllowed, match="choose your own"):
        mine.my_account.profile()
    clock.pass_(days=3)
    with pytest.raises(Refusal, match="This temporary password has expired"):
        outside.sign_in.with_password("eve", FIRST)
    assert told(own_house)[0] == (OUTSIDER, "refused", "Eve Stone")
    clock.pass_(days=-3)
    with pytest.raises(Refusal, match="has expired"):  # a clock that is set back revives nothing
        outside.sign_in.with_password("eve", FIRST)
    clock.pass_(days=-900)
    temporary(own_house, username="ada", email="ada@example.com")
    clock.pass_(days=3)
    with pytest.raises(Refusal, match="has expired"):  # nor does one that was ahead make anything last
        outside.sign_in.with_password("ada", FIRST)


def test_a_password_is_renewed_after_a_year_where_the_company_wants_it(
    own_house: Services, outside: Services, clock: Clock
) -> None:
    member(own_house)
    clock.pass_(days=366)
    assert outside.sign_in.with_password("eve", SECOND).must_change == ""
    own_house.company.save(own_house.company.get().version, {"renewal": True})
    session = outside.sign_in.with_password("eve", SECOND)
    assert "more than a year old" in session.must_change
    changed = own_house.signed_in_as(SignedInUser(session)).my_account.change_password(SECOND, FIRST, FIRST)
    assert changed.must_change == outside.sign_in.with_password("eve", FIRST).must_change == ""


def test_a_session_ends_with_deactivation_and_after_its_hours_also_with_the_clock_set_back(
    own_house: Services, outside: Services, clock: Clock
) -> None:
    session = member(own_house)
    mine = own_house.signed_in_as(SignedInUser(session))
    assert mine.my_account.profile().name == "Eve Stone"
    clock.pass_(hours=16)
    with pytest.raises(SignedOut, match="16 hours ago"):
        mine.my_account.profile()
    again = own_house.signed_in_as(SignedInUser(outside.sign_in.with_password("eve", SECOND)))
    clock.pass_(hours=-20)
    assert again.my_account.profile()
    with pytest.raises(SignedOut, match="16 hours ago"):
        mine.my_account.profile()
    set_active(own_house, EMPLOYEES, session.person, False)
    with pytest.raises(SignedOut, match="not active"):
        again.my_account.profile()


def test_who_signs_in_where_the_clock_was_set_back_stays_signed_in(
    own_house: Services, outside: Services, clock: Clock
) -> None:
    member(own_house)
    clock.pass_(days=-900)
    session = outside.sign_in.with_password("eve", SECOND)
    assert (session.started, session.behind) == (clock.now, timedelta(days=900))
    mine = own_house.signed_in_as(SignedInUser(session))
    assert mine.my_account.profile()
    clock.pass_(hours=16)  # and no longer than anybody: the file has seen nothing later meanwhile
    with pytest.raises(SignedOut, match="16 hours ago"):
        mine.my_account.profile()


def test_an_outdated_hash_is_made_anew_at_sign_in(own_house: Services, clock: Clock) -> None:
    member(own_house)
    costlier = services_for(own_house.database, Anonymous(USER), clock, Passwords((2, 8, 1)))
    costlier.sign_in.with_password("eve", SECOND)
    with own_house.database.read() as connection:
        kept = connection.execute(select(ACCOUNT.c.password_hash)).scalar_one()
    assert "t=2" in kept
    assert argon2.PasswordHasher(2, 8, 1).verify(kept, SECOND)
    assert costlier.sign_in.with_password("eve", SECOND)


def test_a_password_that_is_changed_while_it_is_checked_opens_nothing(
    own_house: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = member(own_house)

    class Slow(Passwords):
        def verify(self, stored: str | None, password: str) -> bool:
            same = super().verify(stored, password)
            if same:
                own_house.signed_in_as(SignedInUser(session)).my_account.change_password(SECOND, FIRST, FIRST)
            return same

    with pytest.raises(Refusal, match="do not open an account here"):
        services_for(own_house.database, Anonymous(USER), clock, Slow((1, 8, 1))).sign_in.with_password("eve", SECOND)


def test_the_systems_user_is_let_in_by_that_name_and_single_commands_leave_no_trace(
    database: Database, clock: Clock
) -> None:
    services = house(database, clock, OPERATING_SYSTEM)
    load(database, [new_person(EMPLOYEES, {"name": "Lo", "email": "lo@example.com"}, account=AccountState.ACCEPTED)])
    with database.write() as connection:
        connection.execute(update(ACCOUNT).values(username=USER, username_key=USER))
    outside = door(database, clock)
    before = len(services.history.events())
    assert outside.sign_in.by_system(recorded=False).username == USER
    assert len(services.history.events()) == before
    assert services.people.profile(EMPLOYEES, 1).values["last_sign_in"] is None
    session = outside.sign_in.by_system()
    assert services.people.profile(EMPLOYEES, 1).values["last_sign_in"] == NOON
    assert told(services)[0] == (USER, "signed in", "Lo")
    clock.pass_(days=300)
    assert (
        services.signed_in_as(SignedInUser(session)).my_account.profile().name == "Lo"
    )  # no hours where no password is asked
    set_active(services, EMPLOYEES, 1, False)
    for recorded in (True, False):
        with pytest.raises(Refusal, match="login is not active"):
            outside.sign_in.by_system(recorded=recorded)
    with pytest.raises(Refusal, match="stranger of this computer has no account here"):
        door(database, clock, "stranger").sign_in.by_system()
    assert check(database) == ()


def test_nobody_is_let_in_by_the_system_where_passwords_are_asked(own_house: Services, outside: Services) -> None:
    member(own_house, username=USER)
    with pytest.raises(Refusal, match="sign in with username and password"):
        outside.sign_in.by_system()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [("UPDATE account SET password_set = '2026-05-31T12:00:00Z'", "has a password of another time"),
     ("UPDATE employee SET last_sign_in = '2026-05-31T12:00:00Z'", "has another last sign-in")],
)  # fmt: skip
def test_an_account_that_is_not_what_the_history_says_is_found(own_house: Services, statement: str, fault: str) -> None:
    member(own_house)
    with own_house.database.write() as connection:
        connection.exec_driver_sql(statement)
    assert fault in " ".join(check(own_house.database))
