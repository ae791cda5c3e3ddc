"""A page of the manual on a screen, wrapped to the room that it has."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from fleet_tui.manual.blocks import HEADING, PLAIN, Heading, Span
from fleet_tui.manual.contents import Page
from fleet_tui.manual.plain import Line, lay_out

_WIDTH = 55
"""Cells of a line at most: with a scroll bar it fills the widest box of a dialog."""


class ManualText(Static):
    """The title and the blocks of a page."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"manual--heading", "manual--code", "manual--strong"}
    """
    | Class | Description |
    | :- | :- |
    | `manual--heading` | The title of the page or of a part. |
    | `manual--code` | A key, or what is typed. |
    | `manual--strong` | A word that counts. |
    """
    wanted_width = _WIDTH

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._wrapped: tuple[int, list[Line]] = (0, [])

    def show(self, page: Page) -> None:
        """Show another page."""
        self._page, self._wrapped = page, (0, [])
        self.refresh(layout=True)

    @property
    def parts(self) -> list[int]:
        """The lines with a title in them, the page's own first."""
        lines = self._lines(self.size.width)
        return [place for place, line in enumerate(lines) if line and line[0].style == HEADING]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as lines."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines in the styles of now."""
        content: list[Content] = []
        for line in self._lines(self.size.width):
            parts = (self._styled(span) for span in line)
            content.append(Content("").join(parts))
        return Content("\n").join(content)

    def _styled(self, span: Span) -> Content:
        if span.style == PLAIN:
            return Content(span.text)
        return Content(span.text).stylize(self.get_visual_style(f"manual--{span.style}", partial=True))

    def _lines(self, width: int) -> list[Line]:
        if self._wrapped[0] != width:
            title = Heading(1, (Span(self._page.title),))
            self._wrapped = width, [(), *lay_out((title, *self._page.blocks), min(_WIDTH, width) - 1)]
        return self._wrapped[1]
