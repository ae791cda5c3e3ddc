"""In whose name a service acts, and what that name is allowed: asked in the transaction of what is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.engine import Connection

from fleet_tui.domain.access import identity
from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.access.permissions import LABELS, takes
from fleet_tui.domain.access.session import NotAllowed, Session, SignedOut
from fleet_tui.domain.company import OPERATING_SYSTEM, PASSWORD
from fleet_tui.storage import permissions as standings
from fleet_tui.storage.history import clock

EVERYTHING = frozenset(LABELS)
_OTHER_MODE = {
    PASSWORD: "People sign in with username and password here from now on: you are signed out.",
    OPERATING_SYSTEM: "People sign in as users of the operating system here from now on: you are signed out.",
}


class Actor(Protocol):
    """Somebody who does things."""

    @property
    def name(self) -> str:
        """What they are called where they sign in."""
        ...

    @property
    def author(self) -> Author:
        """The author of their changes in the history."""
        ...

    def granted(self, connection: Connection, now: datetime) -> frozenset[str]:
        """The permissions that they have at this moment.

        Raises:
            SignedOut: nobody is signed in, or not any more.
        """
        ...


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The program itself, in a name: when it makes a demo or the first administrator. It may do everything."""

    name: str

    @property
    def author(self) -> Author:
        """The program."""
        return identity.program(self.name)

    def granted(self, connection: Connection, now: datetime) -> frozenset[str]:
        """All of them."""
        return EVERYTHING


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Who has not signed in, known by the operating system's name for them. They may do nothing."""

    name: str

    @property
    def author(self) -> Author:
        """The person at the keyboard, without a session."""
        return identity.outsider(self.name)

    def granted(self, connection: Connection, now: datetime) -> frozenset[str]:
        """None."""
        raise SignedOut("Nobody is signed in: sign in first.")


@dataclass(frozen=True, slots=True)
class SignedInUser:
    """Somebody who has signed in, as long as that holds."""

    session: Session

    @property
    def name(self) -> str:
        """The username."""
        return self.session.username

    @property
    def author(self) -> Author:
        """The person."""
        return identity.person(self.session.kind, self.session.person, self.session.username)

    def granted(self, connection: Connection, now: datetime) -> frozenset[str]:
        """What the role allows and the person's own answers say (product.md, "Accounts").

        Raises:
            NotAllowed: the password has to be changed first.
        """
        granted = self.standing(connection, now).granted
        if self.session.must_change:
            raise NotAllowed(self.session.must_change)
        return granted

    def standing(self, connection: Connection, now: datetime) -> standings.Standing:
        """How they stand, also while the password has to be changed.

        Raises:
            SignedOut: the session has ended.
        """
        session = self.session
        standing = standings.standing(connection, session.kind, session.person)
        if standing is None or not standing.active:
            raise SignedOut("Your profile is not active any more: you are signed out.")
        if standing.generation != session.generation:
            raise SignedOut("Your password was changed since you signed in: sign in again.")
        if standing.mode != session.mode:
            raise SignedOut(_OTHER_MODE[standing.mode])
        if standing.mode == PASSWORD:
            since = clock.latest(connection, now) - session.started - session.behind
            if max(since, now - session.started) >= timedelta(hours=standing.session_hours):
                raise SignedOut(f"You signed in {standing.session_hours} hours ago: sign in again.")
        return standing


def require(allowed: frozenset[str], permission: str) -> None:
    """Let pass who has the permission.

    Raises:
        NotAllowed: with what is missing, in the words of the catalogue.
    """
    if permission not in allowed:
        raise NotAllowed(f"You are not allowed to do this: {takes(permission)}.")
