"""The rows of the history: an entry each, or a bulk action with all of its entries. Callers hold the transaction.

Entries are numbered without gaps, and those of an operation are neighbours: a page is read from a place in that order,
in either direction, and skips the other entries of an operation once it has met one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, literal_column, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.storage.history.filter_sql import clauses, moments
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.history.operations import OPERATION
from fleet_tui.storage.history.search import Clause

AT_ONCE = 250_000
"""Entries that one call looks through at most: few enough that rows show soon, however rare they are."""

_MANY: Clause = literal_column("people > 1")


class Entries(NamedTuple):
    """What to read: the entries `first` to `last`, those that the clauses let pass; `apart`, each is a row."""

    first: int
    last: int
    clauses: list[Clause]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A row: the newest of its entries that was met, and the bulk action that it belongs to."""

    entry: dict[str, Any]
    operation: dict[str, Any] | None

    @property
    def first(self) -> int:
        """The oldest entry of the row."""
        return int((self.operation or {"first": self.entry["id"]})["first"])

    @property
    def last(self) -> int:
        """The newest entry of the row."""
        return int((self.operation or {"last": self.entry["id"]})["last"])


class Page(NamedTuple):
    """Rows in the direction of reading, and the entry from which to go on; None at the end."""

    rows: list[Found]
    more: int | None


def matching(connection: Connection, filter: Filter) -> Entries:
    """The entries that match a filter, each bulk action one row."""
    first, last = moments(filter)
    at, id = HISTORY.c.at, HISTORY.c.id
    between = [at >= first] if first is not None else []
    between += [at <= last] if last is not None else []
    # In the order of time each end is one step of its index; asked for the least id, SQLite would go through all
    # entries before it.
    ends = (select(id).where(*between).order_by(*way).limit(1) for way in ((at, id), (at.desc(), id.desc())))
    low, high = (connection.execute(end).scalar() for end in ends)
    return Entries(low or 1, high or 0, clauses(connection, filter))


def older(connection: Connection, wanted: Entries, before: int | None, limit: int) -> Page:
    """The newest rows older than the row that the entry `before` is in; without it, the newest of all."""
    at = wanted.last + 1 if before is None else min(wanted.last + 1, _edge(connection, wanted, before, older=True))
    rows: list[Found] = []
    least = max(wanted.first, at - AT_ONCE)
    while at > least and len(rows) < limit:
        entries = _entries(connection, wanted, (least, at - 1), limit - len(rows), newest=True)
        at = least if len(entries) < limit - len(rows) else entries[-1]["id"]
        for found in _rows(connection, wanted, entries):
            rows.append(found)
            at = min(at, found.first)
    return Page(rows, at if at > wanted.first else None)


def newer(connection: Connection, wanted: Entries, after: int, limit: int) -> Page:
    """The oldest rows newer than the row that the entry `after` is in, the oldest first; of all, after 0."""
    at = max(wanted.first - 1, _edge(connection, wanted, after, older=False))
    rows: list[Found] = []
    most = min(wanted.last, at + AT_ONCE)
    while at < most and len(rows) < limit:
        entries = _entries(connection, wanted, (at + 1, most), limit - len(rows), newest=False)
        at = most if len(entries) < limit - len(rows) else entries[-1]["id"]
        for found in _rows(connection, wanted, entries):
            rows.append(found)
            at = max(at, found.last)
    return Page(rows, at if at < wanted.last else None)


def count(connection: Connection, wanted: Entries) -> int:
    """How many rows there are."""
    if wanted.clauses:
        ids = connection.execute(
            select(HISTORY.c.id).where(_between(wanted.first, wanted.last), *wanted.clauses).order_by(HISTORY.c.id)
        ).scalars()
        return _collapsed(ids, iter(_many(connection, wanted.first, wanted.last)))
    inside = select(func.coalesce(func.sum(OPERATION.c.people - 1), 0)).where(
        _MANY, OPERATION.c.last.between(wanted.first, wanted.last)
    )
    return max(0, wanted.last - wanted.first + 1 - int(connection.execute(inside).scalar_one()))


def count_entries(connection: Connection, wanted: Entries) -> int:
    """How many entries there are."""
    statement = select(func.count()).select_from(HISTORY).where(_between(wanted.first, wanted.last), *wanted.clauses)
    return int(connection.execute(statement).scalar_one())


def _collapsed(ids: Any, operations: Iterator[dict[str, Any]]) -> int:
    """How many rows those entries are, in their order."""
    number, end, operation = 0, 0, next(operations, None)
    for id in ids:
        if id <= end:
            continue
        while operation is not None and operation["last"] < id:
            operation = next(operations, None)
        number, end = number + 1, operation["last"] if operation is not None and operation["first"] <= id else id
    return number


def _edge(connection: Connection, wanted: Entries, entry: int, *, older: bool) -> int:
    """The entry, or the end of its bulk action on the side of reading."""
    if not wanted.apart:
        for operation in _many(connection, entry, entry):
            return int(operation["first" if older else "last"])
    return entry


def _between(first: int, last: int) -> Clause:
    return HISTORY.c.id.between(first, last)


def _entries(
    connection: Connection, wanted: Entries, ends: tuple[int, int], limit: int, *, newest: bool
) -> list[dict[str, Any]]:
    order = HISTORY.c.id.desc() if newest else HISTORY.c.id
    statement = select(HISTORY).where(_between(*ends), *wanted.clauses).order_by(order).limit(limit)
    return [dict(row) | {"changes": json.loads(row["changes"])} for row in connection.execute(statement).mappings()]


def _rows(connection: Connection, wanted: Entries, entries: list[dict[str, Any]]) -> Iterator[Found]:
    """The rows that the entries belong to, in their order."""
    ids = [entry["id"] for entry in entries]
    operations = _many(connection, min(ids), max(ids)) if ids and not wanted.apart else []
    of = {id: one for one in operations for id in ids if one["first"] <= id <= one["last"]}
    seen: set[int] = set()
    for entry in entries:
        operation = of.get(entry["id"])
        if operation is None:
            yield Found(entry, None)
        elif operation["id"] not in seen:
            seen.add(operation["id"])
            yield Found(entry, operation)


def _many(connection: Connection, first: int, last: int) -> list[dict[str, Any]]:
    """The bulk actions with entries among `first` to `last`, in their order."""
    end = OPERATION.c.last
    beyond = select(func.min(end)).where(_MANY, end >= last).scalar_subquery()
    statement = select(OPERATION).where(
        _MANY, end >= first, end <= func.coalesce(beyond, last), OPERATION.c.first <= last
    )
    return [dict(row) for row in connection.execute(statement.order_by(end)).mappings()]
