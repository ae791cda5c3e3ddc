"""The few people of both kinds that a text most likely means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select, union_all
from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Find
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.text import search_key, sort_key
from fleet_tui.storage.people import search_sql
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables
from fleet_tui.storage.schema.tables import Account, ListEntry

_ACCOUNT, _ENTRY = Account.__table__, ListEntry.__table__
_TRUCK = "truck "
"""Before the number of a truck: people say it, whatever the trucks are called."""
_MOST_WORDS = 4
_BEHIND = "\U0010ffff"
"""Behind every other letter, for a range of texts that begin alike: LIKE would not go by the index."""

Ranked = Callable[[PersonTables], "Select[Any] | None"]


def best(connection: Connection, text: str, limit: int, *, payroll: bool) -> list[tuple[PersonKind, int]]:
    """The kinds and ids of those whom the text most likely means, at most `limit`; of equals, active people first.

    First come a whole truck, username or ID and the beginning of a name, which indexes find; then what is anywhere in
    what people are known by; at last several words in any order. Later ones are only asked for while there is room.
    `payroll` looks through payroll ids too.
    """

    def outright(layout: PersonTables) -> Select[Any] | None:
        key, name = search_key(text), layout.main.c.name_key
        exact = or_(*_exact(layout, text, payroll=payroll))
        begins = and_(name >= key, name < key + _BEHIND)
        return _ranked(layout, or_(exact, begins), before=exact) if key else None

    def anywhere(layout: PersonTables) -> Select[Any] | None:
        of_a_word = layout.main.c.name_key.contains(f" {search_key(text)}", autoescape=True)
        return _ranked(layout, search_sql.found(layout, Find(text, payroll=payroll)), before=of_a_word)

    def by_words(layout: PersonTables) -> Select[Any] | None:
        words = text.split()
        if not (1 < len(words) <= _MOST_WORDS and all(map(search_key, words))):
            return None
        return _ranked(layout, and_(*(search_sql.found(layout, Find(word, payroll=payroll)) for word in words)))

    found: dict[tuple[PersonKind, int], None] = {}
    for ranked in (outright, anywhere, by_words):
        if len(found) < limit:
            found |= dict.fromkeys(_first(connection, ranked, limit))
    return list(found)[:limit]


def _first(connection: Connection, ranked: Ranked, limit: int) -> Iterable[tuple[PersonKind, int]]:
    parts = [part for layout in PERSON_TABLES.values() if (part := ranked(layout)) is not None]
    if not parts:
        return []
    both = union_all(*parts).subquery()
    order = (both.c.rank, not_(both.c.active), both.c.name_key, both.c.id)
    statement = select(both.c.kind, both.c.id).order_by(*order).limit(limit)
    return [(PersonKind(kind), id) for kind, id in connection.execute(statement)]


def _ranked(layout: PersonTables, where: ColumnElement[bool], before: ColumnElement[bool] | None = None) -> Select[Any]:
    """The people of a kind for whom `where` holds; those come first for whom `before` holds too."""
    main = layout.main
    rank = literal(1) if before is None else case((before, 0), else_=1)
    kind = literal(layout.type.kind.value).label("kind")
    return select(kind, main.c.id, main.c.active, main.c.name_key, rank.label("rank")).where(where)


def _exact(layout: PersonTables, text: str, *, payroll: bool) -> Iterable[ColumnElement[bool]]:
    """What is meant by the whole of a truck, or a number at its beginning or end, a username or a payroll ID."""
    main, key = layout.main, search_key(text)
    if "truck" in main.c:
        name, number = _ENTRY.c.name_key, sort_key(key.removeprefix(_TRUCK))
        ends = (name.startswith(f"{number} ", autoescape=True), name.endswith(f" {number}", autoescape=True))
        meant = or_(name.in_((sort_key(key), number)), *ends)
        trucks = select(_ENTRY.c.id).where(_ENTRY.c.list == ListName.TRUCKS.value, meant)
        yield main.c.truck.in_(trucks)
    mine = (_ACCOUNT.c.kind == layout.type.kind.value, _ACCOUNT.c.username_key == key)
    yield main.c.id.in_(select(_ACCOUNT.c.person).where(*mine))
    if payroll and "payroll_id" in layout.type.fields:
        detail = layout.detail
        yield main.c.id.in_(select(detail.c.id).where(func.lower(detail.c.payroll_id) == key))
