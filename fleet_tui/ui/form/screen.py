"""The screen of a form: opening, typing, the keys and leaving."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import Button, Input

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import Kind
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.services.local.drafts import Drafts
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import LEAVING, pause_keys, processed, replay
from fleet_tui.ui.form.draft import FormDraft
from fleet_tui.ui.form.editor import Edited
from fleet_tui.ui.form.editor_pick import PickEditor, choose
from fleet_tui.ui.form.editor_text import LinesEditor
from fleet_tui.ui.form.others.head import FormHead
from fleet_tui.ui.form.saver import FormRecord, PhotoFiles, Saver
from fleet_tui.ui.form.saving import FormSaving
from fleet_tui.ui.form.state import FormState, Raw
from fleet_tui.ui.form.tabs import TabStrip
from fleet_tui.ui.form.widget import Form
from fleet_tui.ui.frame.guarded_screen import GuardedScreen


class FormScreen(GuardedScreen[int | None]):
    """The form of one record, which its `Saver` reads and writes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+w", "save", "Save Changes", id="form.save", key_display="F2", priority=True),
        Binding("escape", "back", "Back", id="form.back", key_display="Esc"),
        Binding("f3", "next_section", "Section", id="form.section", key_display="F3"),
        Binding("ctrl+t", "next_tab", "Tab", id="form.tab", key_display="^T", show=False),
        # These have priority so that a letter right behind them, in one packet, goes to the field that they lead to.
        Binding("tab,ctrl+n", "move(1)", "Next field", id="form.next", show=False, priority=True),
        Binding("shift+tab", "move(-1)", "Previous field", id="form.previous", show=False, priority=True),
        Binding("enter", "enter", "Next field", id="form.enter", show=False, priority=True),
        Binding("down", "line(1)", "Next field", id="form.down", show=False, priority=True),
        Binding("up", "line(-1)", "Previous field", id="form.up", show=False, priority=True),
        Binding("pagedown", "scroll(1)", "Scroll down", id="form.page_down", show=False),
        Binding("pageup", "scroll(-1)", "Scroll up", id="form.page_up", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | F2, ctrl+w | Save Changes. |
    | Esc | Back; asks when something is unsaved. |
    | F3 | The next section, on the next tab after the last. |
    | ctrl+t | The next tab. |
    | Tab, ctrl+n | The next field. |
    | Enter | In a line of text, the next field. |
    | Shift+Tab | The previous field. |
    | down, up | The next field and the one before; in a text of many lines, its lines first. |
    | PgDn, PgUp | Scroll. |
    """

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [*GuardedScreen.HORIZONTAL_BREAKPOINTS, (110, "-broad"), (120, "-double")]  # noqa: RUF012
    save_group = "save"
    """The group of the worker that saves; see `key_queue` for those that keys wait for."""
    saves = "Save Changes"  # what the button at the end says
    starts_at: str | None = ""
    """The field that has the focus first; empty for the first one, None for no field."""

    def __init__(self, saver: Saver, drafts: Drafts, grants: PermissionCache, photos: PhotoFiles | None = None) -> None:
        """`photos` reads photo files, for a form with a photo."""
        super().__init__()
        self.grants = grants
        self.sections = saver.sections
        self.form: Form | None = None
        self.record: FormRecord | None = None
        self.draft = FormDraft(self, drafts, self._typing)
        self.saving = FormSaving(self, saver, photos)
        self._saver = saver
        self._ahead: list[Key] | None = []

    # Opening

    def compose_body(self) -> ComposeResult:
        """The line about the record; the form follows when the record is read."""
        yield FormHead()

    def on_mount(self) -> None:
        self.open()

    @work(group="open")
    async def open(self) -> None:
        """Show the record with its draft on top; the first fields can be used while others are made."""
        form = await self._make_form()
        if form is not None:
            form.first = self.starts_at or ""
            making = asyncio.create_task(form.show_tab(self.sections[0].tab))
            await form.usable.wait()
            async with pause_keys(self.app):  # the kept keys reach the field before later ones
                form.focus_first(self.starts_at)
                await processed(self)  # keep a key that was sent while nothing had the focus
                await self._replay()
            await making
        else:
            await self._replay()

    async def _replay(self) -> None:
        ahead, self._ahead = self._ahead, None
        await replay(self.app, ahead or [])

    async def read(self) -> FormRecord | None:
        """The record as stored now; None when refused, which the status line says."""
        return await self.run_or_say(self._saver.read, self.record)

    async def _make_form(self) -> Form | None:
        record = await self.read()
        if record is None:
            return None
        beginning = await self.draft.begin(record)
        self._show(record)
        self.form = form = Form(self.sections, beginning.state, record.rules, self.saves)
        await self.query_one("#body").mount(form)
        form.problems = beginning.problems
        self.say(beginning.sentence)
        return form

    def adopt(self, record: FormRecord, later: Raw | None = None) -> None:
        """Show a stored record with later typing on top."""
        if self.form is None:
            return
        state = FormState(record.begun)
        state.rebase(record.begun, later or {})
        self._show(record)
        self.form.rules = record.rules
        self.form.problems = {}
        self.form.fill(state)

    def _show(self, record: FormRecord) -> None:
        self.record = record
        self.query_one(FormHead).show(record.head)
        self.name_window(record.head.partition("\n")[0])

    def permissions_changed(self) -> None:
        """Apply the permissions to the fields; typing stays."""
        super().permissions_changed()
        if self.form is not None:
            self.say("")
            self.form.settle()
            self.read_again()

    @work(exclusive=True, group="reload")
    async def read_again(self) -> None:
        """Show the record as stored now, unless there is unsaved typing; say why it cannot be read."""
        await self.read_on()

    async def read_on(self) -> bool:
        """Show the record as stored now, unless there is unsaved typing; whether it is shown."""
        form, shown = self.form, self.record
        if form is None or self.unsaved:
            return False
        try:
            record = await run_in_thread(self._saver.read, shown)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            form.display = not isinstance(refusal, NotAllowed)  # what may not be seen is not left in sight
            return False
        if self.unsaved or self.record is not shown:  # typed or saved meanwhile
            return False
        FormScreen.adopt(self, record)  # and not as what was saved here
        form.display = True
        return True

    def why_not(self, action: str) -> str:
        """Also why a form without a changeable field cannot be saved, as it says above its first section."""
        form = self.form
        if action == "save" and form is not None and not form.changeable:
            return form.rules.tab_note(self.sections[0].tab, form.state.typed)
        return super().why_not(action)

    # Typing

    @property
    def unsaved(self) -> bool:
        """Whether there is unsaved typing."""
        if self.form is None:
            return False
        self.form.collect()
        return bool(self.form.state.changed)

    @on(Edited)
    def _edited(self, event: Edited) -> None:
        self.say("")
        self.draft.keep_later()

    def _typing(self) -> tuple[str, Raw, int | None] | None:
        if self.form is None or self.record is None:
            return None
        secret = {field.name for field in self.form.fields() if field.kind is Kind.SECRET}
        state, stored = self.form.state, self.record.raw
        typed = {name: raw for name, raw in state.typed.items() if raw != stored.get(name) and name not in secret}
        return self.record.key, typed if state.changed else {}, self.record.version

    async def on_unmount(self) -> None:
        """Write the draft of the last second when the program ends without asking."""
        await self.draft.keep_rest()

    @on(PickEditor.Opened)
    @work(exclusive=True, group="choose")
    async def _choose(self, event: PickEditor.Opened) -> None:
        await choose(event.editor)

    # Keys

    def on_key(self, event: Key) -> None:
        """Keep keys for a form that is not there yet."""
        if self._ahead is not None:
            event.stop()
            event.prevent_default()
            self._ahead.append(event)

    def require_form(self) -> None:
        """Let a key with priority wait with the others until the form is there."""
        if self._ahead is not None:
            raise SkipAction

    async def action_enter(self) -> None:
        """Go to the next field from a line of text; elsewhere Enter has its own meaning."""
        self.require_form()
        if not isinstance(self.focused, Input):
            raise SkipAction
        await self.action_move(1)

    async def action_line(self, way: int) -> None:
        """Go a line down or up: within a text of many lines, and to another field from its last or first line."""
        self.require_form()
        if isinstance(self.focused, LinesEditor) and not self.focused.at_edge(way):
            raise SkipAction
        await self.action_move(way)

    async def action_move(self, way: int) -> None:
        self.require_form()
        if self.form is not None:
            await self.form.move(way)

    def action_scroll(self, way: int) -> None:
        if self.form is not None:
            self.form.scroll_page(way)

    @work(group="tab")
    async def action_next_section(self) -> None:
        if self.form is not None:
            await self.form.next_section()

    @work(group="tab")
    async def action_next_tab(self) -> None:
        if self.form is not None:
            await self.form.show_tab(self.form.next_tab())
            self.form.focus_first()

    @on(TabStrip.Turned)
    @work(group="tab")
    async def _turned(self, event: TabStrip.Turned) -> None:
        if self.form is not None:
            await self.form.show_tab(event.tab)

    @work(exclusive=True, group=LEAVING)
    async def action_back(self) -> None:
        if await self.leave():
            self.dismiss(None)

    async def leave(self) -> bool:
        """Ask what becomes of unsaved typing; nothing is lost without an answer."""
        return self.form is None or await self.saving.leave(self.form)

    # Saving

    def action_save(self) -> None:
        self.require_form()
        self.run_worker(self.save(), group=self.save_group)

    @on(Button.Pressed, "#save")
    def _pressed(self) -> None:
        self.action_save()

    async def save(self) -> bool:
        """Save what was typed; whether nothing is left unsaved."""
        return await self.saving.save()

    async def agreed(self, raw: Raw) -> bool:
        """Whether the user wants the change; True without asking, unless a form shows it before it saves.

        Raises:
            Refusal: it cannot be saved.
        """
        return True
