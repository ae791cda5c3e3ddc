"""Picking one or several out of a list by typing a part of the name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.forms.pick import Pick
from fleet_tui.ui.widgets.choice_list import ChoiceList

NONE = Pick("", "(none)")


class Choose(DialogScreen[tuple[str | int, ...]]):
    """Answers what is picked: nothing, one or several; None when it is left with Esc.

    Where several can be picked, Space ticks, and Enter takes the ticks; Enter on a narrowed list ticks first, so that
    typing a part of a name and Enter does what it looks like.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", id="choose.up", show=False),
        Binding("down", "move(1)", "Down", id="choose.down", show=False),
        Binding("pageup,ctrl+u", "move(-10)", "Page up", id="choose.page_up", show=False, priority=True),
        Binding("pagedown,ctrl+d", "move(10)", "Page down", id="choose.page_down", show=False, priority=True),
        Binding("enter", "take", "Take", id="choose.take", priority=True),
        Binding("space", "tick", "Tick", id="choose.tick", priority=True),
    ]
    """
    | Key | Description |
    | :- | :- |
    | up, down | Move the mark. |
    | pageup, pagedown | Move the mark by ten. |
    | enter | Take what is marked or ticked. |
    | space | Tick, where several can be picked. |
    """

    def __init__(
        self,
        title: str,
        picks: tuple[Pick, ...],
        picked: tuple[str | int, ...],
        *,
        many: bool = False,
        optional: bool = False,
        typed: str = "",
    ) -> None:
        super().__init__(title)
        self._many, self._typed, self._picked = many, typed, picked
        none = (NONE,) if optional and not many else ()
        self._list = ChoiceList((*none, *picks), ticks=many)
        self._list.ticked = set(picked)
        self._list.add_class("fills")
        self._input = Input(typed, compact=True, placeholder="type to narrow", select_on_focus=False)
        self._input.cursor_blink = False
        self._keys = Static(markup=False)

    def compose_box(self) -> ComposeResult:
        """The input, the list and its keys."""
        yield self._input
        yield self._list
        yield self._keys

    def on_mount(self) -> None:
        """Start at what is picked."""
        if self._typed:
            self._list.narrow(self._typed)
        elif self._picked:
            self._list.go_to(self._picked[0])
        self._list.styles.height = min(max(len(self._list.shown), 3), 12)
        self._tell()

    def _tell(self) -> None:
        ticks = f"Space ticks · Enter takes {len(self._list.ticked)} · " if self._many else "Enter picks · "
        self._keys.update(f"{ticks}Esc leaves")

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._list.narrow(event.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space ticks only where several can be picked; elsewhere it is a space."""
        return self._many if action == "tick" else True

    def action_move(self, by: int) -> None:
        """Move the mark."""
        self._list.move(by)

    def action_tick(self) -> None:
        """Tick the current one, and show the whole list again."""
        self._list.tick()
        self._clear()
        self._tell()

    def _clear(self) -> None:
        if self._input.value:
            current = self._list.current
            with self.prevent(Input.Changed):
                self._input.value = ""
            self._list.narrow("")
            self._list.go_to(current.value if current else None)

    @on(ChoiceList.Clicked)
    def action_take(self) -> None:
        """Take what is picked."""
        current = self._list.current
        if self._many:
            if self._input.value and current is not None:
                self._list.ticked.add(current.value)
                self._clear()
                self._tell()
            else:
                self.dismiss(tuple(self._list.ticked))
        elif current is not None:
            self.dismiss(() if current is NONE else (current.value,))
