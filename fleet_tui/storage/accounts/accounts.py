"""Accounts of people. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import exists, false, insert, literal, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.access import identity
from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.accounts.usernames import username_key
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.db.dialect import in_json_ids
from fleet_tui.storage.db.inserting import unique_violations
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.column_types import moment_text

_ACCOUNT = tables.Account.__table__


def account_state(connection: Connection, kind: PersonKind, person: int) -> AccountState | None:
    """The state of the person's account; None without one."""
    found = connection.execute(
        select(_ACCOUNT.c.state).where(_ACCOUNT.c.kind == kind.value, _ACCOUNT.c.person == person)
    ).scalar()
    return AccountState(found) if found else None


def states(connection: Connection, kind: PersonKind, people: Collection[int]) -> dict[int, AccountState]:
    """The states of those people's accounts, by person; people without an account are left out."""
    statement = select(_ACCOUNT.c.person, _ACCOUNT.c.state).where(_ACCOUNT.c.kind == kind.value)
    found = connection.execute(statement.where(_ACCOUNT.c.person.in_(in_json_ids(people))))
    return {row.person: AccountState(row.state) for row in found}


def holder_of_username(connection: Connection, kind: PersonKind, username_key: str) -> int | None:
    """The id of the person with that username."""
    return connection.execute(
        select(_ACCOUNT.c.person).where(_ACCOUNT.c.kind == kind.value, _ACCOUNT.c.username_key == username_key)
    ).scalar()


def usernames(connection: Connection, kind: PersonKind, people: Collection[int]) -> dict[int, str]:
    """The usernames of those people, by person; people without one are left out."""
    mine = (_ACCOUNT.c.kind == kind.value) & _ACCOUNT.c.person.in_(in_json_ids(people))
    statement = select(_ACCOUNT.c.person, _ACCOUNT.c.username).where(mine, _ACCOUNT.c.username.is_not(None))
    return {row.person: row.username for row in connection.execute(statement)}


def authors(connection: Connection, keys: Collection[str]) -> dict[str, Author]:
    """The authors with those keys, by present usernames."""
    people = {key: whose for key in keys if (whose := identity.person_of(key))}
    names: dict[tuple[PersonKind, int], str | None] = {}
    for kind in PersonKind:
        ids = [id for of, id in people.values() if of is kind]
        found = usernames(connection, kind, ids) if ids else {}
        names |= {(kind, person): username for person, username in found.items()}
    return {
        key: identity.person(*people[key], names.get(people[key])) if key in people else identity.of_program(key)
        for key in keys
    }


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to create, since a moment. A password in it is temporary, until `expires`."""

    kind: PersonKind
    person: int
    state: AccountState
    since: datetime
    username: str | None = None
    password_hash: str | None = field(default=None, repr=False)
    expires: datetime | None = None

    def row(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "person": self.person,
            "state": self.state.value,
            "username": self.username,
            "username_key": username_key(self.username) if self.username else None,
            "password_hash": self.password_hash,
            "temporary": self.password_hash is not None,
            "since": self.since,
            "generation": 0,
            "password_set": None if self.password_hash is None else self.since,
            "expires": self.expires,
        }


def create_accounts(connection: Connection, accounts: Iterable[NewAccount]) -> None:
    """Create those accounts.

    Raises:
        UniqueViolation: another person has one of the usernames.
    """
    rows = [account.row() for account in accounts]
    if rows:
        with unique_violations(connection):
            connection.execute(insert(_ACCOUNT), rows)


def invite(connection: Connection, kind: PersonKind, people: Collection[int], at: datetime) -> None:
    """Mark people without an accepted account as invited at `at`; invited people are invited again."""
    mine = _ACCOUNT.c.kind == kind.value
    invited = AccountState.INVITED.value
    connection.execute(update(_ACCOUNT).where(mine, _ACCOUNT.c.person.in_(in_json_ids(people))).values(since=at))
    wanted = in_json_ids(people).subquery()
    without = ~exists().where(mine, _ACCOUNT.c.person == wanted.c.value)
    rows = select(literal(kind.value), wanted.c.value, literal(invited), false(), literal(moment_text(at)), literal(0))
    columns = ["kind", "person", "state", "temporary", "since", "generation"]
    connection.execute(insert(_ACCOUNT).from_select(columns, rows.where(without), include_defaults=False))


def end_sessions(connection: Connection, kind: PersonKind, people: Collection[int]) -> None:
    """End the sessions of those people, after a deactivation or a change of the password."""
    theirs = (_ACCOUNT.c.kind == kind.value) & _ACCOUNT.c.person.in_(in_json_ids(people))
    connection.execute(update(_ACCOUNT).where(theirs).values(generation=_ACCOUNT.c.generation + 1))
