"""The history as the History screen shows it: filtered, page by page, each bulk action one row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial

from fleet_tui.domain.access.permissions import SEE_HISTORY, SEE_PAYROLL, SEE_PEOPLE
from fleet_tui.domain.bulk.wording import people
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Between, Filter
from fleet_tui.domain.history.query import WHEN, HistoryPlace, HistoryRow
from fleet_tui.domain.paging import LogPage, Way
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.history.log import event_of
from fleet_tui.storage.history import rows
from fleet_tui.storage.history.rows import Entries, Found


class HistoryPages:
    """Rows of the history, in either direction and by day."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def page(self, filter: Filter, way: Way, at: int | None, limit: int) -> LogPage[HistoryRow]:
        """Rows beside the row with the entry `at`; without it from the end that the way begins at.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history.
        """
        with self._context.reading(SEE_PEOPLE, SEE_HISTORY) as tx:
            return _page(tx, rows.matching(tx.connection, filter), way, at, limit)

    def entries(self, row: HistoryRow, filter: Filter, way: Way, at: int | None, limit: int) -> LogPage[HistoryRow]:
        """The entries of a bulk action that match the filter, each a row.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history.
        """
        with self._context.reading(SEE_PEOPLE, SEE_HISTORY) as tx:
            return _page(tx, _apart(tx, row, filter), way, at, limit)

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


def _page(tx: Transaction, wanted: Entries, way: Way, at: int | None, limit: int) -> LogPage[HistoryRow]:
    if way is Way.OLDER:
        found = rows.older(tx.connection, wanted, at, limit)
    else:
        found = rows.newer(tx.connection, wanted, wanted.first - 1 if at is None else at, limit)
        found = found._replace(rows=found.rows[::-1])
    hidden = frozenset[str]() if SEE_PAYROLL in tx.granted else PAYROLL_FIELDS
    return LogPage(tuple(map(partial(_row, tx.company().country, hidden), found.rows)), found.more)


def _row(country: str, hidden: Collection[str], found: Found) -> HistoryRow:
    event = event_of(found.entry, country, hidden)
    row = HistoryRow(event.id, event.id, event.at, event.who, event.action, "", event.subject, event)
    if found.operation is None:
        return row
    about = people(PersonKind(found.operation["kind"]), found.operation["people"])
    title = displayable(found.operation["what"])
    return replace(row, id=found.last, first=found.first, title=title, subject=about, event=None)
