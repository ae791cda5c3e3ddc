"""The codes that were sent to people. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, insert, select, tuple_, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts import codes
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.accounts.addresses import address_of
from fleet_tui.storage.db.dialect import in_json_ids
from fleet_tui.storage.db.inserting import insert_raw
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.column_types import moment_text
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

CODE = tables.Code.__table__
_COLUMNS = ("id", "hash", "nonce", "kind", "person", "purpose", "address", "created", "expires")
_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class CodeOptions:
    """How codes are created: for which purpose, from which key and randomness, and until when."""

    purpose: Purpose
    key: bytes = field(repr=False)
    random: Callable[[int], bytes]
    created: datetime
    expires: datetime


def create(
    connection: Connection, kind: PersonKind, addresses: Iterable[tuple[int, str]], options: CodeOptions
) -> list[int]:
    """Create a code for each of those people and the address it is sent to; the codes' ids in the same order.

    Older codes of the same purpose cannot be used as long as these are not revoked.
    """
    next_id = int(connection.execute(select(func.coalesce(func.max(CODE.c.id), 0))).scalar_one()) + 1
    created, expires = moment_text(options.created), moment_text(options.expires)
    rows = []
    for id, (person, address) in enumerate(addresses, start=next_id):
        nonce = options.random(_NONCE_BYTES).hex()
        hash_ = codes.hashed(codes.code_for(options.key, nonce))
        rows.append((id, hash_, nonce, kind.value, person, options.purpose.value, address, created, expires))
    if rows:
        insert_raw(connection, CODE, _COLUMNS, rows)
        invitations.sort_anew(connection, PERSON_TABLES[kind], [row[4] for row in rows])
    return [row[0] for row in rows]


def create_unknown(
    connection: Connection, kind: PersonKind, invited: Mapping[int, tuple[datetime, datetime, str]]
) -> None:
    """Codes of invitations that another program sent: created, expiring, and the address, by person.

    The hash belongs to no code, so they cannot be used.
    """
    rows = [
        {
            "hash": f"unknown {kind.value} {person}",
            "nonce": "",
            "kind": kind.value,
            "person": person,
            "purpose": Purpose.INVITE.value,
            "address": address,
            "created": created,
            "expires": expires,
        }
        for person, (created, expires, address) in invited.items()
    ]
    if rows:
        connection.execute(insert(CODE), rows)


def revoke(connection: Connection, kind: PersonKind, people: Collection[int], at: datetime) -> None:
    """Revoke all unused codes of those people, and sort the people again."""
    connection.execute(update(CODE).where(_unused(kind, people)).values(revoked=at))
    invitations.sort_anew(connection, PERSON_TABLES[kind], people)


def revoke_elsewhere(connection: Connection, kind: PersonKind, people: Collection[int], at: datetime) -> None:
    """Revoke the unused codes that went to another address than the present one, and sort the people again."""
    main = PERSON_TABLES[kind].main
    now = select(address_of(main)).where(main.c.id == CODE.c.person).scalar_subquery()
    elsewhere = CODE.c.address.is_distinct_from(now)
    connection.execute(update(CODE).where(_unused(kind, people), elsewhere).values(revoked=at))
    invitations.sort_anew(connection, PERSON_TABLES[kind], people)


def _unused(kind: PersonKind, people: Collection[int]) -> ColumnElement[bool]:
    of_people = (CODE.c.kind == kind.value) & CODE.c.person.in_(in_json_ids(people))
    return of_people & CODE.c.used.is_(None) & CODE.c.revoked.is_(None)


def revoke_those(connection: Connection, ids: Collection[int], at: datetime) -> None:
    """Revoke those codes: the messages with them were taken back."""
    open_ = CODE.c.used.is_(None) & CODE.c.revoked.is_(None)
    connection.execute(update(CODE).where(CODE.c.id.in_(in_json_ids(ids)), open_).values(revoked=at))
    _sort_owners(connection, ids)


def revoke_older(connection: Connection, id: int, at: datetime) -> None:
    """Revoke the older codes of the same person and purpose: from now on this code may arrive."""
    mine = CODE.alias()
    same = select(mine.c.kind, mine.c.person, mine.c.purpose).where(mine.c.id == id)
    older = CODE.c.used.is_(None) & CODE.c.revoked.is_(None) & (CODE.c.id < id)
    theirs = tuple_(CODE.c.kind, CODE.c.person, CODE.c.purpose).in_(same)
    connection.execute(update(CODE).where(theirs, older).values(revoked=at))


def _sort_owners(connection: Connection, ids: Collection[int]) -> None:
    owners: dict[PersonKind, set[int]] = {}
    for kind, person in connection.execute(select(CODE.c.kind, CODE.c.person).where(CODE.c.id.in_(in_json_ids(ids)))):
        owners.setdefault(PersonKind(kind), set()).add(person)
    for kind, people in owners.items():
        invitations.sort_anew(connection, PERSON_TABLES[kind], people)


def by_hash(connection: Connection, hash_: str) -> Mapping[str, object] | None:
    """The row of the code with that hash."""
    found = connection.execute(select(CODE).where(CODE.c.hash == hash_)).mappings().first()
    return dict(found) if found else None


def newest(connection: Connection, kind: PersonKind, person: int, purpose: Purpose) -> int | None:
    """The id of the person's newest code of the purpose that is not revoked: older codes cannot be used."""
    return connection.execute(
        select(func.max(CODE.c.id)).where(
            CODE.c.kind == kind.value,
            CODE.c.person == person,
            CODE.c.purpose == purpose.value,
            CODE.c.revoked.is_(None),
        )
    ).scalar()


def claim(connection: Connection, id: int, at: datetime, lasts: timedelta) -> bool:
    """Reserve the code for one use; false while another claim lasts. A clock that was set back ends a claim."""
    free = CODE.c.claimed.is_(None) | (CODE.c.claimed <= at - lasts) | (CODE.c.claimed > at)
    return connection.execute(update(CODE).where(CODE.c.id == id, free).values(claimed=at)).rowcount == 1


def release(connection: Connection, id: int) -> None:
    """End the claim: the code was not used."""
    connection.execute(update(CODE).where(CODE.c.id == id).values(claimed=None))


def use(connection: Connection, id: int, at: datetime) -> None:
    """Mark the code as used."""
    connection.execute(update(CODE).where(CODE.c.id == id).values(used=at))
