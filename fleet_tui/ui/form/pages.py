"""The scrolled part of a form, which keeps in sight what it is asked to."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget


class Pages(VerticalScroll, inherit_bindings=False):
    """The tabs' pages; it tells when it has got more or less room."""

    class Resized(Message):
        """The room is another."""

    def __init__(self) -> None:
        super().__init__(id="pages", can_focus=False)
        self._scrolled = False

    def on_resize(self) -> None:
        self.post_message(self.Resized())

    def scroll_pages(self, pages: int) -> None:
        """Scroll by pages, at once: several keys in one packet each count from where the one before has led."""
        by = pages * self.scrollable_content_region.height
        self.scroll_to(y=self.scroll_y + by, animate=False, immediate=True)

    def bring_in_sight(self, first: Widget, *others: Widget) -> None:
        """Scroll as little as shows all of these from the first line on, or else the first of them alone."""
        height = self.scrollable_content_region.height
        places = [place for widget in (first, *others) if (place := self._place(widget)) is not None]
        if not places or not height:
            return
        top, bottom = places[0][0], max(end for _, end in places)
        if bottom - top > height:
            bottom = places[0][1]
        at = self.scroll_offset.y  # and not where a scroll was to lead that the page was too short for
        to = top if top < at else bottom - height if bottom > at + height else at
        if to != at:
            self.scroll_to(y=to, animate=False, force=True)
            self._scrolled = True

    def paint_scrolled(self) -> None:
        """Paint once more what was scrolled since the last time.

        About one scroll in thirty, made while rows were being laid out, did not reach the screen (seen with Textual
        8.2.8; the cause is not known).
        """
        if self._scrolled:
            self._scrolled = False
            self.refresh(layout=True)

    def _place(self, widget: Widget) -> tuple[int, int] | None:
        """The first line of a widget on its page and the one after its last; None where it is not on a page."""
        top, at = 0, widget
        while at is not self:
            top += at.virtual_region.y
            if not isinstance(at.parent, Widget):
                return None
            at = at.parent
        return (top, top + widget.size.height) if widget.size.height else None
