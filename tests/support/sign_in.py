"""At the door in tests: somebody who has not signed in, a clock that is set, accounts and codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts import codes as spelling
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.company import PASSWORD as BY_PASSWORD
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.base.actor import Actor, Anonymous, SignedInUser, SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.services.services import Services
from fleet_tui.storage.accounts.codes import CODE
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.opening import open_database
from tests.conftest import CHEAPEST
from tests.support.people import EMPLOYEES, NOON, added

FIRST, SECOND = "Correct horse battery staple", "Another mule accumulator clip"
USER = "login"
"""The operating system's name of whoever is at the door."""
OUTSIDER = f"{USER} (not signed in)"
"""What the history calls them."""


@dataclass
class Clock:
    """A clock that tells what it was set to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: int) -> None:
        """Let so much time pass."""
        self.now += timedelta(**time)


def services_for(
    database: Database,
    by: Actor,
    clock: Clock,
    passwords: Passwords = CHEAPEST,
    drafts: Path | None = None,
    pause: Callable[[float], None] | None = None,
) -> Services:
    """The services of somebody on that file, who never waits."""
    folder = drafts or database.path.parent / "drafts"
    return Services(Context(database, by, clock=clock, passwords=passwords, pause=pause or (lambda _: None)), folder)


def house(database: Database, clock: Clock, mode: str = BY_PASSWORD) -> Services:
    """The services in the program's own name, where people sign in with passwords."""
    services = services_for(database, SystemActor("tester"), clock)
    company = services.company.get()
    if company.sign_in != mode:
        services.company.save(company.version, {"sign_in": mode})
    return services


def door(database: Database, clock: Clock, user: str = USER) -> Services:
    """The services of somebody who has not signed in."""
    return services_for(database, Anonymous(user), clock)


def temporary(services: Services, kind: PersonKind = EMPLOYEES, username: str = "eve", **typed: object) -> int:
    """Somebody to whom an administrator has given `FIRST`; the id."""
    account = {"account_setup": "create", "username": username, "password": FIRST, "confirm": FIRST}
    return added(services, kind, **account, **typed).id


def member(services: Services, kind: PersonKind = EMPLOYEES, username: str = "eve", **typed: object) -> Session:
    """Somebody who has chosen `SECOND` themselves and is signed in."""
    temporary(services, kind, username, **typed)
    session = services.signed_in_as(Anonymous(USER)).sign_in.with_password(username, FIRST)
    return services.signed_in_as(SignedInUser(session)).my_account.change_password(FIRST, SECOND, SECOND)


def invited(services: Services, kind: PersonKind = EMPLOYEES, **typed: object) -> tuple[int, str]:
    """Somebody who was sent an invitation: the id and the code."""
    id = added(services, kind, account_setup="invite", **typed).id
    return id, code_of(services, kind, id)


def code_of(services: Services, kind: PersonKind, person: int, purpose: Purpose = Purpose.INVITE) -> str:
    """The newest code that was made for that person, as it stands in the message."""
    mine = (CODE.c.kind == kind.value) & (CODE.c.person == person) & (CODE.c.purpose == purpose.value)
    with services.database.read() as connection:
        nonce = connection.execute(select(CODE.c.nonce).where(mine).order_by(CODE.c.id.desc())).scalars().first()
    assert nonce, "no code was made"
    return spelling.code_for(services.context.key, nonce)


def told(services: Services, **of: object) -> list[tuple[str, str, str]]:
    """Who did what to whom, newest first."""
    return [(event.who, event.action, event.subject) for event in services.history.events(**of)]  # type: ignore[arg-type]


class Watched(Passwords):
    """Hashes that are counted."""

    def __init__(self) -> None:
        super().__init__(CHEAPEST.cost)
        object.__setattr__(self, "verified", [])

    def verify(self, kept: str | None, password: str) -> bool:
        self.verified.append(kept is not None)  # type: ignore[attr-defined]
        return super().verify(kept, password)


def at_file(path: Path, clock: Clock, user: str = USER) -> Services:
    """Somebody at the door in a program of their own."""
    return door(open_database(path), clock, user)
