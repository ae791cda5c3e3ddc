"""The page of one tab: its sections one under the other, or in two columns where the screen is broad (form.tcss)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from fleet_tui.domain.fields import Section

TITLE = 2
"""Lines of a section beside its fields: its title and the blank above it."""


class Page(Vertical):
    """Shows the sections of a tab; Tab goes down the first column and then the second."""

    def __init__(self, head: Widget, sections: tuple[Section, ...]) -> None:
        """`head` stands above the columns."""
        super().__init__(classes="page")
        self._head = head
        first = in_first_column(sections)
        columns = (sections[:first], sections[first:])
        self._columns = {part: Vertical(classes="column") for part in columns if part}

    def compose(self) -> ComposeResult:
        """The head, and the columns, which the form fills."""
        yield self._head
        with Vertical(classes="columns"):
            yield from self._columns.values()

    def column_of(self, section: Section) -> Vertical:
        """Where the section stands."""
        return next(column for part, column in self._columns.items() if section in part)


def in_first_column(sections: tuple[Section, ...]) -> int:
    """How many sections stand in the first column, so that the longer one is as short as can be.

    All fields count, asked or not: no section changes its column while somebody types.
    """
    lines = [TITLE + bool(section.note) + len(section.fields) for section in sections]
    return min(range(1, len(lines) + 1), key=lambda first: max(sum(lines[:first]), sum(lines[first:])), default=0)
