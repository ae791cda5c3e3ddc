"""The widget of a form: tabs of sections of fields, made a few at a time, and the focused field's note."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from fleet_tui.domain.errors import Problem, still_wrong
from fleet_tui.domain.fields import Field, Section
from fleet_tui.ui.form.editor import Edited
from fleet_tui.ui.form.editor_pick import PickEditor
from fleet_tui.ui.form.editors import hint
from fleet_tui.ui.form.field_row import FieldRow, Remark
from fleet_tui.ui.form.page import Page
from fleet_tui.ui.form.rules import FormRules, changeable_fields
from fleet_tui.ui.form.state import FormState
from fleet_tui.ui.form.tabs import FormHeads, Pages, TabStrip
from fleet_tui.ui.form.words import sentence_of
from fleet_tui.ui.widgets.marked import MarkedButton

SLICE = 3
"""Rows made in one turn of the event loop: more would hold it for over 50 ms on a slow machine."""

RESTED = 0.1
"""Seconds until the layout after a change of focus is done."""


class Form(Widget):
    """Shows a `FormState` under `FormRules`; an edit goes to the state, and the rules are asked again."""

    def __init__(
        self, sections: tuple[Section, ...], state: FormState, rules: FormRules, saves: str = "Save Changes"
    ) -> None:
        """`saves` is the label of the button at the end."""
        super().__init__(id="form")
        self.sections = sections
        self.state = state
        self.rules = rules
        self.rows: dict[str, FieldRow] = {}
        self.problems: dict[str, Problem] = {}
        self._tabs = tuple(dict.fromkeys(section.tab for section in sections))
        self._pages: dict[str, Page] = {}
        self._heads = FormHeads()
        self.first = ""
        """The field without which the form is not usable; empty for any."""
        self.usable = asyncio.Event()
        self._making = asyncio.Lock()
        self._strip = TabStrip(self._tabs)
        self._scroll = Pages()
        self._resting: Timer | None = None
        self._late = False
        self._note = Static(id="note", markup=False)
        self._save = MarkedButton(f"[ {saves} ]", id="save", gutter=1)
        self.changeable = True
        """Whether any field can be changed."""

    def compose(self) -> ComposeResult:
        """The tabs' names, the scrolled pages with the button at their end, and the note."""
        yield self._strip
        with self._scroll:
            yield self._save
        yield self._note

    @property
    def tab(self) -> str:
        """The open tab."""
        return self._strip.current

    def next_tab(self) -> str:
        """The tab after the open one, the first one after the last."""
        return self._strip.after(1)

    async def show_tab(self, tab: str) -> None:
        """Open a tab; the first time its fields are made."""
        self._strip.current = tab
        for name, page in self._pages.items():
            page.display = name == tab
        self._scroll.scroll_home(animate=False)
        async with self._making:
            if tab not in self._pages:
                await self._make(tab)

    async def _make(self, tab: str) -> None:
        sections = tuple(section for section in self.sections if section.tab == tab)
        self._pages[tab] = page = Page(self._heads.of_tab(tab), sections)
        page.display = tab == self.tab
        await self._scroll.mount(page, before=self._save)
        for section in sections:
            column, made = page.column_of(section), list[Widget]([self._heads.of_section(section)])
            for field in section.fields:
                row = self.rows[field.name] = FieldRow(field)
                made.append(row)
                if len(made) >= SLICE:
                    await self._add(column, made)
                    made = []
            await self._add(column, made)
        self.usable.set()

    async def _add(self, column: Widget, made: list[Widget]) -> None:
        for row in made:
            if isinstance(row, FieldRow):
                self._settle(row)
                row.editor.raw = self.state.typed.get(row.field.name)
        self._settle_heads()
        await column.mount_all(made)
        if any(isinstance(row, FieldRow) and self.first in ("", row.field.name) for row in made):
            self.usable.set()
        await asyncio.sleep(0)

    def _settle(self, row: FieldRow) -> None:
        field, raw = row.field, self.state.typed
        row.ask(self.rules.asked(field, raw))
        row.editor.disabled = self.rules.closed(field, raw)
        if isinstance(row.editor, PickEditor) and (picks := self.rules.picks(field, raw)) is not None:
            row.editor.offer(picks)
        row.show_sentence(sentence_of(self.problems.get(field.name)), self.rules.remark(field, raw))

    def _settle_heads(self) -> None:
        typed = self.state.typed
        changeable = any(changeable_fields(self.sections, self.rules, typed))
        if changeable != self.changeable:
            self.changeable = self._save.display = changeable
            self.screen.refresh_bindings()
        self._heads.settle(self.rules, typed)

    def settle(self) -> None:
        """Apply the rules again to every field that is made."""
        for row in self.rows.values():
            self._settle(row)
        self._settle_heads()

    def fill(self, state: FormState) -> None:
        """Show another state in the fields that are made."""
        self.state = state
        for name, row in self.rows.items():
            row.editor.raw = state.typed.get(name)
        self.settle()
        self._flag()

    def collect(self) -> None:
        """Put into the state what the editors hold, also edits that have sent no message yet."""
        for name, row in self.rows.items():
            self.state.put(name, row.editor.raw)

    def typed_now(self) -> dict[str, object]:
        """What the editors hold; the state stays as it is, so that an edit on its way is still one."""
        return {**self.state.typed, **{name: row.editor.raw for name, row in self.rows.items()}}

    def on_edited(self, event: Edited) -> None:
        name = event.editor.field.name
        if not self.state.put(name, event.editor.raw):
            event.stop()
            return
        self.problems = still_wrong(self.problems, name)
        self.settle()
        self._flag()

    def put_problems(self, problems: Mapping[str, Problem]) -> None:
        """Show problems beside their fields; the others stay."""
        self.problems |= problems
        self.settle()
        self._flag()

    async def show_problems(self, problems: Mapping[str, Problem]) -> None:
        """Show the problem of each field and go to the first one."""
        self.problems = {}
        self.put_problems(problems)
        typed = self.state.typed
        wrong = (field for field in self.fields() if field.name in problems and self.rules.asked(field, typed))
        first = next((field.name for field in wrong), None)
        if first is not None:
            await self.focus_field(first)

    def _flag(self) -> None:
        flagged = {section.tab for section in self.sections for field in section.fields if field.name in self.problems}
        self._strip.flagged = frozenset(flagged)

    async def focus_field(self, name: str) -> None:
        """Open the field's tab and focus its editor."""
        tab = next(section.tab for section in self.sections if any(field.name == name for field in section.fields))
        if tab != self.tab or name not in self.rows:
            await self.show_tab(tab)
        self._focus(self.rows[name].editor)

    def _focus(self, widget: Widget) -> None:
        # The focused field is scrolled into sight here together with its sentence, and only once.
        self.screen.set_focus(widget, scroll_visible=False)
        self.call_after_refresh(self.keep_in_sight)
        # Rows, remarks and the note may still be moving: once more when the layout is done.
        self._rest()
        self._late = True

    def _rest(self) -> None:
        self._stay()
        self._resting = self.set_timer(RESTED, self._rested)

    def fields(self) -> Iterator[Field]:
        """All fields, in order."""
        return (field for section in self.sections for field in section.fields)

    def _open_rows(self) -> list[FieldRow]:
        """The rows of the open tab that can take the focus, in order."""
        fields = (field for section in self.sections if section.tab == self.tab for field in section.fields)
        rows = (self.rows[field.name] for field in fields if field.name in self.rows)
        return [row for row in rows if row.display and not row.editor.disabled and row.editor.focusable]

    def _focused_row(self) -> FieldRow | None:
        focused = self.screen.focused
        return next((row for row in self.rows.values() if row.editor is focused), None)

    def focus_first(self, rather: str | None = "") -> None:
        """Focus the open tab's first field, or `rather`; the tabs when there is no field; with None, nothing."""
        if rather is None:
            self.screen.set_focus(None)
            return
        rows = sorted(self._open_rows(), key=lambda row: row.field.name != rather)
        self._focus(rows[0].editor if rows else self._strip)

    async def move(self, way: int) -> None:
        """Move the focus by one field, over the button and the tabs, round the ends."""
        rows = self._open_rows()
        if way < 0 or (rows and rows[-1].editor is self.screen.focused):
            async with self._making:  # the next field may still be on its way
                pass
        ends = (widget for widget in (self._save, self._strip) if widget.display)
        stops: list[Widget] = [*(row.editor for row in self._open_rows()), *ends]
        if not stops:
            return
        focused = self.screen.focused
        at = stops.index(focused) if focused in stops else min(0, -way)
        self._focus(stops[(at + way) % len(stops)])

    async def next_section(self) -> None:
        """Focus the first field of the next section, on the next tab after the last."""
        rows = self._open_rows()
        focused = self._focused_row()
        names = [field.name for field in self.fields()]
        sections = {field.name: section for section in self.sections for field in section.fields}
        if focused is not None:
            here = sections[focused.field.name]
            after = names.index(here.fields[-1].name)
            for row in rows:
                if names.index(row.field.name) > after:
                    self._focus(row.editor)
                    return
        await self.show_tab(self.next_tab())
        self.focus_first()

    def scroll_page(self, way: int) -> None:
        """Scroll by a page, to read what cannot take the focus."""
        self._stay()  # a reader is not brought back to the focus
        self._scroll.scroll_pages(way)

    def _stay(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting, self._late = None, False

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        row = self._focused_row()
        note = hint(row.field) if row is not None else ""
        if self._note.content != note:
            self._note.update(note)
            self.call_after_refresh(self.keep_in_sight)

    def keep_in_sight(self) -> None:
        """Scroll to the focused field and its sentence, if they are out of sight."""
        focused = self.screen.focused if self.is_attached else None  # it may be left before the picture is out
        if focused is not None:
            row = self._focused_row()
            sentences = [row.sentence] if row is not None and row.sentence is not None else []
            if self._scroll.bring_in_sight(focused, *sentences) and self._resting is None and self._late:
                self._rest()  # on a slow machine a layout comes late, and what it scrolls must be painted too

    def _rested(self) -> None:
        self.keep_in_sight()
        self._resting = None
        self._scroll.paint_scrolled()

    def on_resize(self) -> None:
        self.call_after_refresh(self.keep_in_sight)

    @on(Pages.Resized)
    @on(FieldRow.Placed)
    def _laid_out(self) -> None:
        self.keep_in_sight()

    def on_remark_placed(self, event: Remark.Placed) -> None:
        row = self._focused_row()
        if row is not None and row.sentence is event.remark:
            self.keep_in_sight()
