"""The history's rows: added in the transaction of the change, each chained to the one before by a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import ColumnElement, String, exists, func, insert, select, type_coerce, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.db.dialect import in_json_ids, not_looked_up
from fleet_tui.storage.db.inserting import insert_raw
from fleet_tui.storage.schema.column_types import moment_text
from fleet_tui.storage.schema.tables import Clock, History

HISTORY = History.__table__
_CLOCK = Clock.__table__
_START = "0" * 64


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change. `changes` holds [before, after] by field name, as `domain.history.changes.encode` has them."""

    at: datetime
    by: Author
    action: str
    subject_kind: str
    person: int | None
    subject: str
    changes: dict[str, list[object]]


def append(connection: Connection, entries: Iterable[HistoryRow]) -> tuple[int, int]:
    """Add the entries; the ids of the first and the last of them."""
    last, digest, seen = _end(connection)
    rows = [{"id": id, **row} for id, row in enumerate(_rows(entries, digest), start=last + 1)]
    if rows:
        connection.execute(insert(HISTORY), rows)
        _keep_latest(connection, seen, rows[-1]["at"])
    return last + 1, last + len(rows)


def first_since(connection: Connection, moment: datetime) -> int | None:
    """The id of the first entry at a moment or later: one step of the index of times.

    Asked for the least id, SQLite would go through every entry before it.
    """
    since = select(HISTORY.c.id).where(HISTORY.c.at >= moment).order_by(HISTORY.c.at, HISTORY.c.id).limit(1)
    found: int | None = connection.execute(since).scalar()
    return found


_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class PeopleEntries:
    """What entries about many people have in common."""

    at: datetime
    by: Author
    action: str
    kind: PersonKind


def append_people(
    connection: Connection, common: PeopleEntries, people: Iterable[tuple[int, str, str]]
) -> tuple[int, int]:
    """Add an entry for each of the people: id, name, and changes as `changes_text` has them.

    The ids of the first and the last entry. The transaction is the only writer, so rows are inserted below Core.
    """
    last, digest, seen = _end(connection)
    _keep_latest(connection, seen, common.at)
    rows = _people_rows(digest, common, people)
    number = 0
    while some := list(islice(rows, _AT_ONCE)):
        numbered = [(id, *row) for id, row in enumerate(some, start=last + number + 1)]
        insert_raw(connection, HISTORY, ("id", *_FACTS, "digest", "author"), numbered)
        number += len(some)
    return last + 1, last + number


def _people_rows(
    digest: str, common: PeopleEntries, people: Iterable[tuple[int, str, str]]
) -> Iterator[tuple[object, ...]]:
    """The rows as the table keeps them. The digests are those of `_digest`; what is the same is encoded once."""
    at, by, action, kind = moment_text(common.at), common.by, common.action, common.kind.value
    same, author = ", ".join(map(encode_basestring, (at, by.name, action, kind))), encode_basestring(by.key)
    known, encoded = "", encode_basestring("")
    for person, name, changes in people:
        if changes is not known:
            known, encoded = changes, encode_basestring(changes)
        facts = f'["{digest}", {same}, {person}, {encode_basestring(name)}, {encoded}, {author}]'
        digest = hashlib.sha256(facts.encode()).hexdigest()
        yield at, by.name, action, kind, person, name, changes, digest, by.key


def changes_text(changes: Mapping[str, list[object]]) -> str:
    """Changes as the table keeps them."""
    return json.dumps(changes, ensure_ascii=False, separators=(",", ":"))


def _end(connection: Connection) -> tuple[int, str, datetime | None]:
    """The id, the digest and the time of the last entry."""
    columns = (HISTORY.c.id, HISTORY.c.digest, HISTORY.c.at)
    newest = connection.execute(select(*columns).order_by(HISTORY.c.id.desc()).limit(1)).first()
    return (newest.id, newest.digest, newest.at) if newest else (0, _START, None)


def _keep_latest(connection: Connection, seen: datetime | None, at: datetime) -> None:
    """If the clock went back, keep the previous entry's time."""
    if seen is None or seen <= at:
        return
    known = connection.execute(select(_CLOCK.c.latest)).scalar()
    if known is None:
        connection.execute(insert(_CLOCK).values(id=1, latest=seen))
    elif known < seen:
        connection.execute(update(_CLOCK).values(latest=seen))


def _rows(entries: Iterable[HistoryRow], digest: str) -> Iterator[dict[str, Any]]:
    for entry in entries:
        row = {
            "at": entry.at,
            "who": entry.by.name,
            "action": entry.action,
            "subject_kind": entry.subject_kind,
            "person": entry.person,
            "subject": entry.subject,
            "changes": changes_text(entry.changes),
            "author": entry.by.key,
        }
        digest = _digest(digest, row | {"at": moment_text(entry.at)})
        yield row | {"digest": digest}


def _digest(before: str, row: Mapping[str, Any]) -> str:
    """The digest of an entry as the table has it, after the one before; early entries have no author."""
    facts = [before, *(row[name] for name in _FACTS), *([] if row["author"] is None else [row["author"]])]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


_FACTS = ("at", "who", "action", "subject_kind", "person", "subject", "changes")
_TEXTS = tuple(name for name in _FACTS if name != "person")
# Texts as they stand there: read as what they mean, two spellings of a moment would be the same.
_AS_IT_STANDS = select(
    HISTORY.c.id,
    HISTORY.c.person,
    type_coerce(HISTORY.c.author, String).label("author"),
    HISTORY.c.digest,
    *(type_coerce(HISTORY.c[name], String).label(name) for name in _TEXTS),
).order_by(HISTORY.c.id)


def revision(connection: Connection) -> int:
    """A number that grows with every change in the database, because every change writes history."""
    return int(connection.execute(select(func.coalesce(func.max(HISTORY.c.id), 0))).scalar_one())


_MOST_SINCE = 200


def subjects_since(connection: Connection, revision: int) -> set[tuple[str, int | None]] | None:
    """What the entries after a revision are about, kind and person; None when they are too many to look through.

    None too when the history is not the one that had this revision.
    """
    columns = (HISTORY.c.id, HISTORY.c.subject_kind, HISTORY.c.person)
    after = select(*columns).where(HISTORY.c.id >= revision).order_by(HISTORY.c.id).limit(_MOST_SINCE)
    rows = connection.execute(after).all()
    if len(rows) == _MOST_SINCE or (revision and (not rows or rows[0].id != revision)):
        return None
    return {(row.subject_kind, row.person) for row in rows if row.id > revision}


def has(connection: Connection, subject_kind: str, action: str) -> bool:
    """Whether there is an entry with that word about something of that kind."""
    same = (HISTORY.c.subject_kind == subject_kind) & (HISTORY.c.action == action)
    return bool(connection.execute(select(exists().where(same))).scalar_one())


def first_author(connection: Connection) -> str:
    """The name of the author of the first change; empty in a file without any."""
    return str(connection.execute(select(HISTORY.c.who).order_by(HISTORY.c.id).limit(1)).scalar() or "")


def since(
    connection: Connection, kind: PersonKind, versions: Mapping[int, int]
) -> Iterator[tuple[int, str, str, frozenset[str]]]:
    """Changes of those people after those versions, oldest first: the person, author, action and changed fields.

    Every entry of a person is one version.
    """
    if not versions:
        return
    version = func.row_number().over(partition_by=HISTORY.c.person, order_by=HISTORY.c.id)
    theirs = select(HISTORY.c.person, HISTORY.c.who, HISTORY.c.action, HISTORY.c.changes, version, HISTORY.c.id)
    theirs = theirs.where(HISTORY.c.subject_kind == kind.value, HISTORY.c.person.in_(in_json_ids(versions)))
    found = connection.execute(theirs.order_by(HISTORY.c.id), execution_options={"yield_per": _AT_ONCE})
    for person, who, action, changes, number, _ in found:
        if number > versions[person]:
            yield person, who, action, frozenset(json.loads(changes))


def first_broken(connection: Connection) -> int | None:
    """The id of the first entry that is not as it was written; None for a whole history."""
    try:
        return _first_broken(connection.execute(_AS_IT_STANDS).mappings())
    except DBAPIError:
        unreadable = _first_unreadable(connection)
        if unreadable is None:
            raise
        return unreadable


def _first_broken(rows: Iterable[Any]) -> int | None:
    digest = _START
    for expected, row in enumerate(rows, start=1):
        as_written = all(isinstance(row[name], str) for name in _TEXTS) and isinstance(row["person"], int | None)
        as_written = as_written and isinstance(row["author"], str | None)
        digest = _digest(digest, row) if as_written else ""
        if row["id"] != expected or row["digest"] != digest:
            return int(row["id"])
    return None


def _first_unreadable(connection: Connection) -> int | None:
    """The first entry with a text that is not UTF-8: the library refuses a whole answer with one in it."""
    for id in connection.execute(select(HISTORY.c.id).order_by(HISTORY.c.id)).scalars().all():
        try:
            connection.execute(_AS_IT_STANDS.where(HISTORY.c.id == id)).all()
        except DBAPIError:
            return int(id)
    return None


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which entries to read; `before` is an id for older ones.

    With `many`, most of the history is of those kinds: it is read from its end, and not by the index, which has the
    rows of a kind in the order of people.
    """

    subject_kinds: Collection[str] = ()
    subject: str | None = None
    person: int | None = None
    before: int | None = None
    many: bool = False

    def clauses(self) -> Iterator[ColumnElement[bool]]:
        """The conditions in SQL."""
        if self.subject_kinds:
            kind = HISTORY.c.subject_kind
            yield (not_looked_up(kind) if self.many else kind).in_(self.subject_kinds)
        if self.subject is not None:
            yield HISTORY.c.subject == self.subject
        if self.person is not None:
            yield HISTORY.c.person == self.person
        if self.before is not None:
            yield HISTORY.c.id < self.before


def newest(connection: Connection, limit: int, wanted: HistoryFilter | None = None) -> list[dict[str, Any]]:
    """The rows of the history, newest first, with `changes` decoded."""
    clauses = wanted.clauses() if wanted else ()
    statement = select(HISTORY).where(*clauses).order_by(HISTORY.c.id.desc()).limit(limit)
    return [dict(row) | {"changes": json.loads(row["changes"])} for row in connection.execute(statement).mappings()]
