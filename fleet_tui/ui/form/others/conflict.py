"""The question when two users changed the same fields: before, theirs and mine, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.widgets import Static

from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.box import FRAME
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, LEAST, GridColumn, fit

NOTHING = "nothing"
WIDEST = 96
"""The most cells inside the box."""
WIDEST_VALUE = 30
"""Cells of a value beside the others; a longer one is whole below them, as far as `LINES` go."""
LINES, VALUES = 3, 3
"""Lines for a long value, where there is room for them, and the values of a field."""
CHOSEN = "* "
"""Before the value that is saved."""


@dataclass(frozen=True, slots=True)
class BothChanged:
    """A field that two users changed: its label, and its values in words."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str

    def value(self, key: str) -> str:
        """The value of a column, on one line."""
        words = {"before": self.before, "theirs": self.theirs, "mine": self.mine}[key]
        return " ".join(displayable(words, lines=True).split()) or NOTHING


def words_of(raw: object, labels: Mapping[object, str]) -> str:
    """The words for what an editor holds; `labels` are those of its choices."""
    if isinstance(raw, bool):
        return "Yes" if raw else "No"
    if isinstance(raw, tuple):
        return ", ".join(labels.get(value, f"#{value}") for value in raw)
    return "" if raw is None else labels.get(raw, str(raw))


class Conflict(DialogScreen[frozenset[str]]):
    """Asks which value of each field is saved; answers the names of the fields that keep theirs, or None."""

    AUTO_FOCUS = "ConflictGrid"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "choose('mine')", "Mine", id="conflict.mine"),
        Binding("t", "choose('theirs')", "Theirs", id="conflict.theirs"),
        Binding("enter,f2", "save", "Save", id="conflict.save"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | m | Save my value of the field at the cursor, and go to the next. |
    | t | Keep their value, and go to the next. |
    | Enter, F2 | Save as chosen. |
    """

    must_be_seen = True

    def __init__(self, title: str, who: str, fields: Sequence[BothChanged], note: str = "") -> None:
        """`who` changed the fields too; `note` stands above them."""
        self.rows = ConflictGrid(who, fields)
        self._width = FRAME.width + min(WIDEST, self.rows.wanted_width)
        super().__init__(title, width=self._width)
        self._note = Static(displayable(note), markup=False)
        self._whole = Static(markup=False)
        self._lines = LINES

    def compose_box(self) -> ComposeResult:
        """The note, the fields, the long values of the one at the cursor, and the keys."""
        yield self._note
        yield self.rows
        yield self._whole
        keys = (f"{self.key_of(f'choose({way!r})')} {way}" for way in ("mine", "theirs"))
        yield Static(
            f"{'  '.join(keys)}  {self.key_of('save')} saves what has a {CHOSEN.strip()}  Esc back", markup=False
        )

    def _make_room(self, size: Size) -> None:
        """Give the fields the room that the long values leave."""
        width = min(self._width, size.width) - FRAME.width
        self.rows.fit(width)
        self._lines = max(1, min(LINES, (size.height - 12) // 4))
        self._note.display = bool(self._note.content)
        self._whole.display = self.rows.cut
        below = self._lines * VALUES if self.rows.cut else 0
        self.rows.styles.height = 1 + min(self.rows.count(), max(2, size.height - 7 - below))
        self._show_whole()
        super()._make_room(size)

    @on(Grid.Moved)
    def _show_whole(self) -> None:
        if self.rows.cut:
            width = min(self._width, self.app.size.width) - FRAME.width
            self._whole.update("\n".join(self.rows.whole(width * self._lines)))

    def action_choose(self, way: str) -> None:
        self.rows.choose(way)

    def action_save(self) -> None:
        self.dismiss(self.rows.theirs)


class ConflictGrid(Grid):
    """A row for each field; `*` stands before the value that is saved, at first mine."""

    def __init__(self, who: str, fields: Sequence[BothChanged]) -> None:
        super().__init__()
        self.add_class("fills")
        self._fields = fields
        self.theirs = frozenset[str]()
        """The names of the fields that keep their value."""
        self._titles = {"before": "Before", "theirs": f"  {displayable(who)}", "mine": "  Mine"}
        self._label = max(len("Field"), *(cell_len(field.label) for field in fields))
        self._values = {
            key: min(WIDEST_VALUE, max(cell_len(title), *(cell_len(self._words(field, key)) for field in fields)))
            for key, title in self._titles.items()
        }
        self.cut = False
        """Whether a value is cut."""
        self.wanted_width = GUTTER + self._label + sum(GAP + width for width in self._values.values())
        """Cells of a whole row."""

    def _words(self, field: BothChanged, key: str) -> str:
        if key == "before":
            return field.value(key)
        chosen = (field.name in self.theirs) == (key == "theirs")
        return f"{CHOSEN if chosen else ' ' * len(CHOSEN)}{field.value(key)}"

    def fit(self, width: int) -> None:
        """Share out the cells of a row; values give way to each other alike."""
        label = min(self._label, max(LEAST, width // 4))
        room = width - GUTTER - label - GAP * len(self._values)
        share = max(1, room // len(self._values))
        short = sum(cells for cells in self._values.values() if cells <= share)
        long = [cells for cells in self._values.values() if cells > share]
        most = max(share, (room - short) // len(long)) if long else share
        widths = {key: min(cells, most) for key, cells in self._values.items()}
        self.cut = any(cell_len(self._words(each, key)) > widths[key] for each in self._fields for key in widths)
        titles = (GridColumn(key, title, widths[key]) for key, title in self._titles.items())
        self.show_columns((GridColumn("label", "Field", label), *titles))

    def count(self) -> int:
        return len(self._fields)

    def cell(self, place: int, key: str) -> str:
        field = self._fields[place]
        return field.label if key == "label" else self._words(field, key)

    def choose(self, way: str) -> None:
        """Save that value of the field at the cursor, and go to the next field."""
        name, row = self._fields[self.cursor].name, 1 + self.cursor - self.top
        self.theirs = self.theirs | {name} if way == "theirs" else self.theirs - {name}
        self.draw()
        self.refresh(Region(0, row, self.size.width, 1))
        self.action_move(1)

    def whole(self, most: int) -> list[str]:
        """The values of the field at the cursor, each in at most so many cells."""
        field = self._fields[self.cursor]
        return [fit(f"{title.strip()}: {field.value(key)}", most).rstrip() for key, title in self._titles.items()]
