"""The filter of the history as SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import and_, literal, not_
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import Kind
from fleet_tui.domain.filters.conditions import Between, Condition, Contains, Empty, Filter, Find, OneOf
from fleet_tui.domain.history import query
from fleet_tui.storage.db.comparing import ends
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.history.search import Clause, Search, changing


def clauses(connection: Connection, filter: Filter) -> list[Clause]:
    """One clause a condition, over the entries of the history."""
    search = Search(connection)
    return [clause for condition in filter.conditions for clause in _clauses(search, condition)]


def moments(filter: Filter) -> tuple[object, object]:
    """The first and the last moment that the filter lets pass; None leaves a side open."""
    when = filter.on(query.WHEN)
    return ends(Kind.MOMENT, when.low, when.high) if isinstance(when, Between) else (None, None)


def _clauses(search: Search, condition: Condition) -> Iterator[Clause]:
    if isinstance(condition, Find):
        yield from map(search.anywhere, condition.text.split())
        return
    match condition:
        case Contains(field=field, text=text):
            yield search.whom(text) if field == query.WHOM else search.who(text)
        case Empty(field=field, empty=empty):
            yield _without(field) if empty else not_(_without(field))
        case OneOf(field=field):
            yield _chosen(condition, changing if field == query.FIELD else _action)
        case Between():
            first, last = moments(Filter((condition,)))
            if first is not None:
                yield HISTORY.c.at >= first
            if last is not None:
                yield HISTORY.c.at <= last


def _without(field: str) -> Clause:
    """Whether an entry has nothing there: author, action and time it always has, and of things it has no person."""
    return HISTORY.c.person.is_(None) if field == query.WHOM else literal(False)


def _chosen(condition: OneOf, having: Callable[[list[str | None]], Clause]) -> Clause:
    wanted = [value if value is None else str(value) for value in condition.values]
    excluded = [value if value is None else str(value) for value in condition.excluded]
    if not excluded:
        return having(wanted)
    kept = not_(having(excluded))
    return and_(having(wanted), kept) if wanted else kept


def _action(values: list[str | None]) -> Clause:
    return HISTORY.c.action.in_([query.recorded_action(value) for value in values if value])
