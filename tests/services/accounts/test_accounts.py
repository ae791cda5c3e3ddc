"""Accounts made while adding: usernames, passwords that nothing keeps, invitations that wait, and Fleet Pro records."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, is_dataclass
from datetime import timedelta
from types import FrameType
from typing import Any

import argon2
import pytest
from sqlalchemy import event, select

from fleet_tui.domain.accounts import passwords
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.errors import Invalid
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.other_tables import FleetPro
from tests.conftest import CHEAPEST
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, load, new_person, raw

PASSWORD = "Correct horse battery staple"
CREATE: dict[str, object] = {"account_setup": "create", "password": PASSWORD, "confirm": PASSWORD}
KINDS = [TECHNICIANS, EMPLOYEES]


def rows(services: Services, model: type) -> list[dict[str, object]]:
    with services.database.read() as connection:
        return [dict(row) for row in connection.execute(select(model.__table__)).mappings()]


@pytest.mark.parametrize("kind", KINDS)
def test_a_password_makes_a_temporary_account_that_an_administrator_assigned(
    services: Services, kind: PersonKind
) -> None:
    saved = services.people.add(kind, raw(services, kind, email="eve@example.com", username="Eve.S", **CREATE))
    (account,) = rows(services, tables.Account)
    assert (account["username"], account["username_key"], account["state"]) == ("Eve.S", "eve.s", "assigned")
    assert account["temporary"] is True
    assert str(account["password_hash"]).startswith("$argon2id$")
    assert saved.profile.values["status"] == "admin_assigned"
    told = "The password lasts 3 days and must be changed at the first sign-in."
    assert {"The username is Eve.S.", told} <= {*saved.notes}
    assert rows(services, tables.Outbox) == []


def test_the_real_hash_is_argon2id_and_knows_its_password(services: Services) -> None:
    real = Services(Context(services.database, SystemActor("tester")), services.drafts_folder)
    added(real, EMPLOYEES, **CREATE)
    (account,) = rows(services, tables.Account)
    assert argon2.PasswordHasher().verify(str(account["password_hash"]), PASSWORD)
    assert not argon2.PasswordHasher().check_needs_rehash(str(account["password_hash"]))


@pytest.mark.parametrize(
    ("kind", "contact", "username"),
    [(TECHNICIANS, {"email": "Ann@Example.com", "mobile": "201 555 0123"}, "Ann@example.com"),
     (TECHNICIANS, {"email": None, "mobile": "201 555 0123"}, "+12015550123"),
     (EMPLOYEES, {"email": "Eve@Example.com", "mobile": "201 555 0123"}, "Eve@example.com")],
)  # fmt: skip
def test_a_username_left_empty_is_the_address_else_the_phone(
    services: Services, kind: PersonKind, contact: dict[str, object], username: str
) -> None:
    added(services, kind, **contact, **CREATE)
    assert rows(services, tables.Account)[0]["username"] == username


def test_a_username_is_taken_once_within_the_kind_without_case(services: Services) -> None:
    added(services, TECHNICIANS, username="Ann", **CREATE)
    with pytest.raises(Invalid) as invalid:
        added(services, TECHNICIANS, username="ＡＮＮ", mobile="201 555 0124", **CREATE)
    assert set(invalid.value.problems) == {"username"}
    assert str(invalid.value) == "The username ＡＮＮ is taken by Ann Porter: choose another."
    added(services, EMPLOYEES, username="ann", **CREATE)
    assert len(rows(services, tables.Account)) == 2


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [({"username": "x" * 101}, "username", "at most 100"), ({"username": "a\x07"}, "username", "(U+0007)"),
     ({"username": "adm\u200cin"}, "username", "an invisible character (zero width non-joiner)"),
     ({"username": "admin\u3164"}, "username", "an invisible character (hangul filler)"),
     ({"username": "admin\ufe0f"}, "username", "an invisible character (variation selector-16)"),
     ({"email": f"{'long.' * 10}ann@{'long.' * 12}example.com"}, "username", "choose one of at most 100"),
     ({"password": "Seven Hills Towing", "confirm": "Seven Hills Towing"}, "password", "the company's name"),
     ({"username": "dispatcher.one", "password": "Dispatcher One!", "confirm": "Dispatcher One!"}, "password", "your")],
)  # fmt: skip
def test_what_cannot_be_signed_in_with_is_told_at_its_field(
    services: Services, typed: dict[str, object], field: str, words: str
) -> None:
    services.company.save(1, {"name": "Seven Hills Towing"})
    with pytest.raises(Invalid, match=re.escape(words)) as invalid:
        added(services, EMPLOYEES, **(CREATE | typed))
    assert set(invalid.value.problems) == {field}
    assert rows(services, tables.Account) == []


def test_nobody_waits_while_a_password_is_judged(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    writing, decision, evaluator = [False], list[bool](), passwords.guessed_by

    def guessed_by(*given: Any) -> Any:
        decision.append(writing[0])
        return evaluator(*given)

    monkeypatch.setattr(passwords, "guessed_by", guessed_by)
    for what in ("begin", "commit", "rollback"):
        event.listen(services.database._writer, what, lambda *_, now=what == "begin": writing.__setitem__(0, now))
    added(services, EMPLOYEES, **CREATE)
    assert decision
    assert not any(decision)


def test_a_temporary_password_lasts_its_days_also_where_the_clock_was_set_back(services: Services) -> None:
    services.company.save(1, {"temporary_days": "7"})
    early = Services(
        Context(services.database, SystemActor("tester"), clock=lambda: NOON - timedelta(days=400), passwords=CHEAPEST),
        services.drafts_folder,
    )
    added(early, EMPLOYEES, **CREATE)
    assert rows(services, tables.Account)[0]["expires"] == NOON + timedelta(days=7)


def test_no_account_is_made_later_or_for_somebody_who_is_refused(services: Services) -> None:
    added(services, EMPLOYEES, username="x", password="y", confirm="z")
    with pytest.raises(Invalid):
        added(services, EMPLOYEES, name="", email="b@x.org", **CREATE)
    assert rows(services, tables.Account) == rows(services, tables.Outbox) == []


@pytest.mark.parametrize(
    ("contact", "channel", "address"),
    [({"email": "ann@x.org", "mobile": "201 555 0123"}, "email", "ann@x.org"),
     ({"email": None, "mobile": "201 555 0123"}, "sms", "+12015550123")],
)  # fmt: skip
def test_an_invitation_waits_for_the_address_else_the_phone(
    services: Services, contact: dict[str, object], channel: str, address: str
) -> None:
    saved = services.people.add(TECHNICIANS, raw(services, TECHNICIANS, account_setup="invite", **contact))
    (message,) = rows(services, tables.Outbox)
    assert (message["channel"], message["address"], message["state"]) == (channel, address, "queued")
    assert (message["purpose"], message["person"], message["kind"]) == ("invitation", saved.profile.id, "technicians")
    assert saved.profile.values["status"] == "pending"
    assert f"The invitation to {address} waits in the outbox." in saved.notes
    assert rows(services, tables.Account)[0]["password_hash"] is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.of_a_file
def test_a_password_is_nowhere(services: Services, kind: PersonKind) -> None:
    typed = raw(services, kind, username="user.name", **CREATE)
    services.drafts.keep("key", typed, None)
    with pytest.raises(Invalid):
        services.people.add(kind, typed | {"name": ""})
    profile = services.people.add(kind, typed).profile
    services.people.save(kind, profile.id, 1, {"name": "Other", "password": PASSWORD, "confirm": PASSWORD})
    folder = services.database.path.parent
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert any(file.name.endswith("-wal") for file in files)
    assert any(b"user.name" in file.read_bytes() for file in files)  # the search finds what is there
    for file in files:
        for encoded in (PASSWORD.encode(), PASSWORD.encode("utf-16-le"), PASSWORD.lower().encode()):
            assert encoded not in file.read_bytes(), file
    assert PASSWORD not in repr(services.history.events())


def test_a_refusal_does_not_repeat_the_password(services: Services) -> None:
    with pytest.raises(Invalid) as invalid:
        added(services, EMPLOYEES, account_setup="create", password="a secret", confirm="a secret")
    assert "a secret" not in str(invalid.value)


def test_statuses_come_in_their_order_and_follow_the_contact(services: Services) -> None:
    load(
        services.database,
        [
            new_person(TECHNICIANS, {"name": "none"}),
            new_person(TECHNICIANS, {"name": "signed in"}, account=AccountState.INVITED, last_sign_in=NOON),
        ],
    )
    assert services.people.profile(TECHNICIANS, 1).values["status"] == "no_user_account"
    assert services.people.profile(TECHNICIANS, 2).values["status"] == "signed_in"
    right = raw(services, TECHNICIANS)
    saved = services.people.save(TECHNICIANS, 1, 1, right)
    assert saved.profile.values["status"] == "never_logged_in"
    saved = services.people.save(TECHNICIANS, 2, 1, right | {"mobile": None, "email": "s@x.org"})
    assert saved.profile.values["status"] == "signed_in"
    assert check(services.database) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_fleet_pro_record_is_made_kept_suspended_and_taken_up_again(services: Services, kind: PersonKind) -> None:
    moment = NOON
    object.__setattr__(services.people._context, "clock", lambda: moment)
    profile = added(services, kind)
    assert rows(services, FleetPro) == []
    moment += timedelta(days=1)
    services.people.save(kind, profile.id, 1, {"fleet_pro": True})
    (made,) = rows(services, FleetPro)
    assert made["suspended"] is None
    moment += timedelta(days=1)
    services.people.save(kind, profile.id, 2, {"fleet_pro": False})
    (kept,) = rows(services, FleetPro)
    assert kept["created"] == made["created"]
    assert kept["suspended"] == moment
    moment += timedelta(days=1)
    services.people.save(kind, profile.id, 3, {"fleet_pro": True})
    assert rows(services, FleetPro) == [made]


def test_fleet_pro_enabled_while_adding_makes_the_record_at_once(services: Services) -> None:
    profile = added(services, EMPLOYEES, fleet_pro=True)
    assert [(row["kind"], row["person"]) for row in rows(services, FleetPro)] == [("employees", profile.id)]


def test_no_object_of_the_program_shows_a_password_or_its_hash(services: Services) -> None:
    typed = raw(services, EMPLOYEES, email="eve@example.com", **CREATE)
    shown: set[str] = set()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "return":
            for value in (*frame.f_locals.values(),):
                if is_dataclass(value) and type(value).__module__.startswith("fleet_tui") and _is_made(value):
                    words = repr(value)
                    if PASSWORD in words or "$argon2" in words:
                        shown.add(type(value).__name__)

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        services.people.add(EMPLOYEES, typed)
    finally:
        sys.setprofile(before)
    assert shown == set()


def _is_made(value: Any) -> bool:
    """Whether all fields of a dataclass have a value: in its `__init__` some have none."""
    return all(hasattr(value, each.name) for each in fields(value))
