"""What a dispatcher does with people: find them, open one, add, change."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import Anchor, ListQuery, Page, Revision
from fleet_tui.domain.people.profile import Profile, Saved, needed
from fleet_tui.domain.values import Values
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.base.permissions import load_profile, query_permissions, redact_filter, redact_payroll
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.db import comparing
from fleet_tui.storage.history import log
from fleet_tui.storage.people import loading, window
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

if TYPE_CHECKING:
    from fleet_tui.domain.people.found import Found
    from fleet_tui.services.people.field_checks import FieldFindings

_MOST_KEPT = 64
FOUND = 8
"""So many people are found at once: as many as are told apart at a glance."""


class CountCache:
    """Counts by filter, so that moving through a list of 100,000 does not count it again.

    A count holds for one revision. Of queries for certain people (`ListQuery.only`), which may hold 100,000 ids, only
    one count is kept.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[PersonKind, Filter], tuple[Revision, int]] = {}
        self._only: tuple[Revision, ListQuery, int] | None = None

    def known(self, revision: Revision, kind: PersonKind, filter: Filter) -> int | None:
        """How many people match a filter, if it was kept at this revision."""
        kept = self._kept.get((kind, filter))
        return kept[1] if kept and kept[0] == revision else None

    def keep(self, revision: Revision, kind: PersonKind, filter: Filter, number: int) -> None:
        """Keep how many people match a filter."""
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[kind, filter] = (revision, number)

    def matching(self, revision: Revision, query: ListQuery) -> int | None:
        """How many people match a query, if it was kept at this revision."""
        if query.only is None:
            return self.known(revision, query.kind, query.filter)
        if self._only is None:
            return None
        at, kept, number = self._only
        return number if at == revision and kept.kind is query.kind and kept.only is query.only else None

    def keep_matching(self, revision: Revision, query: ListQuery, number: int) -> None:
        """Keep how many people match a query."""
        if query.only is None:
            self.keep(revision, query.kind, query.filter, number)
        else:
            self._only = (revision, query, number)


class People:
    """The people of the fleet, of both kinds.

    Everything needs the permission to see people; filtering or sorting by payroll details needs that to see them
    (NotAllowed). Without it these fields hold nothing.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
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

        With an anchor of Side.FROM, up to `above` people before it come too. An `export`, which leaves the program as
        text or as a file, needs a permission of its own (NotAllowed).
        """
        layout = PERSON_TABLES[query.kind]
        with self._asking(query) as (tx, query):
            if export:
                tx.require(EXPORT_PEOPLE)
            connection, revision = tx.connection, _revision(tx)
            total = self._total(tx, revision, query.kind)
            matching = self._counts.matching(revision, query)
            people = window.PeopleQuery(connection, query, tx.now, total)
            found = people.window(anchor, limit, above=above, matching=matching)
            self._counts.keep_matching(revision, query, found.matching)
            loaded = loading.load(connection, layout, found.ids, needed(query.fields, layout.type, drawn=not export))
            loaded = invitations.as_shown(connection, layout, loaded, tx.now)
            shown = [redact_payroll(tx.granted, person) for person in loaded]
            names = loading.names_of(connection, layout, [query.filter.entries, *(person.values for person in shown)])
            country = tx.company().country
        return Page(tuple(shown), found.start, found.place, found.matching, total, names, country, revision)

    def revision(self) -> Revision:
        """Changes with everything that lists show, also by other programs and by time; asked often, so it is cheap."""
        with self._context.reading(SEE_PEOPLE) as tx:
            return _revision(tx)

    def ids(self, query: ListQuery) -> list[int]:
        """The ids of all matching people, in the query's order."""
        with self._asking(query) as (tx, query):
            return self._ordered(tx, query).ids()

    def ids_between(self, query: ListQuery, one: int, other: int) -> list[int]:
        """The ids of the matching people from one person to the other, in either order, both included.

        A person that does not match is left out, and still marks a place in the order. Empty when one of the two is
        gone.
        """
        with self._asking(query) as (tx, query):
            return self._ordered(tx, query).ids_between(one, other)

    def how_many_match(self, kind: PersonKind, filter: Filter, ids: Collection[int] | None = None) -> int:
        """How many people match, of those with `ids` where given; with an empty filter, how many there are."""
        needed = query_permissions(condition.field for condition in filter.conditions)
        with self._context.reading(SEE_PEOPLE, *needed) as tx:
            query = ListQuery(kind, (), redact_filter(tx.granted, filter))
            return window.count(tx.connection, query, tx.now, ids)

    def find(self, text: str, limit: int = FOUND) -> tuple[Found, ...]:
        """The people of both kinds whom a text most likely means: a part of a name, a number in any notation, an
        address, a username, a truck or a payroll ID. The likeliest come first, inactive people behind active ones.
        """
        from fleet_tui.services.people.finding import find

        with self._context.reading(SEE_PEOPLE) as tx:
            return find(tx, text, limit)

    def profile(self, kind: PersonKind, id: int) -> Profile:
        """A whole profile.

        Raises:
            Gone: there is no such person.
        """
        with self._context.reading(SEE_PEOPLE) as tx:
            return redact_payroll(tx.granted, load_profile(tx, kind, id))

    # A start only reads people; what changes them stands on much of the program and is imported when it is needed.

    def blank(self, kind: PersonKind) -> dict[str, object]:
        """What the form of a new profile starts with."""
        from fleet_tui.services.people.saving import blank_values

        with self._context.reading(SEE_PEOPLE, MANAGE_PEOPLE) as tx:
            return blank_values(tx, kind)

    def check(self, kind: PersonKind, id: int | None, names: Collection[str], raw: Values) -> FieldFindings:
        """What is wrong with, or to know about, what is typed for the named fields of a profile (None: a new one).

        `raw` has their values and those of the fields beside them. Who is in the way is named, inactive people too.
        Each field takes the permissions to see and to change it (NotAllowed).
        """
        from fleet_tui.services.people.field_checks import check_fields

        with self._context.reading(SEE_PEOPLE) as tx:
            return check_fields(tx, kind, id, names, raw)

    def add(self, kind: PersonKind, raw: Values) -> Saved:
        """Add a profile with the typed values; the other fields keep the defaults.

        Raises:
            Invalid: with every field that is wrong or not allowed.
        """
        from fleet_tui.services.people.saving import ProfileWriter

        return ProfileWriter(self._context).add(kind, raw)

    def save(self, kind: PersonKind, id: int, version: int, raw: Values) -> Saved:
        """Change the fields in `raw`, if the profile is still at `version`.

        Raises:
            Stale: it was changed since.
            Invalid: with every field that is wrong or not allowed.
            Gone: there is no such person.
        """
        from fleet_tui.services.people.saving import ProfileWriter

        return ProfileWriter(self._context).save(kind, id, version, raw)

    @contextmanager
    def _asking(self, query: ListQuery) -> Iterator[tuple[Transaction, ListQuery]]:
        """A reading transaction with what the query needs, and the query over what the actor may see."""
        fields = (query.sort.field, *(condition.field for condition in query.filter.conditions))
        with self._context.reading(SEE_PEOPLE, *query_permissions(fields)) as tx:
            yield tx, replace(query, filter=redact_filter(tx.granted, query.filter))

    def _ordered(self, tx: Transaction, query: ListQuery) -> window.PeopleQuery:
        total = self._total(tx, _revision(tx), query.kind)
        return window.PeopleQuery(tx.connection, query, tx.now, total)

    def _total(self, tx: Transaction, revision: Revision, kind: PersonKind) -> int:
        total = self._counts.known(revision, kind, Filter())
        if total is None:
            total = window.count(tx.connection, ListQuery(kind, (), Filter()), tx.now)
            self._counts.keep(revision, kind, Filter(), total)
        return total


def _revision(tx: Transaction) -> Revision:
    return log.revision(tx.connection), comparing.today(), invitations.revision(tx.connection, tx.now)
