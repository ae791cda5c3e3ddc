"""All that is known about a message; never the code that it brings."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from fleet_tui.domain.mail.messages import Item
from fleet_tui.domain.mail.wording import facts
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen


class MessageDetails(DialogScreen[None]):
    """Each fact about a message under its name."""

    AUTO_FOCUS = "#facts"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "cancel", "Back", id="message.back", show=False)]
    """
    | Key | Description |
    | :- | :- |
    | enter, q | Back. |
    """

    def __init__(self, item: Item, now: datetime) -> None:
        super().__init__(f"Message to {item.name}")
        self._facts = facts(item, now)

    def compose_box(self) -> ComposeResult:
        """The facts; the arrows scroll them."""
        with VerticalScroll(id="facts", classes="fills"):
            yield Static(self._words())
        yield Static("Esc closes this.", markup=False)

    def _words(self) -> Text:
        return Text("\n").join(
            Text.assemble((f"{displayable(name)}: ", "bold"), displayable(words)) for name, words in self._facts
        )
