"""Whether an invitation still opens an account, as SQL, and the order of people by it. Callers hold the transaction.

The stored status of an invited person stays "pending": time ends an invitation, and nothing writes then.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.company import LONGEST
from fleet_tui.domain.people.profile import Person
from fleet_tui.storage.accounts.addresses import address_of
from fleet_tui.storage.db.dialect import descending_moment, in_json_ids
from fleet_tui.storage.history import clock
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.derived_keys import PENDING_KEY
from fleet_tui.storage.schema.person_tables import PersonTables

_CODE, _OUTBOX = tables.Code.__table__, tables.Outbox.__table__
_INVITE, _QUEUED = Purpose.INVITE.value, "queued"
WITHOUT_CODE = f"{PENDING_KEY}~"
"""The status key of a pending person whom no code lets in: behind those whose invitation ends."""


def opens(layout: PersonTables, now: datetime) -> ColumnElement[bool]:
    """Whether the person of the row could create an account by an invitation now.

    The same rule as `domain/code_validity.py`. A message that waits without a code gets one when it is sent.
    """
    main, code = layout.main, _CODE.alias()
    usable = _newest_code(layout, select(code.c.id), code).where(
        code.c.expires > clock.latest_of(now), code.c.created > now - LONGEST[Purpose.INVITE]
    )
    waits = select(_OUTBOX.c.id).where(
        _OUTBOX.c.kind == layout.type.kind.value,
        _OUTBOX.c.person == main.c.id,
        _OUTBOX.c.purpose == _INVITE,
        _OUTBOX.c.state == _QUEUED,
        _OUTBOX.c.code.is_(None),
    )
    return and_(main.c.active, or_(usable.exists(), and_(address_of(main).is_not(None), waits.exists())))


def ended(connection: Connection, layout: PersonTables, people: Collection[int], now: datetime) -> set[int]:
    """The people among those with an ended invitation."""
    id = layout.main.c.id
    pending = layout.main.c.status == Status.PENDING.value
    statement = select(id).where(id.in_(in_json_ids(people)), pending, ~opens(layout, now))
    return set(connection.execute(statement).scalars())


def as_shown(connection: Connection, layout: PersonTables, people: list[Person], now: datetime) -> list[Person]:
    """The people with the status that is true now."""
    pending = [person.id for person in people if person.values.get("status") == Status.PENDING.value]
    over = ended(connection, layout, pending, now) if pending else set()
    shown = {"status": Status.INVITATION_ENDED.value}
    return [replace(person, values={**person.values, **shown}) if person.id in over else person for person in people]


def revision(connection: Connection, now: datetime) -> tuple[int, str]:
    """Changes when an invitation opens or ends without history: the newest code, the last expiry that passed."""
    newest = select(func.coalesce(func.max(_CODE.c.id), 0)).scalar_subquery()
    passed = select(func.max(_CODE.c.expires)).where(_CODE.c.purpose == _INVITE, _CODE.c.expires <= now)
    number, expiry = connection.execute(select(newest, passed.scalar_subquery())).one()
    return int(number), str(expiry or "")


def sort_anew(connection: Connection, layout: PersonTables, people: Collection[int]) -> None:
    """Sort pending people by the end of the invitation; call it after every change of a code."""
    main = layout.main
    pending = main.c.id.in_(in_json_ids(people)) & (main.c.status == Status.PENDING.value)
    connection.execute(update(main).where(pending).values(status_key=_key(layout)))


def sorted_wrong(connection: Connection, layout: PersonTables, people: Collection[int]) -> set[int]:
    """The pending people out of that order."""
    main = layout.main
    pending = main.c.id.in_(in_json_ids(people)) & (main.c.status == Status.PENDING.value)
    return set(connection.execute(select(main.c.id).where(pending, main.c.status_key != _key(layout))).scalars())


def _key(layout: PersonTables) -> ColumnElement[Any]:
    code = _CODE.alias()
    ends = _newest_code(layout, select(descending_moment(code.c.expires)), code).scalar_subquery()
    return func.coalesce(PENDING_KEY + ends, WITHOUT_CODE)


def key_at(moment: datetime) -> str:
    """The status key of a pending person whose invitation ends then; those that end later are before it."""
    return f"{PENDING_KEY}{99_999_999_999 - int(moment.timestamp()):011d}"


def _newest_code(layout: PersonTables, statement: Select[Any], code: Any) -> Select[Any]:
    """The newest unrevoked code of the row's person, if it is unused and went to the present address."""
    main, other = layout.main, _CODE.alias()
    theirs = (other.c.kind == layout.type.kind.value) & (other.c.person == main.c.id) & (other.c.purpose == _INVITE)
    newest = select(func.max(other.c.id)).where(theirs, other.c.revoked.is_(None)).correlate(main).scalar_subquery()
    usable = code.c.used.is_(None) & (code.c.address == address_of(main))
    return statement.where(code.c.id == newest, usable).correlate(main)
