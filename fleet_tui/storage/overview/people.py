"""How many active people there are by type, account status and entry of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.lists import Entry
from fleet_tui.domain.text import sort_key
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.accounts.addresses import address_of
from fleet_tui.storage.db.dialect import not_looked_up
from fleet_tui.storage.mail.outbox import OUTBOX, QUEUED
from fleet_tui.storage.schema.derived_keys import PENDING_KEY, STATUS_KEYS
from fleet_tui.storage.schema.person_tables import PersonTables

NO_CODE, WAITS = "taken_back", "not_sent_yet"
"""The ages of invitations that no code opens, and of those whose message waits and brings one."""


def active(connection: Connection, layout: PersonTables) -> tuple[int, int]:
    """How many people are active, and how many are not."""
    main = layout.main
    inactive = int(connection.execute(select(func.count()).where(~main.c.active)).scalar_one())
    return int(connection.execute(select(func.count()).select_from(main)).scalar_one()) - inactive, inactive


def of_type(connection: Connection, layout: PersonTables, type: str) -> int:
    """How many active people have that type."""
    main = layout.main
    return int(connection.execute(select(func.count()).where(main.c.type == type, main.c.active)).scalar_one())


def by_entry(
    connection: Connection, layout: PersonTables, field: str, entries: tuple[Entry, ...]
) -> dict[int | None, int]:
    """Active people by the entry that they have in a field of one entry; under None those who have none.

    The index has the entries' sort keys. Entries that share one are told apart by their ids.
    """
    main = layout.main
    key, column = main.c[f"{field}_key"], main.c[field]
    statement = select(key, func.sum(case((main.c.active, 1), else_=0))).group_by(key)
    numbers = {text: int(number) for text, number in connection.execute(statement)}
    found: dict[int | None, int] = {None: numbers.get("", 0)}
    by_key: dict[str, list[int]] = {}
    for entry in entries:
        by_key.setdefault(sort_key(entry.name), []).append(entry.id)
    for text, ids in by_key.items():
        if len(ids) == 1:
            found[ids[0]] = numbers.get(text, 0)
        elif numbers.get(text):
            apart = select(column, func.count()).where(key == text, not_looked_up(main.c.active)).group_by(column)
            found |= {row[0]: row[1] for row in connection.execute(apart)}
    return found


def by_status(
    connection: Connection, layout: PersonTables, ages: Sequence[tuple[str, datetime]]
) -> tuple[dict[Status, int], dict[str, int]]:
    """Active people by stored status, apart from those who have signed in; and the invited ones by age.

    An age is the first of `ages`, the latest moments first, after whose moment the invitation ends; the last one has
    the rest of those with an end. Each number is a range of the index of status keys, whose order is that of the ages.
    """
    apart = (Status.SIGNED_IN, Status.PENDING)
    statuses: dict[Status, int] = {
        status: _between(connection, layout, key, _after(key))
        for status, key in STATUS_KEYS.items()
        if status not in apart
    }
    ends = [invitations.key_at(moment) for _, moment in ages[:-1]] + [invitations.WITHOUT_CODE]
    begins = [PENDING_KEY, *ends]
    aged = {
        name: _between(connection, layout, begin, end)
        for (name, _), begin, end in zip(ages, begins, ends, strict=False)
    }
    aged[NO_CODE] = _between(connection, layout, invitations.WITHOUT_CODE, _after(PENDING_KEY))
    if aged[NO_CODE]:
        aged[WAITS] = _waiting(connection, layout)
        aged[NO_CODE] -= aged[WAITS]
    return statuses, aged


def _after(key: str) -> str:
    """The first text behind all that begin with a status key of one character."""
    return chr(ord(key) + 1)


def _between(connection: Connection, layout: PersonTables, begin: str, end: str) -> int:
    main, key = layout.main, layout.main.c.status_key
    statement = select(func.count()).where(key >= begin, key < end, not_looked_up(main.c.active))
    return int(connection.execute(statement).scalar_one())


def _waiting(connection: Connection, layout: PersonTables) -> int:
    """How many active people without a code have a message that waits and brings one."""
    main = layout.main
    theirs = select(OUTBOX.c.person).where(
        OUTBOX.c.state == QUEUED,
        OUTBOX.c.kind == layout.type.kind.value,
        OUTBOX.c.purpose == Purpose.INVITE.value,
        OUTBOX.c.code.is_(None),
    )
    reachable = not_looked_up(main.c.active) & address_of(main).is_not(None)
    invited = not_looked_up(main.c.status_key) == invitations.WITHOUT_CODE
    return int(connection.execute(select(func.count()).where(main.c.id.in_(theirs), reachable, invited)).scalar_one())
