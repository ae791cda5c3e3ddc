"""A window on an ordered query: the people beside an anchor, by one indexed statement however many people there are."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.filters.query import Anchor, ListQuery, Side
from fleet_tui.domain.ids import is_id
from fleet_tui.storage.db.dialect import in_json_ids
from fleet_tui.storage.people.filter_sql import Clause, clauses
from fleet_tui.storage.people.sort_order import Order, Place, order_of
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

_SKIPPED = 5_000
"""At most so many people are skipped to reach a window: up to there sorting costs less than another reading."""

_AT_ONCE = 10_000
"""Ids that are read at a time."""


@dataclass(frozen=True, slots=True)
class WindowIds:
    """The people of a window in order, the places of the first one and of the anchor, and how many match."""

    ids: list[int]
    start: int
    place: int
    matching: int


def count(connection: Connection, query: ListQuery, now: datetime, ids: Collection[int] | None = None) -> int:
    """How many people match; with `ids`, how many of those people."""
    layout, where = PERSON_TABLES[query.kind], _where(query, now)
    return _count(connection, layout, where if ids is None else [layout.main.c.id.in_(in_json_ids(ids)), *where])


def _count(connection: Connection, layout: PersonTables, where: list[Clause]) -> int:
    statement = select(func.count()).select_from(layout.main).where(*where)
    return int(connection.execute(statement).scalar_one())


def _where(query: ListQuery, now: datetime) -> list[Clause]:
    layout = PERSON_TABLES[query.kind]
    return clauses(layout, query.filter, now) if query.only is None else [layout.main.c.id.in_(in_json_ids(query.only))]


class PeopleQuery:
    """A list's query in one transaction. `total` is how many people there are, matching or not."""

    def __init__(self, connection: Connection, query: ListQuery, now: datetime, total: int) -> None:
        self._connection = connection
        self._query = query
        self._total = total
        self._layout = PERSON_TABLES[query.kind]
        self._order = order_of(query)
        self._where = _where(query, now)

    def ids(self) -> list[int]:
        """The ids of all matching people, in order."""
        return self._all(self._where)

    def packed_ids(self) -> array[int]:
        """The same in eight bytes a person."""
        return array("q", self._all_ids(self._where))

    def ids_between(self, one: int, other: int) -> list[int]:
        """The ids of the matching people from one person to the other, in either order, both included.

        Empty when one of the two does not exist.
        """
        places = [self._place_of(Anchor(Side.FROM, id)) for id in (one, other)]
        known = [place for place in places if place is not None]
        if len(known) < len(places):
            return []
        # Texts are compared as SQLite does: code point by code point, which is the order of their UTF-8.
        first, last = sorted(known, reverse=self._order.descending)
        return self._all([*self._where, self._order.after(first, too=True), self._order.before(last, too=True)])

    def window(self, anchor: Anchor, limit: int, *, above: int = 0, matching: int | None = None) -> WindowIds:
        """The people beside the anchor, and with Side.FROM up to `above` more before it.

        `matching` is how many match, if known; otherwise they are counted with the place of the anchor.
        """
        at_an_end = anchor.side in (Side.FIRST, Side.LAST)
        place = None if at_an_end else self._place_of(anchor)
        if place is None:
            if matching is None:
                matching = _count(self._connection, self._layout, self._where)
            return self._end(limit, matching, last=anchor.side is Side.LAST)
        inclusive = anchor.side is Side.AFTER
        if matching is None:
            matching, before = self._count_around(place, inclusive=inclusive)
            order = self._walkable(matching)
        else:
            order = self._walkable(matching)
            before = self._count_before(order, place, inclusive=inclusive)
        up, down = (limit, 0) if anchor.side is Side.BEFORE else (above, limit)
        start, end = max(0, before - up), min(matching, before + down)
        if order.read_whole and min(start, matching - end) <= _SKIPPED:
            ids = self._ids_at(order, start, end, matching)
        else:
            ids = self._ids(order, [order.before(place)], before - start, backwards=True)
            ids += self._ids(order, [order.after(place, too=not inclusive)], end - before)
        return WindowIds(ids, start, before, matching)

    def _end(self, limit: int, matching: int, *, last: bool) -> WindowIds:
        ids = self._ids(self._walkable(matching), [], limit, backwards=last)
        start = matching - len(ids) if last else 0
        return WindowIds(ids, start, start, matching)

    def _all(self, where: list[Clause]) -> list[int]:
        return list(self._all_ids(where))

    def _all_ids(self, where: list[Clause]) -> Iterable[int]:
        order = self._walkable(_count(self._connection, self._layout, where))
        statement = select(self._layout.main.c.id).where(*where).order_by(*order.columns(backwards=False))
        return self._connection.execute(statement, execution_options={"yield_per": _AT_ONCE}).scalars()

    def _ids(self, order: Order, where: list[Clause], limit: int, *, backwards: bool = False) -> list[int]:
        if not limit:
            return []
        statement = select(self._layout.main.c.id).where(*self._where, *where)
        statement = statement.order_by(*order.columns(backwards=backwards)).limit(limit)
        ids = list(self._connection.execute(statement).scalars())
        return ids[::-1] if backwards else ids

    def _ids_at(self, order: Order, start: int, end: int, matching: int) -> list[int]:
        """The ids at those places by one reading of the table, counted from the nearer end of the order."""
        if start == end:
            return []
        backwards = matching - end < start
        statement = select(self._layout.main.c.id).where(*self._where).order_by(*order.columns(backwards=backwards))
        statement = statement.limit(end - start).offset(matching - end if backwards else start)
        ids = list(self._connection.execute(statement).scalars())
        return ids[::-1] if backwards else ids

    def _count_before(self, order: Order, place: Place, *, inclusive: bool) -> int:
        return _count(self._connection, self._layout, [*self._where, order.before(place, too=inclusive)])

    def _count_around(self, place: Place, *, inclusive: bool) -> tuple[int, int]:
        """How many match, and how many of them come before the place, in one reading."""
        before = func.coalesce(func.sum(case((self._order.before(place, too=inclusive), 1), else_=0)), 0)
        statement = select(func.count(), before).select_from(self._layout.main).where(*self._where)
        matching, number = self._connection.execute(statement).one()
        return int(matching), int(number)

    def _place_of(self, anchor: Anchor) -> Place | None:
        if not is_id(anchor.id):
            return None
        id = self._layout.main.c.id
        row = self._connection.execute(select(self._order.key, id).where(id == anchor.id)).first()
        return (row[0], row[1]) if row else None

    def _walkable(self, matching: int) -> Order:
        """The order by its index, unless a walk along that would mostly meet people who do not match.

        Active is in the index itself; any other field is looked up in the table, person by person, in random places.
        At 100,000 people reading the whole narrow table took 15 ms, such a walk up to 170.
        """
        query = self._query
        looked_up = query.only is not None or any(condition.field != "active" for condition in query.filter.conditions)
        return self._order.unindexed() if looked_up and matching * 2 < self._total else self._order
