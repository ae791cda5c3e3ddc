"""Choose the columns of a list and their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from fleet_tui.domain.fields import Field, ProfileType
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.widgets.check_list import CheckList

_NOT_ALWAYS = {"active": "Active (while not all are)"}
"""What a column says of when it is shown (`list_columns.columns_shown`)."""


class Columns(DialogScreen[tuple[str, ...]]):
    """Answers the names of the columns in order; the name of the person always comes first."""

    AUTO_FOCUS = "CheckList"
    DEFAULT_CLASSES = "-gutter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "apply", "Show these", id="columns.apply"),
        Binding("J,>", "shift(1)", "Move down", id="columns.down"),
        Binding("K,<", "shift(-1)", "Move up", id="columns.up"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter | Show these columns. |
    | J, > | Move the column down. |
    | K, < | Move the column up. |
    """

    def __init__(
        self, profile_type: ProfileType, shown: tuple[str, ...], may_see: Callable[[Field], bool] = lambda field: True
    ) -> None:
        """`may_see` says which fields the user may see; the others are not offered."""
        fields = profile_type.fields
        others = [field.name for field in fields.values() if field.width and field.name not in shown]
        self._first, order = shown[0], [name for name in (*shown[1:], *others) if may_see(fields[name])]
        super().__init__(f"{len(order)} columns after {fields[self._first].title}")
        self._things = [(name, _NOT_ALWAYS.get(name, fields[name].title)) for name in order]
        self._shown = set(shown[1:])

    def compose_box(self) -> ComposeResult:
        yield CheckList("Space shows or hides", self._things, self._shown, classes="fills chooses")

    def on_mount(self) -> None:
        self.show_keys("J K move  Enter done")
        self.query_one(CheckList).styles.height = 1 + len(self._things)

    def action_shift(self, by: int) -> None:
        self.query_one(CheckList).shift(by)

    def action_apply(self) -> None:
        ticks: CheckList[str] = self.query_one(CheckList)
        self.dismiss((self._first, *(name for name in ticks.things if name in ticks.ticked)))
