"""Accounts and Fleet Pro records of people. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, false, insert, literal, null, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.access import identity
from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.db.many import in_json_ids
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.column_types import moment_text
from fleet_tui.storage.schema.other_tables import FleetPro

_ACCOUNT = tables.Account.__table__
_FLEET_PRO = FleetPro.__table__


def account_state(connection: Connection, kind: PersonKind, person: int) -> AccountState | None:
    """How far the person's account has come, or None without one."""
    found = connection.execute(
        select(_ACCOUNT.c.state).where(_ACCOUNT.c.kind == kind.value, _ACCOUNT.c.person == person)
    ).scalar()
    return AccountState(found) if found else None


def states(connection: Connection, kind: PersonKind, people: Collection[int]) -> dict[int, AccountState]:
    """How far the accounts of those people have come; who has none is left out."""
    statement = select(_ACCOUNT.c.person, _ACCOUNT.c.state).where(_ACCOUNT.c.kind == kind.value)
    found = connection.execute(statement.where(_ACCOUNT.c.person.in_(in_json_ids(people))))
    return {row.person: AccountState(row.state) for row in found}


def holder_of_username(connection: Connection, kind: PersonKind, username_key: str) -> int | None:
    """The id of the person who has that username."""
    return connection.execute(
        select(_ACCOUNT.c.person).where(_ACCOUNT.c.kind == kind.value, _ACCOUNT.c.username_key == username_key)
    ).scalar()


def authors(connection: Connection, keys: Collection[str]) -> dict[str, Author]:
    """The authors with those keys, by their present usernames."""
    people = {key: whose for key in keys if (whose := identity.person_of(key))}
    names: dict[tuple[PersonKind, int], str | None] = {}
    for kind in PersonKind:
        ids = [id for of, id in people.values() if of is kind]
        mine = (_ACCOUNT.c.kind == kind.value) & _ACCOUNT.c.person.in_(in_json_ids(ids))
        found = connection.execute(select(_ACCOUNT.c.person, _ACCOUNT.c.username).where(mine)) if ids else ()
        names |= {(kind, row.person): row.username for row in found}
    return {
        key: identity.person(*people[key], names.get(people[key])) if key in people else identity.of_program(key)
        for key in keys
    }


def create_account(
    connection: Connection,
    kind: PersonKind,
    person: int,
    state: AccountState,
    since: datetime,
    *,
    username: tuple[str, str] | None = None,
    password_hash: str | None = None,
    expires: datetime | None = None,
) -> None:
    """Give the person an account; `username` as typed and as compared. A password is temporary: until `expires`."""
    shown, key = username or (None, None)
    connection.execute(
        insert(_ACCOUNT).values(
            kind=kind.value,
            person=person,
            state=state.value,
            username=shown,
            username_key=key,
            password_hash=password_hash,
            temporary=password_hash is not None,
            since=since,
            generation=0,
            password_set=None if password_hash is None else since,
            expires=expires,
        )
    )


def enable_fleet_pro(connection: Connection, kind: PersonKind, person: int, enabled: bool, at: datetime) -> None:
    """Make the person's Fleet Pro record, take it up again or suspend it."""
    mine = (_FLEET_PRO.c.kind == kind.value) & (_FLEET_PRO.c.person == person)
    known = connection.execute(select(_FLEET_PRO.c.person).where(mine)).first()
    if known:
        connection.execute(update(_FLEET_PRO).where(mine).values(suspended=None if enabled else at))
    elif enabled:
        connection.execute(insert(_FLEET_PRO).values(kind=kind.value, person=person, created=at, suspended=None))


def enable_fleet_pro_of(
    connection: Connection, kind: PersonKind, people: Collection[int], enabled: bool, at: datetime
) -> None:
    """The same for many people at once."""
    mine = _FLEET_PRO.c.kind == kind.value
    known = update(_FLEET_PRO).where(mine, _FLEET_PRO.c.person.in_(in_json_ids(people)))
    connection.execute(known.values(suspended=None if enabled else at))
    if enabled:
        wanted = in_json_ids(people).subquery()
        without = ~exists().where(mine, _FLEET_PRO.c.person == wanted.c.value)
        rows = select(literal(kind.value), wanted.c.value, literal(moment_text(at)), null()).where(without)
        connection.execute(insert(_FLEET_PRO).from_select(["kind", "person", "created", "suspended"], rows))


def invite(connection: Connection, kind: PersonKind, people: Collection[int], at: datetime) -> None:
    """Say of people who have not accepted that they are invited, since now; some were before."""
    mine = _ACCOUNT.c.kind == kind.value
    invited = AccountState.INVITED.value
    connection.execute(update(_ACCOUNT).where(mine, _ACCOUNT.c.person.in_(in_json_ids(people))).values(since=at))
    wanted = in_json_ids(people).subquery()
    without = ~exists().where(mine, _ACCOUNT.c.person == wanted.c.value)
    rows = select(literal(kind.value), wanted.c.value, literal(invited), false(), literal(moment_text(at)), literal(0))
    columns = ["kind", "person", "state", "temporary", "since", "generation"]
    connection.execute(insert(_ACCOUNT).from_select(columns, rows.where(without), include_defaults=False))


def end_sessions(connection: Connection, kind: PersonKind, people: Collection[int]) -> None:
    """Make whoever of those people is signed in sign in again: they are deactivated, or their password changed."""
    theirs = (_ACCOUNT.c.kind == kind.value) & _ACCOUNT.c.person.in_(in_json_ids(people))
    connection.execute(update(_ACCOUNT).where(theirs).values(generation=_ACCOUNT.c.generation + 1))
