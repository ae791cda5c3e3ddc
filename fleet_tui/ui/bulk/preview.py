"""What a plan and its outcome look like: the same, so that an outcome in the place of its plan sends few bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.widgets import Static

from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.bulk.wording import heading
from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.cursor import cell_beside
from fleet_tui.ui.base.key_queue import DOING
from fleet_tui.ui.bulk.arrangement import Arrangement
from fleet_tui.ui.bulk.find import FindLine, NameSearch
from fleet_tui.ui.bulk.plan_grid import FEW, PlanGrid
from fleet_tui.ui.bulk.refused_rows import RefusedRows, save_refused
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.box import FRAME, TITLE_FRAME
from fleet_tui.ui.dialogs.key_hints import KeyHints
from fleet_tui.ui.widgets.grid import Grid

T = TypeVar("T")

NARROWEST, WIDEST = 45, 96
"""The fewest and the most cells inside the box: the keys need the fewest, the longest reason gets the most."""
WIDEST_TITLE = 60
"""Cells that the box may have for the sake of a title in its border; a longer title is a line inside it."""
PLAN, DONE = "Plan: ", "Done: "
"""Before the titles, and bold; as long as each other, so that what follows is not sent again."""
BESIDES = 10
"""Rows of the screen for all but the people: the box's frame, its sentences and keys, and the list's first rows."""
REASON = 3
"""Rows for the verdict at the cursor at least, where it needs so many; all fields of a row of a file may change."""
UNDER = 2
"""The row of the screen under which the box begins where nothing behind it has a cursor."""


class PreviewDialog(DialogScreen[T]):
    """A title, a few lines of summary, the people with their verdicts, and the keys."""

    MANUAL: ClassVar[str] = "bulk"

    AUTO_FOCUS = "PlanGrid"
    begins: ClassVar[str] = PLAN
    """The bold words before the title."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "Find", id="plan.find", key_display="/"),
        Binding("s", "save", "Save the refused rows", id="plan.save", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | / | Find somebody by a part of the name. |
    | s | Of an import: save the refused rows to a file, to mend and import them again. |
    """

    refused: RefusedRows | None = None
    """How the refused rows of an import are saved; set by code that imports."""

    def __init__(self, arranged: Arrangement, words: Mapping[Verdict, str], column: str) -> None:
        """`words` name the verdicts, `column` is the title of their column."""
        verdicts = arranged.verdicts
        self.rows = PlanGrid(arranged, words, column)
        title = len(DONE) + cell_len(displayable(heading(verdicts, len(verdicts)))) + TITLE_FRAME - FRAME.width
        title = title if title <= WIDEST_TITLE else 0
        self._width = FRAME.width + max(
            NARROWEST, title, min(WIDEST, max(self.rows.wanted_width, self.rows.head_width))
        )
        super().__init__("", width=self._width)
        self.beside = self._place
        self._lines: tuple[str, ...] = ()
        self._verdicts, self._any_refused = verdicts, arranged.counts[Verdict.BLOCKED] > 0
        self._summary, self._keys, self._reason = Static(markup=False), KeyHints(), _Reason(markup=False)
        self._search = NameSearch(arranged.names())
        self._find = FindLine(self.rows, self._search, self._found)

    def compose_box(self) -> ComposeResult:
        yield self._summary
        yield self.rows
        yield self._reason
        yield self._keys
        yield self._find

    @work(exclusive=True, group=DOING)
    async def action_find(self) -> None:
        """Open the line in the place of the keys, once the names can be searched."""
        await run_in_thread(self._search.prepare)
        self._keys.display = False
        self._find.open()

    @property
    def saves(self) -> bool:
        """Whether there are rows to save."""
        return self.refused is not None and self._any_refused

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an import with refused rows saves some."""
        return self.saves if action == "save" else super().check_action(action, parameters)

    @work(exclusive=True, group=DOING)
    async def action_save(self) -> None:
        """Ask for a path and write the refused rows there."""
        if self.refused is not None:
            self.say(await save_refused(self.app, self._verdicts, self.refused))

    def say(self, sentence: str) -> None:
        """Show a sentence below the others."""

    def _found(self) -> None:
        self._keys.display = True

    def _place(self) -> Offset:
        """Beside the cursor behind it, where the menu of actions was: what that covered is not painted in between."""
        cell = cell_beside(self.behind) if self.behind else None
        return cell or Offset(self.app.size.width, UNDER)

    def tell(self, title: str, counts: str, lines: Iterable[str], keys: str) -> None:
        """Show the title, the counts over the rows, the summary without its empty lines, and the keys."""
        self.show_title(f"{self.begins}{title}", bold=len(self.begins))
        self.rows.head = counts
        self._lines = tuple(displayable(line) for line in lines if line)
        self._keys.update(keys)
        self._make_room(self.app.size)

    def _make_room(self, size: Size) -> None:
        """Give the people the rows that fit; on a lean line those that the exceptions need, up to half the screen."""
        width = min(self._width, size.width) - FRAME.width
        self.rows.fit(width)
        half = max(2, (size.height - 4) // 2)
        if self.app.has_class("-lean"):
            most = min(half, max(FEW, size.height // 4, self.rows.exceptions + 2))
        else:
            most = max(half, size.height - BESIDES)
        self.rows.styles.height = 1 + min(self.rows.count(), most)
        counts = () if self.rows.holds_counts(width) else (self.rows.head,)
        self._summary.update("\n".join((*counts, *self._lines)))
        self._summary.display = bool(counts or self._lines)
        self._reason.display = self.rows.cut
        needed = -(-self.rows.words_width // max(1, width - 1)) if self.rows.cut else 0
        self._reason.lines = min(needed, max(REASON, size.height // 4))
        self._show_reason()
        super()._make_room(size)

    @on(Grid.Moved)
    def _show_reason(self) -> None:
        if self.rows.cut:
            self._reason.update(self.rows.current_words)


class _Reason(Static):
    """The verdict at the cursor, as high as the longest one needs."""

    lines = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.lines
