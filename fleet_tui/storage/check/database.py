"""Check a database file: SQLite's own checks, the history's chain, and that replaying the history gives the tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.status import Status, status_to_store
from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.history.changes import ACCOUNT, encode
from fleet_tui.domain.people.field_permissions import default_for
from fleet_tui.domain.people.profile import Person
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Names
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import accounts, invitations
from fleet_tui.storage.check import accounts as check_accounts
from fleet_tui.storage.check import roles
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.history import log, operations
from fleet_tui.storage.people import loading, queries
from fleet_tui.storage.schema.derived_keys import keys_of
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables
from fleet_tui.storage.schema.tables import Photo

_AT_ONCE = 1_000
_PHOTO = Photo.__table__


def check(database: Database) -> tuple[str, ...]:
    """What is wrong with the file, in sentences; nothing if it is good."""
    try:
        with database.read() as connection:
            # A damaged file or history answers nothing else that can be believed.
            faults = [*database.faults(connection)] or [*_chain(connection)]
            if faults:
                return tuple(faults)
            faults += _company(connection)
            faults += roles.faults(connection)
            faults += _photos(connection)
            faults += _operations(connection)
            for layout in PERSON_TABLES.values():
                faults += _removed(connection, layout)
                faults += _people(connection, layout)
    except Refusal as refusal:
        return (str(refusal),)
    return tuple(faults)


def _chain(connection: Connection) -> Iterator[str]:
    broken = log.first_broken(connection)
    if broken is not None:
        yield f"Entry {broken} of the history is not as it was written."


def _company(connection: Connection) -> Iterator[str]:
    company = company_settings.company(connection)
    changes = log.newest(connection, company.version + 1, log.HistoryFilter(("company",)))
    told = {field.name: encode(field, field.default, {}) for field in COMPANY_FIELDS}
    for entry in reversed(changes):
        told |= {name: after for name, (_, after) in entry["changes"].items()}
    if len(changes) != company.version - 1:
        yield f"The company's settings are at version {company.version}, the history knows {len(changes) + 1}."
    elif told != {field.name: getattr(company, field.name) for field in COMPANY_FIELDS}:
        yield "The company's settings are not what the history says."


def _photos(connection: Connection) -> Iterator[str]:
    for digest in connection.execute(select(_PHOTO.c.digest).order_by(_PHOTO.c.digest)).scalars().all():
        content = queries.photo_content(connection, digest)  # one at a time: each may be 16 MB
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != digest:
            yield f"Photo {displayable(str(digest)[:12])}… is not the file that was stored."


def _operations(connection: Connection) -> Iterator[str]:
    """Undo takes back an operation's range of the history: it must be that author's and nothing else."""
    for id, what in operations.unlike_history(connection):
        yield f"Operation {id} ({displayable(what)}) is not what the history has in its place."


def _removed(connection: Connection, layout: PersonTables) -> Iterator[str]:
    person = log.HISTORY.c.person
    known = select(person).where(log.HISTORY.c.subject_kind == layout.type.kind.value, person.is_not(None)).distinct()
    for id in connection.execute(known.where(person.not_in(select(layout.main.c.id))).order_by(person)).scalars():
        yield f"{layout.type.singular} {id} is in the history and nowhere else."


def _people(connection: Connection, layout: PersonTables) -> Iterator[str]:
    fields = layout.type.recorded
    wanted = {field.name for field in fields} | {"status", "last_sign_in"}
    last = 0
    while ids := _ids_after(connection, layout, last):
        last = ids[-1]
        people = loading.load(connection, layout, ids, wanted)
        names = loading.names_of(connection, layout, (person.values for person in people))
        told, entries = _replay(connection, layout, ids)
        keys = _keys(connection, layout, ids)
        states = accounts.states(connection, layout.type.kind, ids)
        out_of_order = invitations.sorted_wrong(connection, layout, ids)
        wrong_accounts = dict(check_accounts.faults(connection, layout.type.kind, people))
        for person in people:
            who = f"{layout.type.singular} {person.id} ({displayable(str(person.values['name']))})"
            if entries.get(person.id, 0) != person.version:
                yield f"{who} is at version {person.version}, the history knows {entries.get(person.id, 0)}."
            wrong = _differences(fields, person, told.get(person.id, {}), names)
            if wrong:
                yield f"{who} is not what the history says: {', '.join(wrong)}."
            if person.id in out_of_order or _keys_differ(layout, keys[person.id], person, names):
                yield f"{who} is not sorted by what is shown."
            account = states.get(person.id)
            known = told.get(person.id, {})
            if ACCOUNT.name in known and known[ACCOUNT.name] != (account.value if account else None):
                yield f"{who} has an account that is not what the history says."
            if person.id in wrong_accounts:
                yield f"{who} {wrong_accounts[person.id]}."
            if person.values["status"] != status_to_store(layout.type.kind, person.values, account).value:
                yield f"{who} has a status that the account has not."


def _keys_differ(layout: PersonTables, keys: dict[str, Any], person: Person, names: Names) -> bool:
    """Whether the derived columns are wrong; the status key of pending people is for `invitations`."""
    wanted = keys_of(layout, person.values, names, person.values.keys() - {"active", "last_sign_in"})
    if person.values["status"] == Status.PENDING.value:
        wanted["status_key"] = keys["status_key"]
    return keys != wanted


def _ids_after(connection: Connection, layout: PersonTables, last: int) -> list[int]:
    id = layout.main.c.id
    return list(connection.execute(select(id).where(id > last).order_by(id).limit(_AT_ONCE)).scalars())


def _replay(
    connection: Connection, layout: PersonTables, ids: list[int]
) -> tuple[dict[int, dict[str, object]], dict[int, int]]:
    """Each field as the last change of it left it, and how many changes each person had."""
    history = log.HISTORY
    statement = select(history.c.person, history.c.changes).where(
        history.c.subject_kind == layout.type.kind.value, history.c.person.in_(ids)
    )
    told: dict[int, dict[str, object]] = {}
    entries: dict[int, int] = {}
    for person, changes in connection.execute(statement.order_by(history.c.id)):
        entries[person] = entries.get(person, 0) + 1
        state = told.setdefault(person, {})
        for name, (_, after) in json.loads(changes).items():
            state[name] = after
    return told, entries


def _differences(fields: tuple[Field, ...], person: Person, told: dict[str, object], names: Names) -> list[str]:
    return [
        field.label
        for field in fields
        if _bare(field, encode(field, person.values.get(field.name), names))
        != _bare(field, told.get(field.name, default_for(field)))
    ]


def _bare(field: Field, kept: object) -> object:
    """What `encode` kept, without the names that entries had at the time."""
    if field.kind is Kind.REFERENCES and isinstance(kept, list):
        return [id for id, _ in kept]
    if field.kind in (Kind.REFERENCE, Kind.PHOTO) and isinstance(kept, list):
        return kept[0]
    return kept


def _keys(connection: Connection, layout: PersonTables, ids: list[int]) -> dict[int, dict[str, Any]]:
    columns = [column for column in layout.main.c if column.name.endswith("_key")]
    statement = select(layout.main.c.id, *columns).where(layout.main.c.id.in_(ids))
    return {row["id"]: {c.name: row[c.name] for c in columns} for row in connection.execute(statement).mappings()}
