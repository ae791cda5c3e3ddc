"""The loaded part of a log, which grows at either end and is trimmed at the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from fleet_tui.domain.paging import LogPage, Way


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


N = TypeVar("N", bound=_Numbered)


@dataclass(frozen=True, slots=True)
class LogWindow(Generic[N]):
    """Neighbouring rows, the newest first; `newer` and `older` say from where to read on, None at that end of the log.

    `start` is how many rows of the log are newer than the first of these, None as long as that is not known.
    """

    rows: tuple[N, ...] = ()
    newer: int | None = None
    older: int | None = None
    start: int | None = None

    @classmethod
    def of(cls, page: LogPage[N], way: Way, at: int | None) -> LogWindow[N]:
        """The window of a page that was read beside `at`, or from an end."""
        if at is None:
            return cls(page.rows, None, page.more, 0) if way is Way.OLDER else cls(page.rows, page.more, None)
        newest, oldest = (page.rows[0].id, page.rows[-1].id) if page.rows else (at - 1, at)
        return cls(page.rows, newest, page.more) if way is Way.OLDER else cls(page.rows, page.more, oldest)

    def edge(self, way: Way) -> int | None:
        """From where the next page in that direction is read."""
        return self.older if way is Way.OLDER else self.newer

    def joined(self, page: LogPage[N], way: Way) -> LogWindow[N]:
        """This window with the next page in that direction."""
        if way is Way.OLDER:
            return replace(self, rows=self.rows + page.rows, older=page.more)
        start = 0 if page.more is None else None if self.start is None else max(0, self.start - len(page.rows))
        return replace(self, rows=page.rows + self.rows, newer=page.more, start=start)

    def trimmed(self, first: int, last: int) -> LogWindow[N]:
        """This window without the rows outside `first` to `last`: memory stays the same however far one goes."""
        window = self
        if last < len(window.rows):
            window = replace(window, rows=window.rows[:last], older=window.rows[last - 1].id)
        if 0 < first < len(window.rows):
            start = None if window.start is None else window.start + first
            window = replace(window, rows=window.rows[first:], newer=window.rows[first].id, start=start)
        return window

    def placed(self, id: int, newer: int) -> LogWindow[N]:
        """This window when so many rows are newer than the row with that id; the same when it has that row no more."""
        at = next((at for at, row in enumerate(self.rows) if row.id == id), None)
        return self if at is None else replace(self, start=max(0, newer - at))

    def bounded(self, cursor: int, top: int, height: int) -> tuple[int, int]:
        """Places of the cursor and of the first row on screen, within the log as far as its ends are known."""
        if self.newer is None:
            cursor, top = max(0, cursor), max(0, top)
        if self.older is None:
            cursor, top = min(cursor, len(self.rows) - 1), min(top, max(0, len(self.rows) - height))
        return cursor, max(cursor - height + 1, min(top, cursor))

    def missing(self, top: int, height: int, *, screens: int) -> Way | None:
        """The direction in which rows are missing on the screen from `top`, or so many screens beyond it."""
        if top - screens * height < 0 and self.newer is not None:
            return Way.NEWER
        if top + (1 + screens) * height > len(self.rows) and self.older is not None:
            return Way.OLDER
        return None
