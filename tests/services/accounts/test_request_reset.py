"""Asking for a reset at the door: whoever asks learns nothing, and nothing changes until the code is used."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event, func, select

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.accounts.throttling import Throttle
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.mail.outbox import OUTBOX
from fleet_tui.storage.schema import tables
from tests.support.people import EMPLOYEES, TECHNICIANS, added, set_active
from tests.support.sign_in import (
    FIRST,
    OUTSIDER,
    SECOND,
    USER,
    Clock,
    Watched,
    code_of,
    house,
    member,
    services_for,
    temporary,
    told,
)

ACCOUNT = tables.Account.__table__


def messages(services: Services) -> list[tuple[str, int, str]]:
    with services.database.read() as connection:
        columns = (OUTBOX.c.kind, OUTBOX.c.person, OUTBOX.c.address)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(OUTBOX.c.id))]  # type: ignore[misc]


@pytest.mark.parametrize("who", ["eve", " EVE", "Eve@Example.com", "eve@EXAMPLE.com "])
def test_a_username_or_an_address_brings_a_message_and_changes_nothing_else(
    own_house: Services, outside: Services, who: str
) -> None:
    session = member(own_house)
    before = accounts(own_house)
    outside.resets.request(who)
    assert messages(own_house) == [("employees", session.person, "eve@example.com")]
    assert accounts(own_house) == before
    assert own_house.people.profile(EMPLOYEES, session.person).version == 1
    assert told(own_house)[0] == (OUTSIDER, "asked reset", "Eve Stone")
    assert own_house.signed_in_as(SignedInUser(session)).my_account.profile()
    assert check(own_house.database) == ()


def accounts(services: Services) -> list[dict[str, object]]:
    with services.database.read() as connection:
        return [dict(row) for row in connection.execute(select(ACCOUNT)).mappings()]


def test_a_phone_number_in_any_spelling_brings_a_text_message(own_house: Services, outside: Services) -> None:
    session = member(own_house, TECHNICIANS, mobile="(201) 555-0123", email=None)
    outside.resets.request("+1 201 555 0123")
    outside.resets.request("201.555.0123")
    assert messages(own_house) == [("technicians", session.person, "+12015550123")] * 2


def nothing_for(own_house: Services) -> dict[str, Callable[[Services], object]]:
    """Who gets no message, by why."""
    off = member(own_house, username="off", email="off@example.com")
    set_active(own_house, EMPLOYEES, off.person, False)
    added(own_house, EMPLOYEES, email="invited@example.com", account_setup="invite")
    added(own_house, EMPLOYEES, email="later@example.com")
    asked = {
        "unknown": "nobody",
        "unknown address": "nobody@example.com",
        "inactive": "off",
        "inactive address": "off@example.com",
        "invited": "invited@example.com",
        "no account": "later@example.com",
        "nothing": "",
        "a number of nobody": "+1 201 555 0199",
        "no number": "12",
        "half a character": "\ud83d@\ud83d",
    }
    return {why: lambda at, who=who: at.resets.request(who) for why, who in asked.items()}


def test_whoever_is_asked_for_the_answer_and_the_work_are_the_same(own_house: Services, clock: Clock) -> None:
    watched = Watched()
    pauses, writer = list[tuple[float, bool]](), own_house.database._writer
    outside = services_for(
        own_house.database,
        Anonymous(USER),
        clock,
        watched,
        pause=lambda seconds: pauses.append((seconds, begun == ended)),
    )
    asked = nothing_for(own_house)
    member(own_house)
    asked["somebody"] = lambda at: at.resets.request("eve")
    watched.verified.clear()  # type: ignore[attr-defined]
    before, begun, ended = len(messages(own_house)), list[object](), list[object]()
    event.listen(writer, "begin", begun.append)
    event.listen(writer, "commit", ended.append)
    entries = {}
    for why, ask in asked.items():
        begun.clear()
        ended.clear()
        pauses.clear()
        known = revision(own_house)
        assert ask(outside) is None
        ((seconds, committed),) = pauses
        entries[why] = revision(own_house) - known, len(begun), committed, 0 < seconds <= 0.25
    assert set(entries.values()) == {(1, 1, True, True)}, entries
    assert len(messages(own_house)) == before + 1
    assert watched.verified == []  # type: ignore[attr-defined]
    assert check(own_house.database) == ()


def revision(services: Services) -> int:
    history = tables.History.__table__
    with services.database.read() as connection:
        return int(connection.execute(select(func.max(history.c.id))).scalar_one())


def test_an_account_gets_three_an_hour_and_who_asks_hears_nothing_of_it(
    own_house: Services, outside: Services, clock: Clock
) -> None:
    member(own_house)
    for _ in range(5):
        outside.resets.request("eve")
    assert len(messages(own_house)) == 3
    clock.pass_(hours=1)
    outside.resets.request("eve")
    assert len(messages(own_house)) == 4


def test_everybody_together_asks_a_hundred_times_an_hour(own_house: Services, outside: Services, clock: Clock) -> None:
    member(own_house)
    outside.resets.request("none")
    with own_house.database.write() as connection:
        for _ in range(99):
            assert Throttle(connection, clock.now).count("reset") is None
    for who in ("eve", "nobody"):
        with pytest.raises(Refusal, match="Too many attempts were made here in the last hour: try again in 60 minutes"):
            outside.resets.request(who)
    clock.pass_(minutes=60)
    outside.resets.request("eve")
    assert len(messages(own_house)) == 1


def test_a_newer_code_takes_the_place_of_the_older(own_house: Services, outside: Services) -> None:
    id = temporary(own_house)
    outside.resets.request("eve")
    older = code_of(own_house, EMPLOYEES, id, Purpose.RESET)
    outside.resets.request("eve")
    with pytest.raises(Refusal, match="opens nothing"):
        outside.codes.inspect(older)
    assert outside.codes.redeem(code_of(own_house, EMPLOYEES, id, Purpose.RESET), "", SECOND, SECOND)


def test_changing_the_password_or_signing_in_by_the_system_leaves_no_code(
    database: Database, own_house: Services, outside: Services, clock: Clock
) -> None:
    session = member(own_house)
    outside.resets.request("eve")
    code = code_of(own_house, EMPLOYEES, session.person, Purpose.RESET)
    own_house.signed_in_as(SignedInUser(session)).my_account.change_password(SECOND, FIRST, FIRST)
    with pytest.raises(Refusal, match="opens nothing"):
        outside.codes.inspect(code)
    outside.resets.request("eve")
    house(database, clock, OPERATING_SYSTEM)
    with pytest.raises(Refusal, match="opens nothing"):
        outside.codes.inspect(code_of(own_house, EMPLOYEES, session.person, Purpose.RESET))
    for who in ("eve", "nobody"):
        with pytest.raises(Refusal, match="no passwords to set"):
            outside.resets.request(who)


def test_where_the_clock_was_set_back_a_code_can_still_be_used(
    own_house: Services, outside: Services, clock: Clock
) -> None:
    id = temporary(own_house)
    clock.pass_(days=-400)
    outside.resets.request("eve")
    assert outside.codes.redeem(code_of(own_house, EMPLOYEES, id, Purpose.RESET), "", SECOND, SECOND)
