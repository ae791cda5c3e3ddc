"""Accounts that can sign in, and what a sign-in or a password changes. Callers hold the transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.access import identity
from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.accounts import addresses
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_ACCOUNT = tables.Account.__table__

FIRST_ASKED = (PersonKind.EMPLOYEE, PersonKind.TECHNICIAN)
"""One human may have an account of either kind: the employee's is taken first."""


@dataclass(frozen=True, slots=True)
class SignInAccount:
    """A person with an account, as far as signing in goes."""

    kind: PersonKind
    person: int
    name: str
    active: bool
    email: str | None
    mobile: str | None
    last_sign_in: datetime | None
    state: AccountState
    username: str | None
    password_hash: str | None = field(repr=False)
    temporary: bool
    expires: datetime | None
    password_set: datetime | None
    generation: int

    @property
    def author(self) -> Author:
        """The author of this person's changes in the history."""
        return identity.person(self.kind, self.person, self.username)


def with_username(connection: Connection, username_key: str) -> list[SignInAccount]:
    """The accounts with that username: at most one of each kind."""
    return [
        known for kind in FIRST_ASKED for known in _known(connection, kind, _ACCOUNT.c.username_key == username_key)
    ]


def reached_at(connection: Connection, *, email_key: str | None, mobile: str | None) -> list[SignInAccount]:
    """The accounts of people with that e-mail address (as compared) or mobile phone (E.164) in the profile."""
    return [
        known
        for kind in FIRST_ASKED
        for known in _known(
            connection, kind, addresses.reached_at(PERSON_TABLES[kind].main, email_key=email_key, mobile=mobile)
        )
    ]


def of(connection: Connection, kind: PersonKind, person: int) -> SignInAccount | None:
    """The account of that person."""
    return next(iter(_known(connection, kind, _ACCOUNT.c.person == person)), None)


def _known(connection: Connection, kind: PersonKind, which: ColumnElement[bool]) -> list[SignInAccount]:
    main, account = PERSON_TABLES[kind].main, _ACCOUNT
    mine = (account.c.kind == kind.value) & (account.c.person == main.c.id)
    statement = select(
        main.c.name,
        main.c.active,
        main.c.email,
        main.c.mobile,
        main.c.last_sign_in,
        *(account.c[name] for name in _OF_ACCOUNT),
    )
    found = connection.execute(statement.join_from(main, account, mine).where(which).order_by(main.c.id)).mappings()
    return [SignInAccount(**{**row, "kind": kind, "state": AccountState(row["state"])}) for row in found]


_OF_ACCOUNT = (
    "person",
    "state",
    "username",
    "password_hash",
    "temporary",
    "expires",
    "password_set",
    "generation",
)


def accept(connection: Connection, kind: PersonKind, person: int, username: tuple[str, str]) -> None:
    """Give an account that its owner created the username, as typed and as compared."""
    shown, key = username
    _change(connection, kind, person, state=AccountState.ACCEPTED.value, username=shown, username_key=key)


def set_password(connection: Connection, kind: PersonKind, person: int, password_hash: str, at: datetime) -> None:
    """Give the account a password chosen by its owner; sessions of the previous one end."""
    _change(
        connection,
        kind,
        person,
        password_hash=password_hash,
        temporary=False,
        expires=None,
        password_set=at,
        generation=_ACCOUNT.c.generation + 1,
    )


def rehashed(connection: Connection, known: SignInAccount, password_hash: str) -> None:
    """Store another hash of the same password, if the password is still the same."""
    mine = (_ACCOUNT.c.kind == known.kind.value) & (_ACCOUNT.c.person == known.person)
    same = _ACCOUNT.c.password_hash == known.password_hash
    connection.execute(update(_ACCOUNT).where(mine, same).values(password_hash=password_hash))


def _change(connection: Connection, kind: PersonKind, person: int, **values: Any) -> None:
    mine = (_ACCOUNT.c.kind == kind.value) & (_ACCOUNT.c.person == person)
    connection.execute(update(_ACCOUNT).where(mine).values(**values))
