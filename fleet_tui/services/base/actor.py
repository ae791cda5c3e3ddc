"""The actor of a service, with permissions that are read in the transaction of what is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.engine import Connection

from fleet_tui.domain.access import identity
from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.access.permissions import LABELS, requirement
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
    """The person or the program that acts."""

    @property
    def name(self) -> str:
        """The username; of the system or a visitor, the operating system's name."""
        ...

    @property
    def author(self) -> Author:
        """The author of the changes in the history."""
        ...

    def granted(self, connection: Connection, now: datetime) -> frozenset[str]:
        """The permissions at this moment.

        Raises:
            SignedOut: the actor is not signed in, or the session has ended.
        """
        ...


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The program itself, under a name, as when it makes a demo. It has all permissions."""

    name: str

    @property
    def author(self) -> Author:
        """The program as an author."""
        return identity.program(self.name)

    def granted(self, connection: Connection, now: datetime) -> frozenset[str]:
        """All permissions."""
        return EVERYTHING


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A visitor before sign-in, known by the operating system's name. It has no permissions."""

    name: str

    @property
    def author(self) -> Author:
        """The visitor as an author."""
        return identity.outsider(self.name)

    def granted(self, connection: Connection, now: datetime) -> frozenset[str]:
        """No permissions.

        Raises:
            SignedOut: always.
        """
        raise SignedOut("Nobody is signed in: sign in first.")


@dataclass(frozen=True, slots=True)
class SignedInUser:
    """A signed-in user; the generation of the session expires when the password changes."""

    session: Session

    @property
    def name(self) -> str:
        """The username of the session."""
        return self.session.username

    @property
    def author(self) -> Author:
        """The person as an author."""
        return identity.person(self.session.kind, self.session.person, self.session.username)

    def granted(self, connection: Connection, now: datetime) -> frozenset[str]:
        """What the role and the permission overrides allow (product.md, "Accounts").

        Raises:
            NotAllowed: the password has to be changed first.
        """
        granted = self.standing(connection, now).granted
        if self.session.must_change:
            raise NotAllowed(self.session.must_change)
        return granted

    def standing(self, connection: Connection, now: datetime) -> standings.Standing:
        """The account with its permissions, also while the password has to be changed.

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
    """Raise NotAllowed unless the actor has the permission.

    Raises:
        NotAllowed: with what is missing, in the words of the catalogue.
    """
    if permission not in allowed:
        raise NotAllowed(f"You are not allowed to do this: {requirement(permission)}.")
