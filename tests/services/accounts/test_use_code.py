"""Codes at the door: what they open, once; and that nothing else does."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from fleet_tui.bootstrap import crash
from fleet_tui.domain.access.session import SignedOut
from fleet_tui.domain.accounts import codes as spelling
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.company import PASSWORD as BY_PASSWORD
from fleet_tui.domain.errors import BadValue, Invalid, Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.accounts import use_code
from fleet_tui.services.accounts.throttling import Throttle
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts import sign_in
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.mail import outbox
from fleet_tui.storage.opening import open_database
from fleet_tui.storage.people.store import PeopleStore
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from tests.conftest import CHEAPEST
from tests.support.people import EMPLOYEES, TECHNICIANS, added, set_active, size
from tests.support.sign_in import (
    FIRST,
    OUTSIDER,
    SECOND,
    USER,
    Clock,
    at_file,
    code_of,
    door,
    house,
    invited,
    member,
    services_for,
    temporary,
    told,
)
from tests.support.tables import for_each


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_an_invitation_makes_the_account_and_signs_in(own_house: Services, outside: Services, kind: PersonKind) -> None:
    id, code = invited(own_house, kind, email="eve@example.com")
    code_details = outside.codes.inspect(f"  {code.lower().replace('-', ' ')} ")
    assert (code_details.purpose, code_details.username) == (Purpose.INVITE, "eve@example.com")
    assert code_details.needs_password
    assert code_details.needs_username
    session = outside.codes.redeem(code, "Eve", FIRST, FIRST)
    assert (session.kind, session.person, session.username, session.must_change) == (kind, id, "Eve", "")
    assert (
        own_house.signed_in_as(SignedInUser(session)).my_account.profile().version == 3
    )  # it is a change of the profile
    profile = own_house.people.profile(kind, id)
    assert (profile.values["status"], profile.values["last_sign_in"]) == ("signed_in", outside.context.clock())
    actions = [event.action for event in own_house.history.events(kind=kind, person=id)]
    assert actions == ["signed in", "code used", "accepted", "invited", "added"]
    assert outside.sign_in.with_password("eve", FIRST).generation == session.generation
    assert check(own_house.database) == ()


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_a_reset_sets_the_password_ends_all_sessions_and_begins_the_counting_anew(
    own_house: Services, outside: Services, kind: PersonKind
) -> None:
    session = member(own_house, kind)
    for _ in range(6):
        with pytest.raises(Refusal):
            outside.sign_in.with_password("eve", "wrong wrong wrong!!")
    outside.resets.request("eve")
    code = code_of(own_house, kind, session.person, Purpose.RESET)
    assert own_house.signed_in_as(SignedInUser(session)).my_account.profile()  # asking changed nothing
    code_details = outside.codes.inspect(code)
    assert (code_details.purpose, code_details.username, code_details.needs_username) == (Purpose.RESET, "eve", False)
    outside.codes.redeem(code, "", FIRST, FIRST)
    with pytest.raises(Invalid, match="opens nothing"):
        outside.codes.redeem(code, "", SECOND, SECOND)
    with pytest.raises(SignedOut, match="password was changed"):
        own_house.signed_in_as(SignedInUser(session)).my_account.profile()
    assert outside.sign_in.with_password("eve", FIRST)
    with pytest.raises(Refusal):
        outside.sign_in.with_password("eve", SECOND)
    assert own_house.people.profile(kind, session.person).version == 1
    assert check(own_house.database) == ()


def test_a_reset_makes_a_temporary_password_ones_own(own_house: Services, outside: Services, clock: Clock) -> None:
    id = temporary(own_house)
    clock.pass_(days=30)
    outside.resets.request("eve")
    assert outside.codes.redeem(code_of(own_house, EMPLOYEES, id, Purpose.RESET), "", SECOND, SECOND).must_change == ""
    assert outside.sign_in.with_password("eve", SECOND).must_change == ""
    assert check(own_house.database) == ()


def worthless(own_house: Services, outside: Services, clock: Clock, why: str) -> str:
    """A code that opens nothing any more, or never did."""
    if why == "never sent":
        return spelling.code_for(b"k" * 32, "00")
    if why == "of another file":
        return spelling.code_for(b"another key" * 4, "ab" * 16)
    id, code = invited(own_house, email="new@example.com")
    version = own_house.people.profile(EMPLOYEES, id).version
    match why:
        case "used":
            outside.codes.redeem(code, "used", FIRST, FIRST)
        case "expired":
            clock.pass_(days=7, seconds=30)
        case "expired, clock set back":
            clock.pass_(days=8)
            own_house.company.save(own_house.company.get().version, {"name": "Somebody wrote"})
            clock.pass_(days=-8)
        case "older than any, clock ahead once":
            clock.pass_(days=3_650)
            outside.resets.request("nobody")
            clock.pass_(days=-3_650)
            own_house.bulk.run(own_house.bulk.plan(Send(Purpose.INVITE), EMPLOYEES, [id]))
            code = code_of(own_house, EMPLOYEES, id)
            assert outside.codes.inspect(code)
            clock.pass_(days=31)
        case "inactive":
            set_active(own_house, EMPLOYEES, id, False)
        case "active again":
            set_active(own_house, EMPLOYEES, id, False)
            set_active(own_house, EMPLOYEES, id, True)
        case "address changed":
            own_house.people.save(EMPLOYEES, id, version, {"email": "elsewhere@example.com"})
        case "for somebody who has an account":
            outside.codes.redeem(code, "used", FIRST, FIRST)
            with own_house.context.transaction() as tx:
                options = tx.queue_options(Purpose.INVITE)
                outbox.queue(tx.connection, PERSON_TABLES[EMPLOYEES], [id], options)
            code = code_of(own_house, EMPLOYEES, id)
        case "newer":
            own_house.bulk.run(own_house.bulk.plan(Send(Purpose.INVITE), EMPLOYEES, [id]))
    return code


WHY = ["never sent", "of another file", "used", "newer", "expired", "expired, clock set back",
       "older than any, clock ahead once", "inactive",
       "active again", "address changed", "for somebody who has an account"]  # fmt: skip


@pytest.mark.parametrize("why", WHY)
def test_a_code_that_opens_nothing_is_refused_in_one_sentence(
    own_house: Services, outside: Services, clock: Clock, why: str
) -> None:
    code = worthless(own_house, outside, clock, why)
    known = why not in ("never sent", "of another file")
    before = own_house.people.profile(EMPLOYEES, 1) if known else None
    with pytest.raises(Refusal) as refused:
        outside.codes.inspect(code)
    assert str(refused.value) == use_code.NOTHING
    with pytest.raises(Invalid) as invalid:
        outside.codes.redeem(code, "again", FIRST, FIRST)
    assert {name: problem.sentence for name, problem in invalid.value.problems.items()} == {"code": use_code.NOTHING}
    assert told(own_house)[:2] == [(OUTSIDER, "code refused", "Eve Stone" if known else "an unknown code")] * 2
    assert before is None or own_house.people.profile(EMPLOYEES, 1) == before
    assert check(own_house.database) == ()


@for_each("typed, words", [("", "Type or paste"), ("0", "has 1 characters"), ("ÄÖÜ", "letters and"),
                                              ("0" * 23 + "1", "typing error"), ("\x1b[2J", "letters")])  # fmt: skip
def test_a_typing_error_is_told_apart_and_nothing_is_asked_for_it(outside: Services, typed: str, words: str) -> None:
    with pytest.raises(BadValue, match=words):
        outside.codes.inspect(typed)
    with pytest.raises(Invalid, match=words):
        outside.codes.redeem(typed, "eve", FIRST, FIRST)
    assert not (outside.database.path.with_name("fleet.db-key")).exists()  # not even the key was made


def test_what_is_wrong_is_told_at_its_field_and_the_code_stays_good(own_house: Services, outside: Services) -> None:
    member(own_house)
    _, code = invited(own_house, email="new@example.com")
    for typed, fields in (
        (("", "short", "short"), {"username", "password"}),
        (("EVE", FIRST, FIRST), {"username"}),
        (("x" * 101, FIRST, FIRST), {"username"}),
        (("a\tb", FIRST, SECOND), {"username", "confirm"}),
        (("new", "new@example.com!", "new@example.com!"), {"password"}),
    ):
        with pytest.raises(Invalid) as invalid:
            outside.codes.redeem(code, *typed)
        assert set(invalid.value.problems) == fields
    assert outside.codes.redeem(code, "new", FIRST, FIRST)


def test_a_username_that_is_taken_is_not_suggested(own_house: Services, outside: Services) -> None:
    member(own_house, username="new@example.com")
    assert outside.codes.inspect(invited(own_house, email="new@example.com")[1]).username == ""


def test_by_the_system_an_invitation_makes_an_account_of_the_user_without_a_password(
    database: Database, clock: Clock
) -> None:
    services, outside = house(database, clock, OPERATING_SYSTEM), door(database, clock)
    _, code = invited(services)
    code_details = outside.codes.inspect(code)
    assert (code_details.username, code_details.needs_username, code_details.needs_password) == (USER, False, False)
    assert outside.codes.redeem(code, "", "", "").username == USER
    assert outside.sign_in.by_system().person == 1
    _, other = invited(services, email="other@example.com")
    with pytest.raises(Invalid, match="has an account already: sign in") as invalid:
        outside.codes.redeem(other, "", "", "")
    assert set(invalid.value.problems) == {"code"}
    assert check(database) == ()


def test_wrong_codes_are_throttled_and_right_ones_open_all_the_same(
    own_house: Services, outside: Services, clock: Clock
) -> None:
    _, code = invited(own_house)
    wrong = spelling.code_for(b"k" * 32, "00")
    with pytest.raises(Refusal, match="opens nothing"):
        outside.codes.inspect(wrong)
    with own_house.database.write() as connection:
        for _ in range(99):
            assert Throttle(connection, clock.now).count("code") is None
    for _ in range(2):
        with pytest.raises(Refusal, match="Too many attempts were made here in the last hour: try again in 60 minutes"):
            outside.codes.redeem(wrong, "eve", FIRST, FIRST)
    assert len([1 for event in own_house.history.events(limit=500) if event.action == "code refused"]) == 2
    assert outside.codes.redeem(code, "eve", FIRST, FIRST)


@pytest.mark.parametrize("then", [OPERATING_SYSTEM, BY_PASSWORD])
def test_a_code_waits_for_who_was_asked_for_something_else_than_is_needed_now(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    services = house(database, clock, BY_PASSWORD if then == OPERATING_SYSTEM else OPERATING_SYSTEM)
    _, code = invited(services)
    looked = use_code._or_refused

    def changed_meanwhile(found: object) -> object:
        house(database, clock, then)
        return looked(found)  # type: ignore[arg-type]

    monkeypatch.setattr(use_code, "_or_refused", changed_meanwhile)
    with pytest.raises(Refusal, match="has just changed how people sign in"):
        door(database, clock).codes.redeem(code, "eve", FIRST, FIRST)
    monkeypatch.undo()
    assert door(database, clock).codes.redeem(code, "eve", FIRST, FIRST).username == (
        USER if then == OPERATING_SYSTEM else "eve"
    )


@pytest.mark.of_a_file
def test_of_many_who_use_one_code_at_once_one_has_the_account_and_the_others_hear_it_at_once(
    own_house: Services, clock: Clock
) -> None:
    parallel, (id, code) = size(5, 100), invited(own_house)
    told, hashed, outcomes = threading.Semaphore(0), list[str](), list[str]()

    class Slow(Passwords):
        def hash(self, password: str) -> str:
            hashed.append(password)
            assert all(told.acquire(timeout=60) for _ in range(parallel - 1))
            return super().hash(password)

    path, passwords = own_house.database.path, Slow(CHEAPEST.cost)
    doors = [
        services_for(open_database(path), Anonymous(f"user{number}"), clock, passwords) for number in range(parallel)
    ]

    def use(number: int) -> None:
        try:
            outcomes.append(doors[number].codes.redeem(code, f"name{number}", FIRST, FIRST).username)
        except Refusal as refused:
            outcomes.append(str(refused))
            told.release()

    threads = [threading.Thread(target=use, args=(number,), daemon=True) for number in range(parallel)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for each in doors:
        each.database.close()
    assert len(hashed) == 1
    assert Counter(outcomes)[use_code._IN_USE] == parallel - 1
    actions = Counter(event.action for event in own_house.history.events(kind=EMPLOYEES, person=id, limit=500))
    assert (actions["accepted"], actions["code used"]) == (1, 1)
    assert check(own_house.database) == ()


@pytest.mark.of_a_file
def test_a_code_is_free_again_when_whoever_claimed_it_is_gone_or_refused(own_house: Services, clock: Clock) -> None:
    _, code = invited(own_house)

    class Killed(Passwords):
        def hash(self, password: str) -> str:
            raise KeyboardInterrupt

    path = own_house.database.path
    killed = services_for(open_database(path), Anonymous("killed"), clock, Killed(CHEAPEST.cost))
    other = services_for(open_database(path), Anonymous("other"), clock, Passwords(CHEAPEST.cost))
    with pytest.raises(KeyboardInterrupt):
        killed.codes.redeem(code, "eve", FIRST, FIRST)
    with pytest.raises(Refusal, match="at this moment"):
        other.codes.redeem(code, "eve", FIRST, FIRST)
    clock.now += use_code._CLAIM
    temporary(own_house, username="taken", email="taken@example.com")
    with pytest.raises(Invalid, match="is taken"):
        other.codes.redeem(code, "taken", FIRST, FIRST)
    assert other.codes.redeem(code, "eve", FIRST, FIRST).username == "eve"
    killed.database.close()
    other.database.close()


@pytest.mark.of_a_file
def test_a_code_is_nowhere(own_house: Services, outside: Services) -> None:
    _, code = invited(own_house)
    outside.codes.inspect(code)
    outside.codes.redeem(code, "eve", FIRST, FIRST)
    reset = own_house.database.path.parent
    with pytest.raises(Invalid) as refused:
        outside.codes.redeem(code, "eve", FIRST, FIRST)
    assert code not in str(refused.value)
    assert FIRST not in repr(refused.getrepr(showlocals=False))
    files = [file for file in reset.rglob("*") if file.is_file()]
    assert any(file.name.endswith("-wal") for file in files)
    bare = code.replace("-", "")
    for file in files:
        content = file.read_bytes()
        for secret in (code, bare, code.lower(), bare.lower(), FIRST):
            assert secret.encode() not in content, file
    assert code not in repr(own_house.history.events())


@pytest.mark.of_a_file
def test_two_programs_take_the_counting_from_the_file(own_house: Services, clock: Clock) -> None:
    member(own_house)
    for _ in range(5):
        other = at_file(own_house.database.path, clock)
        with pytest.raises(Refusal, match="do not open"):
            other.sign_in.with_password("eve", "wrong wrong wrong!!")
        other.database.close()
    other = services_for(open_database(own_house.database.path), door(own_house.database, clock).context.by, clock)
    with pytest.raises(Refusal, match="try again in 1 minute"):
        other.sign_in.with_password("eve", SECOND)
    other.database.close()


def test_a_report_of_a_fault_holds_no_secret(
    own_house: Services, outside: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, code = invited(own_house)
    session = member(own_house, username="ada", email="ada@example.com")

    def broken(*given: object) -> None:
        raise ValueError(f"{given} {code} {FIRST} {SECOND}")

    monkeypatch.setattr(sign_in, "set_password", broken)
    monkeypatch.setattr(PeopleStore, "mark_signed_in", broken)
    for attempt in (
        lambda: outside.codes.redeem(code, "eve", FIRST, FIRST),
        lambda: outside.sign_in.with_password("ada", SECOND),
        lambda: own_house.signed_in_as(SignedInUser(session)).my_account.change_password(SECOND, FIRST, FIRST),
    ):
        with pytest.raises(ValueError) as fault:  # noqa: PT011  # whatever it says
            attempt()
        report = crash.report(fault.value, outside.context.clock())
        assert "set_password" in report or "signed_in" in report
        for secret in (code, FIRST, SECOND):
            assert secret not in report
    assert outside.codes.inspect(code)  # what was half done is not done


def test_an_invitation_that_was_accepted_cannot_be_taken_back(own_house: Services, outside: Services) -> None:
    id = added(own_house, EMPLOYEES).id
    own_house.bulk.run(own_house.bulk.plan(Send(Purpose.INVITE), EMPLOYEES, [id]))
    outside.codes.redeem(code_of(own_house, EMPLOYEES, id), "eve", FIRST, FIRST)
    plan = own_house.undo.plan()
    assert plan.counts()[Verdict.CHANGES] == 0
    assert outside.sign_in.with_password("eve", FIRST)
    assert check(own_house.database) == ()
