"""A dialog for one text, which stays open until the text is accepted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.key_queue import LEAVING, drop_until_seen
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.widgets.line_input import LineInput
from fleet_tui.ui.widgets.marked import MarkedLine

Try = Callable[[str], Awaitable[str]]
"""Uses the text; returns the sentence about what is wrong, empty when it is done.

It may also raise BadValue or Refusal with that sentence."""


def up_to(length: int) -> str:
    """The hint for a text of limited length."""
    return f"Up to {length} characters. Enter saves, Esc goes back."


class Prompt(DialogScreen[bool]):
    """Answers true once the text is accepted; until then it stays, with what is wrong below it."""

    AUTO_FOCUS = "Input"

    def __init__(self, title: str, value: str, attempt: Try, *, hint: str) -> None:
        """`hint` is the line about the text and the keys."""
        super().__init__(title)
        self._value, self._attempt, self._hint = value, attempt, hint

    def compose_box(self) -> ComposeResult:
        """The text, the problem and the hint."""
        yield MarkedLine(self.make_line())
        yield Static("", classes="problem", markup=False)
        yield Static(self._hint, markup=False)

    def make_line(self) -> LineInput:
        """The input with the text."""
        return LineInput(self._value)

    def on_mount(self) -> None:
        """Hide the empty problem."""
        self.query_one(".problem").display = False

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self._try(event.value)

    @work(exclusive=True, group=LEAVING)
    async def _try(self, text: str) -> None:
        try:
            sentence = await self._attempt(text)
        except (BadValue, Refusal) as refused:
            sentence = str(refused)
        if not sentence:
            self.dismiss(True)
            return
        problem = self.query_one(".problem", Static)
        problem.update(displayable(sentence))
        problem.display = True
        self._make_room(self.size)
        drop_until_seen(self.app)
