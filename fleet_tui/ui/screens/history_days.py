"""Days of the history: as they are typed, and the rows beside them."""

from __future__ import annotations

from datetime import date, datetime

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.history.query import HistoryRow, day_from_text
from fleet_tui.domain.paging import PageQuery, Way
from fleet_tui.ui.screens.paged_log import Read

_HINT = "A day like 2026-01-31, or 7d for seven days ago. Enter goes there, Esc goes back."
_FILTERED = "Only rows that the filter finds count."


def day_hint(*, filtered: bool) -> str:
    """What may be typed, and that a filter counts."""
    return f"{_HINT}\n{_FILTERED}" if filtered else _HINT


def typed_day(text: str) -> date:
    """The day that was typed below a hint, which says how.

    Raises:
        BadValue: it is none.
    """
    try:
        return day_from_text(text)
    except BadValue:
        raise BadValue("This is no day.") from None


def local_day(moment: datetime) -> date:
    """The day of a moment here."""
    return moment.astimezone().date()


def first_row(read: Read[HistoryRow], way: Way, at: int) -> HistoryRow | None:
    """The row next to a place in that direction."""
    page = read(PageQuery(way, at, 1))
    while not page.rows and page.more is not None:
        page = read(PageQuery(way, page.more, 1))
    return page.rows[0] if page.rows else None
