"""The history as the History screen shows it: filtered, page by page, each bulk action one row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, SEE_HISTORY, SEE_PAYROLL, SEE_PEOPLE
from fleet_tui.domain.bulk.wording import people
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Between, Contains, Filter
from fleet_tui.domain.history.query import WHEN, WHOM, HistoryPlace, HistoryRow
from fleet_tui.domain.paging import LogPage, PageQuery, Way
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.history.log import event_of
from fleet_tui.storage.history import rows
from fleet_tui.storage.history.operations import REDONE, UNDONE
from fleet_tui.storage.history.rows import Entries, Found


class HistoryPages:
    """Rows of the history, in either direction and by day."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def page(self, filter: Filter, query: PageQuery, *, export: bool = False) -> LogPage[HistoryRow]:
        """Rows that match the filter. An `export`, which leaves the program as text, needs a permission of its own.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history.
        """
        with self._context.reading(SEE_PEOPLE, SEE_HISTORY, *([EXPORT_PEOPLE] if export else [])) as tx:
            named = isinstance(filter.on(WHOM), Contains)
            return _page(tx, rows.matching(tx.connection, filter), query, named=named)

    def entries(self, row: HistoryRow, filter: Filter, query: PageQuery) -> LogPage[HistoryRow]:
        """The entries of a bulk action that match the filter, each a row.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history.
        """
        with self._context.reading(SEE_PEOPLE, SEE_HISTORY) as tx:
            return _page(tx, _apart(tx, row, filter), query)

    def matching(self, row: HistoryRow, filter: Filter) -> int:
        """How many entries of a bulk action match the filter.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history.
        """
        with self._context.reading(SEE_PEOPLE, SEE_HISTORY) as tx:
            return rows.count_entries(tx.connection, _apart(tx, row, filter))

    def place(self, filter: Filter, row: HistoryRow) -> HistoryPlace:
        """Where a row stands among all that match, which are counted.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history.
        """
        with self._context.reading(SEE_PEOPLE, SEE_HISTORY) as tx:
            wanted = rows.matching(tx.connection, filter)
            newer = rows.count(tx.connection, wanted._replace(first=max(wanted.first, row.id + 1)))
            older = rows.count(tx.connection, wanted._replace(last=min(wanted.last, row.id)))
            return HistoryPlace(newer, newer + older)

    def after_day(self, day: date) -> int:
        """The number after the last entry of that day or of one before: what is older is read from there.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history.
        """
        with self._context.reading(SEE_PEOPLE, SEE_HISTORY) as tx:
            return rows.matching(tx.connection, Filter((Between(WHEN, None, day),))).last + 1


def _apart(tx: Transaction, row: HistoryRow, filter: Filter) -> Entries:
    return rows.matching(tx.connection, filter)._replace(first=row.first, last=row.id, apart=True)


def _page(tx: Transaction, wanted: Entries, query: PageQuery, *, named: bool = False) -> LogPage[HistoryRow]:
    if query.way is Way.OLDER:
        found = rows.older(tx.connection, wanted, query.at, query.limit)
    else:
        found = rows.newer(tx.connection, wanted, query.at or 0, query.limit)
        found = found._replace(rows=found.rows[::-1])
    hidden = frozenset[str]() if SEE_PAYROLL in tx.granted else PAYROLL_FIELDS
    reading = _Reading(tx.company().country, hidden, named)
    return LogPage(tuple(map(reading.row, found.rows)), found.more)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How entries are read; with `named`, of the people of a bulk action one is named, whom the filter found."""

    country: str
    hidden: Collection[str]
    named: bool

    def row(self, found: Found) -> HistoryRow:
        event = event_of(found.entry, self.country, self.hidden)
        row = HistoryRow(event.id, event.id, event.at, event.who, event.action, event.subject, event=event)
        if found.operation is None:
            return row
        kind, number = PersonKind(found.operation["kind"]), found.operation["people"]
        about = people(kind, number)
        return replace(
            row,
            id=found.last,
            first=found.first,
            subject=f"{event.subject} and {number - 1:,} more" if self.named else about,
            heading=_heading(event.action, displayable(found.operation["what"]), about),
            event=None,
        )


def _heading(action: str, title: str, about: str) -> str:
    """An operation as a title: `Deactivate: 26 technicians`, `Undone: Deactivate: 26 technicians`."""
    return f"{f'{action.capitalize()}: ' if action in (UNDONE, REDONE) else ''}{title}: {about}"
