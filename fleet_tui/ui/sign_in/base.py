"""The base of the sign-in screens: a few fields under a title, without the sidebar."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from fleet_tui.domain.errors import Invalid, Problem, Refusal, still_wrong
from fleet_tui.domain.fields import Field
from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.key_queue import LEAVING, drop_until_seen, processed
from fleet_tui.ui.base.navigation import SIGN_IN
from fleet_tui.ui.base.textual_compat import bindings_of
from fleet_tui.ui.dialogs.questions import quit_if_wanted
from fleet_tui.ui.form.editor import Edited
from fleet_tui.ui.form.field_row import FieldRow, Remark
from fleet_tui.ui.frame.screen import FleetScreen


class SignInScreen(FleetScreen[None]):
    """Some fields that are sent together. There is no draft: most of them are secret."""

    MANUAL: ClassVar[str] = "accounts"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "submit", "Go on", id="door.submit", key_display="F2", show=False, priority=True),
        Binding("escape", "back", "Back", id="door.back", key_display="Esc"),
        # These have priority so that a letter right behind them, in one packet, goes to the field that they lead to.
        Binding("tab,ctrl+n,down", "move(1)", "Next field", id="door.next", show=False, priority=True),
        Binding("shift+tab,up", "move(-1)", "Previous field", id="door.previous", show=False, priority=True),
        Binding("enter", "enter", "Next field, or go on", id="door.enter", show=False, priority=True),
    ]
    """
    | Key | Description |
    | :- | :- |
    | F2 | Send what is typed. |
    | Esc | Back; on the first screen it asks whether to quit. |
    | Tab, ctrl+n, down | The next field. |
    | Shift+Tab, up | The previous field. |
    | Enter | The next field; in the last one, send what is typed. |
    """

    entry = SIGN_IN
    has_sidebar = False
    AUTO_FOCUS = "#sign-in Input"
    fields: ClassVar[tuple[Field, ...]] = ()

    def __init__(self, title: str, about: str = "") -> None:
        super().__init__()
        self._title = title
        self._about = Static(displayable(about, lines=True), classes="about", markup=False)
        self._about.display = bool(about)
        self.rows = {field.name: FieldRow(field) for field in self.fields}
        self._problems: dict[str, Problem] = {}
        self._sending = asyncio.Lock()

    @property
    def sending(self) -> bool:
        """Whether the fields are being sent."""
        return self._sending.locked()

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="sign-in", can_focus=False):
            yield Static(displayable(self._title), classes="title", markup=False)
            yield self._about
            yield from self.rows.values()
            yield Static(self._keys(), classes="keys", markup=False)

    def _keys(self) -> Text:
        """The keys that lead on, because the status line may show a sentence instead."""
        lead_on = ("door.submit", "door.sign_in", "door.to_")
        own = [binding for binding in bindings_of(self) if (binding.id or "").startswith(lead_on)]
        lines = [f" {self.app.get_key_display(binding)} {binding.description}" for binding in own]
        if len(self.app.screen_stack) == 1:  # else Esc goes back
            lines += [f" Esc, then {self.app.get_key_display(quits)} Quit" for quits in self._quits()]
        return Text("\n".join(lines))

    def _quits(self) -> list[Binding]:
        return [binding for binding in bindings_of(self.app) if binding.id == "app.quit"]

    def show_about(self, text: str) -> None:
        """Show a text above the fields; empty for none."""
        self._about.update(displayable(text, lines=True))
        self._about.display = bool(text)

    def ask(self, names: Iterable[str]) -> None:
        """Show these fields and no others."""
        asked = frozenset(names)
        for name, row in self.rows.items():
            row.ask(name in asked)

    def typed(self, name: str) -> str:
        """The typed text of a field."""
        return str(self.rows[name].editor.raw)

    def fill(self, **texts: str) -> None:
        """Set the texts of fields."""
        for name, text in texts.items():
            self.rows[name].editor.raw = text

    def focus_on(self, name: str) -> None:
        self.set_focus(self.rows[name].editor)

    # Keys

    def _open_rows(self) -> list[FieldRow]:
        return [row for row in self.rows.values() if row.display]

    def action_move(self, way: int) -> None:
        rows = self._open_rows()
        if rows:
            at = next((place for place, row in enumerate(rows) if row.editor.has_focus), -1)
            self.set_focus(rows[max(at + way, -1) % len(rows)].editor)

    def action_enter(self) -> None:
        rows = self._open_rows()
        if not rows or rows[-1].editor.has_focus:
            self.action_submit()
        else:
            self.action_move(1)

    @work(exclusive=True, group=LEAVING)
    async def action_back(self) -> None:
        """Ask whether to quit: nothing lies behind the first screen."""
        await quit_if_wanted(self)

    # Sending

    @work(group=LEAVING)
    async def action_submit(self) -> None:
        """Send the fields, one send at a time."""
        if self._sending.locked():
            return
        async with self._sending:
            await processed(self.focused or self)  # a letter right before F2 is sent too
            self.say("")
            try:
                sentence = await self.send()
            except Invalid as invalid:
                self._show_problems(invalid.problems)
            except Refusal as refusal:
                self.refused(str(refusal))
            else:
                if not sentence:
                    return
                self.say(sentence, problem=True)
            drop_until_seen(self.app)  # keys typed ahead are for the screen after sign-in, and not for a field

    async def send(self) -> str:
        """Send the fields; the sentence that says what is wrong, or nothing, which is the default.

        Raises:
            Refusal: it was not done.
        """
        return ""

    def refused(self, sentence: str) -> None:
        self.say(sentence, problem=True)

    def _show_problems(self, problems: dict[str, Problem]) -> None:
        """Show each problem beside its field and go to the first; others in the status line."""
        self._problems = dict(problems)
        for name, row in self.rows.items():
            row.show_sentence(problems[name].sentence if name in problems else "", "")
        wrong = [row for name, row in self.rows.items() if name in problems and row.display]
        others = [problem.sentence for name, problem in problems.items() if self.rows.get(name) not in wrong]
        if wrong:
            self.set_focus(wrong[0].editor)
        self.say(" ".join(others), problem=True)

    @on(Remark.Placed)
    def _placed(self, event: Remark.Placed) -> None:
        """Scroll the problem of a field into sight, not only the field."""
        event.remark.scroll_visible(animate=False)

    @on(Edited)
    def _edited(self, event: Edited) -> None:
        edited = event.editor.field.name
        before, self._problems = self._problems, still_wrong(self._problems, edited)
        for name in before.keys() - self._problems.keys() & self.rows.keys():
            self.rows[name].show_sentence("", "")
        self.edited(edited)

    def edited(self, name: str) -> None:
        """Called when a field was edited."""
