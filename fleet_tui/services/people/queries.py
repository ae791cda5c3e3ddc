"""Finding people: windows on an ordered list, and whole selections of it as ids."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import Anchor, ListQuery, Page, Revision
from fleet_tui.domain.people.profile import needed
from fleet_tui.services.base.actor import require
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.permissions import (
    query_permissions,
    redact_filter,
    redact_payroll,
    require_permissions,
    require_query_permissions,
)
from fleet_tui.services.people.counting import CountCache
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.history import log
from fleet_tui.storage.people import bounds, rows, window
from fleet_tui.storage.schema.person_tables import PERSON_TABLES


class Selecting:
    """The part of `People` that only reads lists.

    All of it takes the permission to see people, and to see payroll details where one of those is filtered or sorted by
    (NotAllowed); without it they hold nothing.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database
        self._counts = CountCache()

    def page(
        self,
        query: ListQuery,
        anchor: Anchor = Anchor(),  # noqa: B008  # frozen
        limit: int = 100,
        above: int = 0,
        *,
        export: bool = False,
    ) -> Page:
        """The people beside the anchor in the query's order, with how many match and how many there are.

        With an anchor of Side.FROM, up to `above` people before it come too. What is to leave the program, as text or
        as a file, is an `export`, which takes the permission for it (NotAllowed).
        """
        layout = PERSON_TABLES[query.kind]
        with self._database.read() as connection:
            granted = require_query_permissions(self._context, connection, query)
            if export:
                require(granted, EXPORT_PEOPLE)
            query = replace(query, filter=redact_filter(granted, query.filter))
            now = self._context.clock()
            revision = _revision(connection, now)
            total = self._total(connection, revision, query.kind)
            matching = self._counts.matching(revision, query)
            found = window.window(connection, query, anchor, limit, now, above=above, matching=matching, total=total)
            self._counts.keep_matching(revision, query, found.matching)
            loaded = rows.load(connection, layout, found.ids, needed(query.fields, layout.type))
            loaded = invitations.as_shown(connection, layout, loaded, now)
            people = [redact_payroll(granted, person) for person in loaded]
            names = rows.names_of(connection, layout, [query.filter.entries, *(person.values for person in people)])
            country = company_settings.company(connection).country
        return Page(tuple(people), found.start, found.place, found.matching, total, names, country, revision)

    def revision(self) -> Revision:
        """Changes with everything that lists show, also by other programs and by time; asked often, so it is cheap."""
        with self._database.read() as connection:
            require_permissions(self._context, connection, SEE_PEOPLE)
            return _revision(connection, self._context.clock())

    def ids(self, query: ListQuery) -> list[int]:
        """The ids of all who match, in the query's order."""
        with self._database.read() as connection:
            granted = require_query_permissions(self._context, connection, query)
            query = replace(query, filter=redact_filter(granted, query.filter))
            now = self._context.clock()
            total = self._total(connection, _revision(connection, now), query.kind)
            return window.in_order(connection, query, now, total=total)

    def ids_between(self, query: ListQuery, one: int, other: int) -> list[int]:
        """The ids of those who match from one person to the other, whichever comes first, both included.

        Who does not match is left out, and still marks a place in the order; with somebody who is gone it is nobody.
        """
        with self._database.read() as connection:
            granted = require_query_permissions(self._context, connection, query)
            query = replace(query, filter=redact_filter(granted, query.filter))
            now = self._context.clock()
            total = self._total(connection, _revision(connection, now), query.kind)
            return window.between(connection, query, one, other, now, total=total)

    def how_many_match(self, kind: PersonKind, filter: Filter, ids: Collection[int]) -> int:
        """How many of those people match; with an empty filter, how many of them there are."""
        with self._database.read() as connection:
            asked = query_permissions(condition.field for condition in filter.conditions)
            granted = require_permissions(self._context, connection, SEE_PEOPLE, *asked)
            return window.count(
                connection, PERSON_TABLES[kind], redact_filter(granted, filter), self._context.clock(), ids
            )

    def _total(self, connection: Connection, revision: Revision, kind: PersonKind) -> int:
        total = self._counts.known(revision, kind, Filter())
        if total is None:
            total = window.count(connection, PERSON_TABLES[kind], Filter(), self._context.clock())
            self._counts.keep(revision, kind, Filter(), total)
        return total


def _revision(connection: Connection, now: datetime) -> Revision:
    return log.revision(connection), bounds.today(), invitations.revision(connection, now)
