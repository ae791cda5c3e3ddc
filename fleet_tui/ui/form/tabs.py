"""The tabs of a form: their names on one line, their scrolled pages, and the titles on these."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from fleet_tui.domain.fields import Section
from fleet_tui.ui.form.rules import FormRules
from fleet_tui.ui.form.state import Raw

UNDER = 3
"""Lines of a title, its note and a blank: the field below them is seen together with its title."""


class Pages(VerticalScroll, inherit_bindings=False):
    """The scrolled pages of the tabs; reports a change of size."""

    class Resized(Message):
        """The size changed."""

    def __init__(self) -> None:
        super().__init__(id="pages", can_focus=False)
        self._scrolled = False

    def on_resize(self) -> None:
        self.post_message(self.Resized())

    def scroll_pages(self, pages: int) -> None:
        """Scroll by pages without delay: each key of a packet counts from where the last one led."""
        by = pages * self.scrollable_content_region.height
        self.scroll_to(y=self.scroll_y + by, animate=False, immediate=True)

    def bring_in_sight(self, first: Widget, *others: Widget) -> bool:
        """Scroll so that all of these widgets are shown, or else the first alone; whether it was needed.

        Downwards the section begins at the top: the next fields are then in sight, and each scroll costs a slow line as
        much as a page. Upwards as little as is needed, and to the title that stands right above.
        """
        height = self.scrollable_content_region.height
        places = [place for widget in (first, *others) if (place := self._place(widget)) is not None]
        if not places or not height:
            return False
        top, bottom = places[0][0], max(end for _, end in places)
        if bottom - top > height:
            bottom = places[0][1]
        at = self.scroll_offset.y  # and not where a scroll was to lead that the page was too short for
        to = at
        if top < at:
            to = max((start for start in self._titles(first) if top - UNDER <= start < top), default=top)
        elif bottom > at + height:
            to = self._page_of(first, bottom, height)
        if to != at:
            self.scroll_to(y=to, animate=False, force=True)
            self._scrolled = True
        return to != at

    def _page_of(self, widget: Widget, bottom: int, height: int) -> int:
        """The first line of the page that begins with the section of a widget, and has the line `bottom` on it."""
        starts = self._titles(widget)
        return max((start for start in starts if bottom - height <= start < bottom), default=bottom - height)

    def _titles(self, widget: Widget) -> list[int]:
        """The lines of the titles in the column of a widget; of all columns for one below them."""
        titles = [each for each in self.query(".title") if each.display]
        beside = [title for title in titles if title.parent in widget.ancestors] or titles
        return [place[0] for title in beside if (place := self._place(title)) is not None]

    def paint_scrolled(self) -> None:
        """Paint again what was scrolled since the last call.

        About one scroll in thirty, made while rows were being laid out, did not reach the screen (seen with Textual
        8.2.8; the cause is not known).
        """
        if self._scrolled:
            self._scrolled = False
            self.refresh(layout=True)

    def _place(self, widget: Widget) -> tuple[int, int] | None:
        """The first line of a widget on its page and the line after its last; None off the pages."""
        top, at = 0, widget
        while at is not self:
            top += at.virtual_region.y
            if not isinstance(at.parent, Widget):
                return None
            at = at.parent
        return (top, top + widget.size.height) if widget.size.height else None


class TabStrip(Widget, can_focus=True):
    """`[Profile]  Payroll  Permissions`: brackets mark the open tab, `!` a tab with a problem."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Previous tab", id="form.tab_left", show=False),
        Binding("right", "turn(1)", "Next tab", id="form.tab_right", show=False),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-strip--current", "tab-strip--flagged"}

    current: reactive[str] = reactive("")
    flagged: reactive[frozenset[str]] = reactive(frozenset[str]())

    class Turned(Message):
        """A tab is to open."""

        def __init__(self, tab: str) -> None:
            self.tab = tab
            super().__init__()

    def __init__(self, tabs: tuple[str, ...]) -> None:
        super().__init__()
        self.tabs = tabs
        self.set_reactive(TabStrip.current, tabs[0])
        self.display = len(tabs) > 1

    def render(self) -> Content:
        return Content.assemble(*((self._words(tab), self._style(tab)) for tab in self.tabs))

    def _style(self, tab: str) -> Style | str:
        kind = "current" if tab == self.current else "flagged" if tab in self.flagged else ""
        return self.get_visual_style(f"tab-strip--{kind}", partial=True) if kind else ""

    def _words(self, tab: str) -> str:
        name = f"{tab} !" if tab in self.flagged else tab
        return f"[{name}]" if tab == self.current else f" {name} "

    @property
    def cursor_screen_offset(self) -> Offset:
        """The screen cell of the bracket before the open tab."""
        before = self.tabs[: self.tabs.index(self.current)]
        return self.content_region.offset + Offset(sum(len(self._words(tab)) for tab in before), 0)

    def after(self, way: int) -> str:
        """The tab `way` places from the current one, round the ends."""
        return self.tabs[(self.tabs.index(self.current) + way) % len(self.tabs)]

    def action_turn(self, way: int) -> None:
        self.post_message(self.Turned(self.after(way)))

    def on_click(self, event: Click) -> None:
        end = 0
        for tab in self.tabs:
            end += len(self._words(tab))
            if event.x < end:
                self.post_message(self.Turned(tab))
                return


class SectionTitle(Widget):
    """The title of a section over its note."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--words", "title--note"}

    def __init__(self, section: Section) -> None:
        super().__init__(classes="title")
        self._title = section.title
        self._note = f"\n{section.note}" if section.note else ""

    def render(self) -> Content:
        words, note = (self.get_visual_style(f"title--{part}", partial=True) for part in ("words", "note"))
        return Content.assemble((self._title, words), (self._note, note))


class FormHeads:
    """Says above a tab what its rules say, and shows the title of a section while one of its fields is asked."""

    def __init__(self) -> None:
        self._tabs: list[tuple[Static, str]] = []
        self._sections: list[tuple[SectionTitle, Section]] = []

    def of_tab(self, tab: str) -> Static:
        """The widget of the sentence above a tab."""
        self._tabs.append((made := Static(classes="sentence", markup=False), tab))
        return made

    def of_section(self, section: Section) -> SectionTitle:
        """The widget of the title of a section."""
        self._sections.append((made := SectionTitle(section), section))
        return made

    def settle(self, rules: FormRules, typed: Raw) -> None:
        """Apply the rules again."""
        for title, section in self._sections:
            title.display = any(rules.asked(field, typed) for field in section.fields)
        for head, tab in self._tabs:
            text = Content(rules.tab_note(tab, typed))
            if head.content != text:
                head.update(text)
            head.display = bool(text)
