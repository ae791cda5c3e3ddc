"""The loaded part of an ordered list of people, and the page that brings another part of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

from textual.color import Color

from fleet_tui.domain.contact import show_phone_at_once
from fleet_tui.domain.fields import Kind, ProfileType
from fleet_tui.domain.filters.query import Anchor, ListQuery, Page, Revision, Side
from fleet_tui.domain.people.list_cell import list_cell, with_sign
from fleet_tui.domain.people.profile import Person
from fleet_tui.domain.values import Names

BLOCK = "■"
"""Stands for a technician's color, in it."""


class PageOf(Protocol):
    """The service call that fills a window."""

    def __call__(self, query: ListQuery, anchor: Anchor, limit: int, above: int = 0, /) -> Page:
        """At most `limit` people beside an anchor, and up to `above` more before it."""


@dataclass(slots=True)
class Row:
    """A person of the window, with the words of the cells shown so far."""

    person: Person
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring rows of a query; `start` is the place of the first of them among all `matching` people, from 0."""

    rows: tuple[Row, ...] = ()
    start: int = 0
    matching: int = 0
    total: int = 0
    names: Names = field(default_factory=dict)
    country: str = ""
    revision: Revision | None = None
    """The revision of the database when the oldest row was read."""

    @property
    def end(self) -> int:
        """The place after the last row."""
        return self.start + len(self.rows)

    def row(self, place: int) -> Row | None:
        """The row at a place, if it is loaded."""
        return self.rows[place - self.start] if self.start <= place < self.end else None

    def has(self, first: int, last: int) -> bool:
        """Whether the places from `first` up to but not with `last` are loaded, as far as they exist."""
        first, last = max(0, first), min(last, self.matching)
        return first >= last or (self.start <= first and last <= self.end)

    def ask(self, first: int, last: int, spare: int) -> tuple[Anchor, int]:
        """The anchor and the number of people of the cheapest page that brings the places `first` to `last`.

        The page grows the window at one side or starts again from an end of the list, and brings `spare` rows more.
        """
        first, last = max(0, first), min(last, self.matching)
        ways: list[tuple[int, Anchor]] = [
            (last + spare, Anchor(Side.FIRST)),
            (self.matching - first + spare, Anchor(Side.LAST)),
        ]
        if self.rows and first >= self.start and last > self.end:
            ways.append((last - self.end + spare, Anchor(Side.AFTER, self.rows[-1].person.id)))
        if self.rows and last <= self.end and first < self.start:
            ways.append((self.start - first + spare, Anchor(Side.BEFORE, self.rows[0].person.id)))
        limit, anchor = min(ways, key=lambda way: way[0])
        return anchor, limit

    def joined(self, anchor: Anchor, page: Window) -> Window:
        """This window with the page that `anchor` asked for.

        People added or removed elsewhere meanwhile move the window: its rows keep their people, not their places.
        """
        names = {**self.names, **page.names}
        if anchor.side is Side.AFTER and self.rows[-1].person.id == anchor.id:
            end = page.start if page.rows else page.matching
            page = replace(page, rows=self.rows + page.rows, start=max(0, end - len(self.rows)), names=names)
            return replace(page, revision=self.revision)
        if anchor.side is Side.BEFORE and self.rows[0].person.id == anchor.id:
            page = replace(page, rows=page.rows + self.rows, start=page.start if page.rows else 0, names=names)
            return replace(page, revision=self.revision)
        return page

    def shift(self, before: Window) -> int:
        """By how many places the people of `before` have moved down."""
        if not (self.rows and before.rows):
            return 0
        if self.rows[0] is before.rows[0]:
            return self.start - before.start
        return self.end - before.end if self.rows[-1] is before.rows[-1] else 0

    def trimmed(self, first: int, last: int) -> Window:
        """This window without the rows outside `first` to `last`: memory stays the same however far one goes."""
        first, last = max(first, self.start), min(last, self.end)
        if first >= last:
            return self
        return replace(self, rows=self.rows[first - self.start : last - self.start], start=first)


def of_page(page: Page) -> Window:
    """The window that holds just this page."""
    return Window(
        tuple(Row(person) for person in page.people),
        page.start,
        page.matching,
        page.total,
        page.names,
        page.country,
        page.revision,
    )


class RowWords:
    """Writes the cells of rows, each once.

    A phone number that takes the library waits for it: `phones_known` says when it is there.
    """

    def __init__(self, profile_type: ProfileType) -> None:
        self._type = profile_type
        self.phones_known = False
        self.blocks = False
        """Whether a block in the person's own color stands before the name, or its cells where there is none."""

    def seen(self, window: Window, row: Row, key: str) -> str:
        """The words of a cell on screen; empty for a phone number that waits."""
        if not self.phones_known and self._type.fields[key].kind is Kind.PHONE:
            number = row.person.values.get(key)
            if number and show_phone_at_once(str(number), window.country) is None:
                return ""
        return self._of(window, row, key)

    def block(self, row: Row, ground: Color) -> Color | None:
        """The colour of the block before a name on that background; None without a block."""
        named = row.person.values.get("color") if self.blocks else None
        if not named:
            return None
        from fleet_tui.domain.people.choices import color_rgb
        from fleet_tui.ui.base.contrast import seen_on  # a line without colours does without

        return seen_on(Color.parse(color_rgb(str(named))), ground)

    def write(self, window: Window) -> Window:
        """Write all cells; called off the UI thread."""
        for row in window.rows:
            for key in row.person.values:
                if key in self._type.columns:
                    self._of(window, row, key)
        return window

    def _of(self, window: Window, row: Row, key: str) -> str:
        if key not in row.cells:
            today = window.revision[1] if window.revision else None
            values = row.person.values
            words = list_cell(self._type, key, values, window.names, window.country, today)
            block = (BLOCK if values.get("color") else " ") + " " if self.blocks and key == "name" else ""
            row.cells[key] = block + with_sign(key, values, words)
        return row.cells[key]
