"""Status "Invitation ended": true by itself, whatever ended the invitation, in lists, filters, plans and the order."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send, SetActive
from fleet_tui.domain.code_validity import SentCode, reason_invalid
from fleet_tui.domain.company import LONGEST, PASSWORD
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter, OneOf
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.people.profile import cell
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.base.actor import Anonymous
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.accounts.codes import CODE
from fleet_tui.storage.history import clock as file_clock
from fleet_tui.storage.schema.migrations import upgrade_of
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from tests.support.outbox import Clock, at_clock
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, everybody, set_active
from tests.support.sign_in import code_of
from tests.support.undo_driving import do, undo

pytestmark = pytest.mark.usefixtures("good_file")

PENDING, ENDED = "pending", "invitation_ended"
INVITE = Send(Purpose.INVITE)


@pytest.fixture
def time() -> Clock:
    return Clock()


@pytest.fixture
def house(services: Services, time: Clock) -> Services:
    """Services whose clock is set, where people sign in with passwords."""
    house = at_clock(services, time)
    house.company.save(house.company.get().version, {"sign_in": PASSWORD})
    return house


def invited(house: Services, kind: PersonKind = TECHNICIANS, **typed: object) -> int:
    typed = {"email": "one@x.org"} | typed
    return added(house, kind, account_setup="invite", **typed).id


def status(house: Services, id: int, kind: PersonKind = TECHNICIANS) -> str:
    """The status that the profile, the list and every filter agree on."""
    found = str(house.people.profile(kind, id).values["status"])
    listed = {
        person.id: person.values["status"]
        for person in house.people.page(ListQuery(kind, ("status",), Filter())).people
    }
    assert listed[id] == found
    for value in (PENDING, ENDED, "signed_in", "never_logged_in"):
        matching = everybody(house, ListQuery(kind, ("name",), Filter((OneOf("status", frozenset({value})),))))
        assert (id in matching) == (value == found), value
        others = everybody(
            house, ListQuery(kind, ("name",), Filter((OneOf("status", frozenset(), frozenset({value})),)))
        )
        assert (id in others) == (value != found), value
    return found


def save(house: Services, id: int, **typed: object) -> None:
    house.people.save(TECHNICIANS, id, house.people.profile(TECHNICIANS, id).version, typed)


def deactivate_and_activate(house: Services, id: int, time: Clock) -> None:
    for active in (False, True):
        set_active(house, TECHNICIANS, id, active)


def deactivate_both_at_once(house: Services, id: int, time: Clock) -> None:
    do(house, SetActive(False), [id])
    assert status(house, id) == ENDED
    do(house, SetActive(True), [id])


def expire(house: Services, id: int, time: Clock) -> None:
    time.forward(days=8)


def take_back_on_the_mail_screen(house: Services, id: int, time: Clock) -> None:
    house.mail.stop(house.mail.messages()[0].id)


def change_the_address(house: Services, id: int, time: Clock) -> None:
    save(house, id, email="other@x.org")


def remove_the_address(house: Services, id: int, time: Clock) -> None:
    save(house, id, email="")


ENDS = (
    deactivate_and_activate,
    deactivate_both_at_once,
    expire,
    take_back_on_the_mail_screen,
    change_the_address,
    remove_the_address,
)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_whatever_ends_an_invitation_is_seen_and_another_one_opens_again(
    house: Services, time: Clock, end: Callable[[Services, int, Clock], None]
) -> None:
    id = invited(house)
    assert status(house, id) == PENDING
    end(house, id, time)
    assert status(house, id) == ENDED
    plan = house.bulk.plan(INVITE, TECHNICIANS, [id])
    assert plan.of(0).change.startswith("Invitation ended → Pending")
    house.bulk.run(plan)
    assert status(house, id) == PENDING
    assert house.bulk.plan(INVITE, TECHNICIANS, [id]).of(0).reason == "the older invitation ends"
    code = code_of(house, TECHNICIANS, id)
    assert house.signed_in_as(Anonymous("door")).codes.inspect(code)


def test_an_undone_invitation_leaves_the_one_before_as_it_is(house: Services, time: Clock) -> None:
    id = invited(house)
    do(house, INVITE, [id])
    undo(house)
    assert status(house, id) == PENDING
    time.forward(days=8)
    assert status(house, id) == ENDED
    do(house, INVITE, [id])
    undo(house)
    assert status(house, id) == ENDED


def test_an_address_that_no_message_goes_to_ends_nothing(house: Services) -> None:
    id = invited(house, mobile="201 555 0101")
    save(house, id, mobile="201 555 0102")
    assert status(house, id) == PENDING


def test_an_employee_is_told_the_same(house: Services, time: Clock) -> None:
    id = invited(house, EMPLOYEES)
    assert status(house, id, EMPLOYEES) == PENDING
    time.forward(days=8)
    assert status(house, id, EMPLOYEES) == ENDED
    page = house.people.page(ListQuery(EMPLOYEES, ("status",), Filter()))
    words = cell(PROFILE_TYPES[EMPLOYEES], "status", page.people[0].values, page.names, page.country)
    assert words == "Invitation ended"


def test_a_save_of_something_else_ends_nothing_and_keeps_the_order(house: Services) -> None:
    id = invited(house)
    save(house, id, memo="Gate code 7", active=True)
    assert status(house, id) == PENDING


def test_sorted_by_status_those_who_are_pending_stand_before_those_whose_invitation_has_ended(
    house: Services, time: Clock
) -> None:
    mobiles = iter(f"201 555 01{number:02}" for number in range(20))
    early = invited(house, name="Early", email="early@x.org", mobile=next(mobiles))
    time.forward(days=5)
    stopped = invited(house, name="Stopped", email="stopped@x.org", mobile=next(mobiles))
    house.mail.stop(house.mail.messages()[0].id)
    late = invited(house, name="Late", email="late@x.org", mobile=next(mobiles))
    never = added(house, TECHNICIANS, name="Never", mobile=next(mobiles)).id
    by_status = ListQuery(TECHNICIANS, ("status",), Filter(), Sort("status"))
    assert everybody(house, by_status) == [late, early, stopped, never]
    time.forward(days=3)
    assert [status(house, id) for id in (late, early, stopped)] == [PENDING, ENDED, ENDED]
    assert everybody(house, by_status) == [late, early, stopped, never]


def test_time_alone_changes_the_revision_by_which_open_lists_follow(house: Services, time: Clock) -> None:
    invited(house)
    before = house.people.revision()
    assert house.people.page(ListQuery(TECHNICIANS, ("name",))).revision == before
    time.forward(hours=1)
    assert house.people.revision() == before
    time.forward(days=7)
    assert house.people.revision() != before


def test_counts_follow_the_time_too(house: Services, time: Clock) -> None:
    invited(house)
    ended = ListQuery(TECHNICIANS, ("name",), Filter((OneOf("status", frozenset({ENDED})),)))
    assert house.people.page(ended).matching == 0
    time.forward(days=8)
    assert house.people.page(ended).matching == 1


def test_activate_says_whose_invitation_has_ended_and_names_them(house: Services) -> None:
    mobiles = [f"201 555 01{number:02}" for number in range(3)]
    one, two = (invited(house, name=f"P{n}", email=f"{n}@x.org", mobile=mobiles[n]) for n in range(2))
    other = added(house, TECHNICIANS, name="Other", mobile=mobiles[2]).id
    do(house, SetActive(False), [one, two, other])
    plan = house.bulk.plan(SetActive(True), TECHNICIANS, [one, two, other])
    assert set(plan.to_invite) == {one, two}
    assert plan.without([one]).to_invite == (two,)
    assert set(house.bulk.run(plan).to_invite) == {one, two}
    assert house.bulk.plan(SetActive(False), TECHNICIANS, [one]).to_invite == ()


@pytest.mark.of_a_file
def test_a_file_of_before_is_sorted_like_one_of_now(house: Services, time: Clock) -> None:
    live = invited(house)
    stopped = invited(house, EMPLOYEES)
    house.mail.stop(house.mail.messages()[0].id)
    with house.database.write() as connection:
        for kind in PersonKind:
            main = PERSON_TABLES[kind].main
            connection.execute(update(main).where(main.c.status == PENDING).values(status_key="3"))
            assert invitations.sorted_wrong(connection, PERSON_TABLES[kind], [live, stopped])
        connection.exec_driver_sql("DROP INDEX ix_code_expires")
        upgrade_of("m0006_invitations")(connection)


def test_the_rule_in_sql_is_that_of_the_domain(house: Services) -> None:
    """Every combination of what ends an invitation, with an older and a newer code beside it, at a clock set back."""
    id = added(house, TECHNICIANS, email="here@x.org").id
    layout = PERSON_TABLES[TECHNICIANS]
    ahead = NOON + timedelta(days=2)
    house_ahead = at_clock(house, Clock(ahead))
    house_ahead.people.save(TECHNICIANS, id, house.people.profile(TECHNICIANS, id).version, {"memo": "seen"})
    created = (NOON - timedelta(days=1), NOON - LONGEST[Purpose.INVITE])
    expires = (NOON + timedelta(days=3), NOON + timedelta(days=1), NOON - timedelta(days=1))
    tried = 0
    for active, address, made, ends, used, revoked, other in itertools.product(
        (True, False),
        ("here@x.org", "gone@x.org"),
        created,
        expires,
        (False, True),
        (False, True),
        ("", "live", "revoked"),
    ):
        with house.database.write() as connection:
            rows = [_code(id, address, made, ends, used=used, revoked=revoked)]
            if other:
                rows.append(_code(id, "gone@x.org", NOON, NOON, revoked=other == "revoked"))
            connection.execute(insert(CODE), rows)
            connection.execute(update(layout.main).where(layout.main.c.id == id).values(active=active))
            opens = connection.execute(select(layout.main.c.id).where(invitations.opens(layout, NOON))).all()
            code = SentCode(Purpose.INVITE, address, made, ends, used, revoked, newest=not revoked and other != "live")
            latest = file_clock.latest(connection, NOON)
            assert latest > NOON
            why = reason_invalid(code, active=active, address="here@x.org", sign_in=PASSWORD, now=NOON, latest=latest)
            assert bool(opens) == (not why), (active, code, other, why)
            if other == "live":
                newer = replace(code, address="gone@x.org", created=NOON, expires=NOON, used=False, revoked=False)
                assert reason_invalid(
                    newer, active=active, address="here@x.org", sign_in=PASSWORD, now=NOON, latest=latest
                )
            connection.execute(CODE.delete())
            connection.execute(update(layout.main).where(layout.main.c.id == id).values(active=True))
        tried += 1
    assert tried > 200


def _code(
    person: int, address: str, created: datetime, expires: datetime, *, used: bool = False, revoked: bool = False
) -> dict[str, object]:
    return {
        "hash": f"{person} {address} {revoked} {used} {created}",
        "nonce": "",
        "kind": TECHNICIANS.value,
        "person": person,
        "purpose": Purpose.INVITE.value,
        "address": address,
        "created": created,
        "expires": expires,
        "used": NOON if used else None,
        "revoked": NOON if revoked else None,
    }
