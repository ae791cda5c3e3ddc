"""How often something may be tried."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.accounts import throttling
from fleet_tui.services.accounts.throttling import Throttle, Wait
from fleet_tui.storage.accounts import attempts
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.schema.other_tables import Attempt
from tests.support.people import EMPLOYEES, TECHNICIANS
from tests.support.sign_in import (
    FIRST,
    OUTSIDER,
    SECOND,
    Clock,
    code_of,
    door,
    house,
    member,
    temporary,
    told,
)

ATTEMPT = Attempt.__table__
KEY = b"k" * 32


@pytest.fixture
def clock() -> Clock:
    return Clock()


def waits(database: Database, clock: Clock, name: str = "eve") -> str:
    """What is said of one more attempt; empty when it is evaluated."""
    with database.write() as connection:
        begun = Throttle(connection, clock.now).begin([throttling.key_of_unknown(KEY, name)])
    return begun.sentence if isinstance(begun, Wait) else ""


def kept(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(ATTEMPT.c.key)).scalars())


def test_five_are_free_then_the_waits_double_to_an_hour(database: Database, clock: Clock) -> None:
    assert [waits(database, clock) for _ in range(5)] == [""] * 5
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        words = f"{minutes} minute{'s' if minutes > 1 else ''}"
        assert waits(database, clock) == f"There were too many wrong attempts for this username: try again in {words}."
        clock.pass_(minutes=minutes, seconds=-1)
        assert waits(database, clock).endswith("try again in 1 second.")
        clock.pass_(seconds=1)
        assert waits(database, clock) == ""


def test_after_a_hundred_in_a_row_only_a_reset_helps(database: Database, clock: Clock) -> None:
    services, outside = house(database, clock), door(database, clock)
    id = temporary(services)
    with database.write() as connection:
        nobodys = throttling.key_of_unknown(services.context.key, "unheard of")
        for one in (throttling.key_of_account(EMPLOYEES, id), nobodys):
            for _ in range(100):
                clock.pass_(hours=1)
                assert Throttle(connection, clock.now).begin([one]) == {one}
    clock.pass_(days=3_000)
    for username in ("eve", "unheard of"):
        with pytest.raises(Refusal, match="100 wrong attempts in a row for this username: only a password reset"):
            outside.sign_in.with_password(username, FIRST)
    outside.resets.request("eve")
    outside.codes.redeem(code_of(services, EMPLOYEES, id, Purpose.RESET), "", SECOND, SECOND)
    assert outside.sign_in.with_password("eve", SECOND)


def test_a_right_password_begins_anew_and_counts_for_nothing(database: Database, clock: Clock) -> None:
    services, outside = house(database, clock), door(database, clock)
    member(services)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(Refusal, match="do not open"):
                outside.sign_in.with_password("eve", "wrong wrong wrong!!")
        assert outside.sign_in.with_password("eve", SECOND)
    with database.read() as connection:
        found = connection.execute(select(ATTEMPT.c.key, ATTEMPT.c.failures)).all()
    assert [(key.split()[0], failures) for key, failures in found] == [("sign-in", 12)]


def test_a_namesake_of_the_other_kind_begins_only_their_own_counting_anew(database: Database, clock: Clock) -> None:
    services, outside = house(database, clock), door(database, clock)
    theirs = member(services)
    temporary(services, TECHNICIANS)
    evaluated = 0
    for _ in range(12):
        with contextlib.suppress(Refusal):
            outside.sign_in.with_password("eve", "wrong wrong wrong!!")
        evaluated += told(services)[0] == (OUTSIDER, "refused", "Eve Stone")
        assert outside.sign_in.with_password("eve", FIRST).kind is TECHNICIANS
    with database.read() as connection:
        tried = attempts.of(connection, throttling.key_of_account(EMPLOYEES, theirs.person))
        assert attempts.of(connection, throttling.key_of_account(TECHNICIANS, 1)) is None
    assert tried
    assert tried.failures == 5
    clock.pass_(minutes=1)
    assert outside.sign_in.with_password("eve", SECOND).kind is EMPLOYEES


def test_everybody_together_fails_a_hundred_times_an_hour(database: Database, clock: Clock) -> None:
    with database.write() as connection:
        for number in range(100):
            assert Throttle(connection, clock.now).begin([f"account {number}"]) == {f"account {number}"}
            clock.pass_(seconds=30)
    sentence = "Too many attempts were made here in the last hour: try again in "
    assert waits(database, clock, "another") == f"{sentence}15 minutes."
    clock.pass_(minutes=15)
    assert waits(database, clock, "another") == ""
    begun, evaluated = clock.now, 0
    with database.write() as connection:
        for number in range(1, 180):
            moment = begun + timedelta(seconds=20 * number)
            evaluated += not isinstance(Throttle(connection, moment).begin([f"account later{number}"]), Wait)
    assert evaluated < 100


def test_only_the_first_of_a_wait_is_told(database: Database, clock: Clock) -> None:
    services, outside = house(database, clock), door(database, clock)
    member(services)
    for username, subject in (("eve", "Eve Stone"), ("who?", "an unknown username")):
        for _ in range(9):
            with pytest.raises(Refusal):
                outside.sign_in.with_password(username, "wrong wrong wrong!!")
        assert told(services)[:6] == [(OUTSIDER, "refused", subject)] * 6
        assert services.history.events()[0].changes[0].after == "Too many attempts"
        assert services.history.events()[1].changes[:1] != services.history.events()[0].changes[:1]


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=4_000)])
def test_a_clock_that_is_set_back_makes_nobody_wait_longer_or_shorter(
    database: Database, clock: Clock, back: timedelta
) -> None:
    for _ in range(6):
        last = waits(database, clock)
    assert last.endswith("try again in 1 minute.")
    clock.now -= back
    assert waits(database, clock).endswith("try again in 1 minute.")
    clock.pass_(seconds=60)
    assert waits(database, clock) == ""
    assert waits(database, clock).endswith("try again in 2 minutes.")


def test_what_counts_no_more_is_forgotten_and_of_an_account_nothing_is(database: Database, clock: Clock) -> None:
    services, outside = house(database, clock), door(database, clock)
    member(services)
    for username in ("eve", "unheard of"):
        with pytest.raises(Refusal):
            outside.sign_in.with_password(username, "wrong wrong wrong!!")
    outside.resets.request("eve")
    assert len(kept(database)) == 5
    clock.pass_(days=367)
    with pytest.raises(Refusal):
        outside.sign_in.with_password("another", "wrong wrong wrong!!")
    assert len([key for key in kept(database) if key.startswith("account ")]) == 2
    assert len(kept(database)) == 3


def test_what_was_typed_as_a_username_is_not_kept(database: Database, clock: Clock) -> None:
    waits(database, clock, "a secret at the wrong place")
    with database.write() as connection:
        Throttle(connection, clock.now).begin(
            [throttling.key_of_unknown(b"another" * 5, "a secret at the wrong place")]
        )
    assert len([key for key in kept(database) if key.startswith("account ")]) == 2  # the key file is part of it
    assert not [key for key in kept(database) if "secret" in key]
