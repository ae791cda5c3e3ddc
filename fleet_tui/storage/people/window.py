"""A window on an ordered query: the rows beside an anchor, by one indexed query, however many people there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import Anchor, ListQuery, Side
from fleet_tui.domain.ids import is_id
from fleet_tui.storage.db.many import in_json_ids
from fleet_tui.storage.people.filter_sql import Clause, clauses
from fleet_tui.storage.people.sort_order import Order, Place, order_of
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

_SKIPPED = 5_000
"""Up to so many people are skipped to come to a window; sorting them costs less than reading the table once more."""


@dataclass(frozen=True, slots=True)
class WindowIds:
    """The people of a window in order, the places of the first of them and of the anchor, and how many match."""

    ids: list[int]
    start: int
    place: int
    matching: int


def count(
    connection: Connection, layout: PersonTables, filter: Filter, now: datetime, ids: Collection[int] | None = None
) -> int:
    """How many people match; with `ids`, how many of those people."""
    where = clauses(layout, filter, now)
    return _count(connection, layout, where if ids is None else [layout.main.c.id.in_(in_json_ids(ids)), *where])


def in_order(connection: Connection, query: ListQuery, now: datetime, *, total: int) -> list[int]:
    """The ids of all who match, in the query's order; `total` is how many people there are."""
    return _all(connection, query, order_of(query), _where(query, now), total)


def between(connection: Connection, query: ListQuery, one: int, other: int, now: datetime, *, total: int) -> list[int]:
    """The ids of those who match from one person to the other, whichever comes first, both included if they match.

    Nobody is between two of whom one does not exist.
    """
    order = order_of(query)
    ends = [_place_of(connection, order, Anchor(Side.FROM, id)) for id in (one, other)]
    known = [place for place in ends if place is not None]
    if len(known) < len(ends):
        return []
    # Texts are compared as SQLite does: code point by code point, which is the order of their UTF-8.
    first, last = sorted(known, reverse=order.descending)
    part = [order.after(first, too=True), order.before(last, too=True)]
    return _all(connection, query, order, [*_where(query, now), *part], total)


def window(
    connection: Connection,
    query: ListQuery,
    anchor: Anchor,
    limit: int,
    now: datetime,
    *,
    above: int = 0,
    matching: int | None = None,
    total: int,
) -> WindowIds:
    """The rows beside the anchor, and with Side.FROM up to `above` more before it.

    `matching` is how many match, where it is known; where it is not, it is counted with the place of the anchor.
    """
    order, where = order_of(query), _where(query, now)
    at_an_end = anchor.side in (Side.FIRST, Side.LAST)
    place = None if at_an_end else _place_of(connection, order, anchor)
    if place is None:
        if matching is None:
            matching = _count(connection, order.layout, where)
        order = _walkable(order, query, matching, total)
        last = anchor.side is Side.LAST
        ids = _ids(connection, order, where, limit, backwards=last)
        start = matching - len(ids) if last else 0
        return WindowIds(ids, start, start, matching)
    inclusive = anchor.side is Side.AFTER
    if matching is None:
        matching, before = _count_around(connection, order, where, place, inclusive=inclusive)
        order = _walkable(order, query, matching, total)
    else:
        order = _walkable(order, query, matching, total)
        before = _count_before(connection, order, where, place, inclusive=inclusive)
    up, down = (limit, 0) if anchor.side is Side.BEFORE else (above, limit)
    start, end = max(0, before - up), min(matching, before + down)
    if order.read_whole and min(start, matching - end) <= _SKIPPED:
        ids = _ids_at(connection, order, where, start, end, matching)
    else:
        nearer = _ids(connection, order, [*where, order.before(place)], before - start, backwards=True)
        ids = nearer + _ids(connection, order, [*where, order.after(place, too=not inclusive)], end - before)
    return WindowIds(ids, start, before, matching)


def _where(query: ListQuery, now: datetime) -> list[Clause]:
    layout = PERSON_TABLES[query.kind]
    return clauses(layout, query.filter, now) if query.only is None else [layout.main.c.id.in_(in_json_ids(query.only))]


def _count(connection: Connection, layout: PersonTables, where: list[Clause]) -> int:
    statement = select(func.count()).select_from(layout.main).where(*where)
    return int(connection.execute(statement).scalar_one())


def _all(connection: Connection, query: ListQuery, order: Order, where: list[Clause], total: int) -> list[int]:
    order = _walkable(order, query, _count(connection, order.layout, where), total)
    statement = select(order.layout.main.c.id).where(*where).order_by(*order.columns(backwards=False))
    return list(connection.execute(statement).scalars())


def _ids(
    connection: Connection, order: Order, where: list[Clause], limit: int, *, backwards: bool = False
) -> list[int]:
    if not limit:
        return []
    statement = select(order.layout.main.c.id).where(*where).order_by(*order.columns(backwards=backwards))
    ids = list(connection.execute(statement.limit(limit)).scalars())
    return ids[::-1] if backwards else ids


def _ids_at(
    connection: Connection, order: Order, where: list[Clause], start: int, end: int, matching: int
) -> list[int]:
    """The ids at those places by one reading of the table, counted from the nearer end of the order."""
    if start == end:
        return []
    backwards = matching - end < start
    statement = select(order.layout.main.c.id).where(*where).order_by(*order.columns(backwards=backwards))
    skipped = matching - end if backwards else start
    ids = list(connection.execute(statement.limit(end - start).offset(skipped)).scalars())
    return ids[::-1] if backwards else ids


def _count_before(connection: Connection, order: Order, where: list[Clause], place: Place, *, inclusive: bool) -> int:
    statement = select(func.count()).select_from(order.layout.main)
    return int(connection.execute(statement.where(*where, order.before(place, too=inclusive))).scalar_one())


def _count_around(
    connection: Connection, order: Order, where: list[Clause], place: Place, *, inclusive: bool
) -> tuple[int, int]:
    """How many match and how many of them come before the place, in one reading."""
    before = func.coalesce(func.sum(case((order.before(place, too=inclusive), 1), else_=0)), 0)
    statement = select(func.count(), before).select_from(order.layout.main).where(*where)
    matching, number = connection.execute(statement).one()
    return int(matching), int(number)


def _place_of(connection: Connection, order: Order, anchor: Anchor) -> Place | None:
    if not is_id(anchor.id):
        return None
    id = order.layout.main.c.id
    row = connection.execute(select(order.key, id).where(id == anchor.id)).first()
    return (row[0], row[1]) if row else None


def _walkable(order: Order, query: ListQuery, matching: int, total: int) -> Order:
    """The order by its index, unless walking that would mostly meet people who do not match.

    Active stands in the index itself; anything else is looked up in the table, person by person, in random places.
    At 100,000 people reading the whole narrow table took 15 ms, such a walk up to 170.
    """
    looked_up = query.only is not None or any(condition.field != "active" for condition in query.filter.conditions)
    return order.unindexed() if looked_up and matching * 2 < total else order
