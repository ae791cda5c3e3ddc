"""Check sign-ins and passwords against the history."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.history.changes import CODE_USED, SET_PASSWORD, SIGNED_IN, account_subject
from fleet_tui.domain.people.profile import Person
from fleet_tui.storage.db.dialect import in_json_ids
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.schema import tables

_ACCOUNT = tables.Account.__table__


def faults(connection: Connection, kind: PersonKind, people: Sequence[Person]) -> Iterator[tuple[int, str]]:
    """What is wrong with the accounts of those people, by id; the people come with `last_sign_in`.

    People loaded with a past have nothing in the history to compare with.
    """
    ids = [person.id for person in people]
    signed_in = _newest(connection, kind, ids, [SIGNED_IN])
    chosen = _newest(connection, kind, ids, [SET_PASSWORD, CODE_USED])
    mine = (
        (_ACCOUNT.c.kind == kind.value) & _ACCOUNT.c.person.in_(in_json_ids(ids)) & _ACCOUNT.c.password_set.is_not(None)
    )
    found = connection.execute(select(_ACCOUNT.c.person, _ACCOUNT.c.password_set).where(mine))
    kept = {row.person: row.password_set for row in found}
    for person in people:
        if person.values["last_sign_in"] != signed_in.get(person.id, person.values["last_sign_in"]):
            yield person.id, "has another last sign-in than the history says"
        if person.id in kept and kept[person.id] != chosen.get(person.id, kept[person.id]):
            yield person.id, "has a password of another time than the history says"


def _newest(
    connection: Connection, kind: PersonKind, ids: Collection[int], actions: Collection[str]
) -> dict[int, datetime]:
    """The time of the newest of those actions, by person."""
    newest = (
        select(func.max(HISTORY.c.id))
        .where(HISTORY.c.subject_kind == account_subject(kind), HISTORY.c.person.in_(in_json_ids(ids)))
        .where(HISTORY.c.action.in_(actions))
        .group_by(HISTORY.c.person)
    )
    found = connection.execute(select(HISTORY.c.person, HISTORY.c.at).where(HISTORY.c.id.in_(newest)))
    return {row.person: row.at for row in found}
