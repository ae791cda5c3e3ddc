"""The dialog about a file: what each column becomes, and what holds for all of its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.widgets import Static

from fleet_tui.domain.countries import COUNTRIES
from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.exports.export_text import joined_entries
from fleet_tui.domain.fields import Kind
from fleet_tui.domain.imports import targets
from fleet_tui.domain.imports.entries import entry_names
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.text import displayable
from fleet_tui.services.company.lists import Lists
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.cursor import cell_beside
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.box import FRAME
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.imports.grid import MappingGrid
from fleet_tui.ui.imports.rows import COUNTRY, DATES, AnswerRow, ColumnRow, MappingRows
from fleet_tui.ui.widgets.choice_list import Pick

NARROWEST, WIDEST = 45, 92
"""The fewest and the most cells inside the box."""
FEW = 6
"""Rows that are on screen at least: on a slow line each costs a twentieth second."""
BESIDES = 10
"""Rows of the screen for all but the columns: the frame, the sentences, the keys, and the list's first rows."""
UNDER = 2
"""The row of the screen under which the box begins where nothing behind it has a cursor."""
KEYS = "Enter goes on · Space changes · - leaves out · Esc back"


class MappingDialog(DialogScreen[ImportMapping]):
    """Answers the mapping to make the plan by; None back to the list."""

    MANUAL: ClassVar[str] = "files"

    AUTO_FOCUS = "MappingGrid"
    DEFAULT_CLASSES = "-gutter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Make the plan", id="mapping.go_on"),
        Binding("space", "edit", "Change what it becomes", id="mapping.change"),
        Binding("minus", "leave_out", "Leave the column out", id="mapping.leave_out", key_display="-"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter | Go on to the plan, once nothing is missing; nothing is written by that. |
    | space | Change what the column at the cursor becomes, or the answer for everybody. |
    | - | Leave the column at the cursor out, or an answer open. |
    """

    def __init__(self, title: str, rows: MappingRows, lists: Lists, notes: Sequence[str] = ()) -> None:
        """`notes` are sentences about the file, and about what was refused before."""
        super().__init__(title)
        self._rows, self._lists = rows, lists
        shown = rows.rows()
        self._grid = MappingGrid(shown)
        self._box.fixed = FRAME.width + max(NARROWEST, min(WIDEST, self._grid.wanted_width))
        self._notes = Static("\n".join(map(displayable, notes)), markup=False)
        self._notes.display = bool(notes)
        self._problem = Static("", classes="problem", markup=False)
        self._problem.display = False
        self.beside = self._place
        if (missing := rows.problem()) is not None:
            self._grid.cursor = missing[0]

    def compose_box(self) -> ComposeResult:
        yield self._notes
        yield self._grid
        yield self._problem

    def on_mount(self) -> None:
        self.show_keys(KEYS)

    def _place(self) -> Offset:
        cell = cell_beside(self.behind) if self.behind else None
        return cell or Offset(self.app.size.width, UNDER)

    def _make_room(self, size: Size) -> None:
        self._grid.fit(self._box.inner_width(size))
        half = max(2, (size.height - 4) // 2)
        lean = self.app.has_class("-lean")
        most = min(half, max(FEW, size.height // 4)) if lean else max(half, size.height - BESIDES)
        self._grid.styles.height = 1 + min(self._grid.count(), most)
        super()._make_room(size)

    def _say(self, sentence: str) -> None:
        if sentence != self._problem.content:
            self._problem.update(displayable(sentence))
            self._problem.display = bool(sentence)
            self._make_room(self.size)

    def _show(self, sentence: str = "") -> None:
        """Show the rows as they are now."""
        self._grid.fill(self._rows.rows())
        self._grid.refresh()
        self._say(sentence)

    def action_go_on(self) -> None:
        missing = self._rows.problem()
        if missing is None:
            self.dismiss(self._rows.mapping)
            return
        place, sentence = missing
        self._grid.go(place, self._grid.top)
        self._say(sentence)

    def action_leave_out(self) -> None:
        row = self._grid.current
        if isinstance(row, ColumnRow):
            self._become(row, targets.LEFT_OUT)
        elif row is not None and row.key != DATES:
            self._rows.answer(row.key, "")
            self._show()

    @work(exclusive=True, group=ASKING)
    async def action_edit(self) -> None:
        row = self._grid.current
        try:
            if isinstance(row, ColumnRow):
                await self._ask_target(row)
            elif row is not None:
                await self._ask_answer(row)
        except Refusal as refusal:
            self._say(str(refusal))

    async def _ask_target(self, row: ColumnRow) -> None:
        if row.target == targets.SECRET:
            self._become(row, "name")  # the reason why it cannot become anything
            return
        kind = self._rows.mapping.kind
        picks = tuple(Pick(each, targets.target_words(kind, each)) for each in targets.targets_of(kind))
        picked = await self.app.push_screen_wait(Choose(f"{row.words.title} becomes", picks, (row.target,)))
        if picked:
            self._become(row, str(picked[0]))

    def _become(self, row: ColumnRow, target: str) -> None:
        try:
            said = self._rows.become(row.column, target)
        except BadValue as refused:
            said = str(refused)
        self._show(said)

    async def _ask_answer(self, row: AnswerRow) -> None:
        """Ask for an entry of a list, for one of the fixed answers, for a country, or for the order of days."""
        if row.key in (DATES, COUNTRY):
            offered = self._rows.orders() if row.key == DATES else tuple((each.value, each.label) for each in COUNTRIES)
            picked = await self._pick(row, offered)
            if picked:
                self._answered(row, picked[0])
            return
        field = targets.fields_of(self._rows.mapping.kind)[row.key]
        many = field.kind is Kind.REFERENCES
        if field.source is not None:
            entries = await run_in_thread(self._lists.entries, field.source)
            offered = tuple((entry.name, entry.name) for entry in entries)
        else:
            offered = tuple((choice.value, choice.label) for choice in field.choices)
        picked = await self._pick(row, offered, many=many)
        if picked is not None:
            self._answered(row, joined_entries(picked) if many else "".join(picked))

    async def _pick(
        self, row: AnswerRow, offered: Sequence[tuple[str, str]], *, many: bool = False
    ) -> tuple[str, ...] | None:
        text = dict(self._rows.mapping.defaults).get(row.key, "")
        present = entry_names(text, lambda _: False) if many else (text,) if text else ()
        picks = tuple(Pick(value, label) for value, label in offered)
        optional = row.key not in (DATES, COUNTRY)
        dialog = Choose(f"{row.title} {row.note}", picks, present, many=many, optional=optional)
        picked = await self.app.push_screen_wait(dialog)
        return None if picked is None else tuple(value for value, _ in offered if value in picked)

    def _answered(self, row: AnswerRow, text: str) -> None:
        """Take the answer, and go to the next row that has to be chosen."""
        self._rows.answer(row.key, text)
        self._show()
        if (missing := self._rows.problem()) is not None:
            self._grid.go(missing[0], self._grid.top)
