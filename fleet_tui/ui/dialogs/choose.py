"""A dialog to pick one or several entries of a list by typing a part of the name."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.events import Key

from fleet_tui.ui.base.key_queue import replay
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.widgets.choice_list import ChoiceList, Pick
from fleet_tui.ui.widgets.picking import NONE


class Choose(DialogScreen[tuple[str | int, ...]]):
    """Answers the values that are picked, possibly none; None after Esc."""

    DEFAULT_CLASSES = "-gutter"
    beside_focus = True

    def __init__(
        self,
        title: str,
        picks: tuple[Pick, ...],
        picked: tuple[str | int, ...],
        *,
        many: bool = False,
        optional: bool = False,
        typed: list[Key] | None = None,
    ) -> None:
        """`optional` offers no value as the last choice, where only one can be picked. `typed` are keys to replay."""
        super().__init__(title)
        self._many, self._typed = many, typed or []
        none = (NONE,) if optional and not many else ()
        self._list = ChoiceList((*picks, *none), ticks=many)
        self._list.ticked = set(picked)
        if picked:
            self._list.go_to(picked[0])

    def compose_box(self) -> ComposeResult:
        """The list."""
        yield self._list

    def on_mount(self) -> None:
        """Replay the keys that came before the list."""
        self._show_keys()
        self.set_focus(self._list)
        self.run_worker(replay(self.app, self._typed))

    @on(ChoiceList.Ticked)
    def _show_keys(self) -> None:
        self.show_keys(
            f"Space ticks  Enter takes {len(self._list.ticked)}" if self._many else "Enter picks  Esc leaves"
        )

    @on(ChoiceList.Taken)
    def _taken(self) -> None:
        current = self._list.current
        if self._many:
            self.dismiss(tuple(self._list.ticked))
        elif current is not None:
            self.dismiss(() if current is NONE else (current.value,))
