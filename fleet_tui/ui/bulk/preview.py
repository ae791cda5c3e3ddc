"""What a plan and its outcome look like: the same, so that an outcome in the place of its plan sends few bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.strip import Strip
from textual.widgets import Static

from fleet_tui.domain.bulk.plan import Verdict, Verdicts
from fleet_tui.domain.bulk.wording import happened, heading, planned, verdict
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.cursor import cell_beside
from fleet_tui.ui.base.key_queue import DOING
from fleet_tui.ui.bulk.find import FindLine, NameSearch
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.box import FRAME, TITLE_FRAME
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, LEAST, GridColumn, fit

T = TypeVar("T")

NARROWEST, WIDEST = 45, 96
"""The fewest and the most cells inside the box: the keys need the fewest, the longest reason gets the most."""
FIRST = (Verdict.BLOCKED, Verdict.UNCHANGED, Verdict.CHANGES)
"""The order of the rows: what needs a look comes first."""
DROPPED = "dropped"
WIDEST_TITLE = 60
"""Cells that the box may have for the sake of a title in its border; a longer title is a line inside it."""
FEW = 6
"""Rows that are on screen at least, and one more for each exception: on a slow line each costs a twentieth second."""
UNDER = 2
"""The row of the screen under which the box begins where nothing behind it has a cursor."""
WIDEST_NAME = 30
"""Cells of a name; a longer one is cut."""
MEASURED = 200
"""Texts that are measured cell by cell."""


class PreviewDialog(DialogScreen[T]):
    """A title, a few lines of summary, the people with their verdicts, and the keys."""

    AUTO_FOCUS = "PlanGrid"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash", "find", "Find", id="plan.find", key_display="/")]
    """
    | Key | Description |
    | :- | :- |
    | / | Find somebody by a part of the name. |
    """

    def __init__(self, verdicts: Verdicts, words: Mapping[Verdict, str], column: str) -> None:
        """`words` name the verdicts, `column` is the title of their column."""
        self.rows = PlanGrid(verdicts, words, column)
        title = cell_len(displayable(heading(verdicts, len(verdicts)))) + TITLE_FRAME - FRAME.width
        title = title if title <= WIDEST_TITLE else 0
        self._width = FRAME.width + max(NARROWEST, title, min(WIDEST, self.rows.wanted_width))
        super().__init__("", width=self._width)
        self.beside = self._at_the_right
        self._lines: tuple[str, ...] = ()
        self.verdicts = verdicts
        self._summary, self._keys, self._reason = Static(markup=False), Static(markup=False), _Reason(markup=False)
        self._search = NameSearch(self.rows.names)
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

    def _found(self) -> None:
        self._keys.display = True

    def _at_the_right(self) -> Offset:
        """Near the cursor behind it, with the names and the sidebar in sight: they are not painted again then."""
        cell = cell_beside(self.behind) if self.behind else None
        return Offset(self.app.size.width, cell.y if cell else UNDER)

    def tell(self, title: str, counts: str, lines: Iterable[str], keys: str) -> None:
        """Show the title, the counts over the rows, the summary without its empty lines, and the keys."""
        self.show_title(title)
        self.rows.head = counts
        self._lines = tuple(displayable(line) for line in lines if line)
        self._keys.update(keys)
        self._make_room(self.app.size)

    def _make_room(self, size: Size) -> None:
        """Give the people as many rows as the exceptions need, and no more than about half the screen; they scroll."""
        width = min(self._width, size.width) - FRAME.width
        self.rows.fit(width)
        few = min(self.rows.count(), max(FEW, size.height // 4, self.rows.exceptions + 2))
        self.rows.styles.height = 1 + min(few, max(2, (size.height - 4) // 2))
        counts = () if cell_len(self.rows.head) <= width else (self.rows.head,)
        self._summary.update("\n".join((*counts, *self._lines)))
        self._summary.display = bool(counts or self._lines)
        self._reason.display = self.rows.cut
        self._reason.lines = -(-self.rows.words_width // max(1, width - 1)) if self.rows.cut else 0
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


class PlanGrid(Grid):
    """People with their verdicts: the exceptions first, people with the same reason together."""

    def __init__(self, verdicts: Verdicts, words: Mapping[Verdict, str], title: str) -> None:
        """`words` name the verdicts, `title` is the title of their column."""
        super().__init__()
        self.add_class("fills")
        self.dropped: set[int] = set()
        """The places, among the verdicts, of the people dropped from the plan."""
        self._verdicts = verdicts
        self._order = _exceptions_first(verdicts)
        self.exceptions = len(verdicts) - verdicts.counts()[Verdict.CHANGES]
        """How many people do not change."""
        self._way = words
        self._title = title
        self._head_line = ""
        self._head = PROFILE_TYPES[verdicts.kind].singular
        self._name_width = min(WIDEST_NAME, max(len(self._head), LEAST, _cells(verdicts.names)))
        self._name_shown = self._name_width
        self.words_width = max(cell_len(DROPPED), cell_len(title), _cells(_said(verdicts)))
        """Cells of the longest verdict with its reason, as planned or as it happened: plan and outcome look alike."""
        self.wanted_width = GUTTER + self._name_width + GAP + self.words_width
        """Cells of a whole row."""
        self.cut = False
        """Whether there is no room for the longest reason."""

    @property
    def head(self) -> str:
        """The counts, in the place of the titles where there is room for all of them."""
        return self._head_line

    @head.setter
    def head(self, counts: str) -> None:
        if counts != self._head_line:
            self._head_line = counts
            self.refresh(Region(0, 0, self.size.width, 1))

    def _header(self, base: Style) -> Strip:
        if cell_len(self._head_line) > self.size.width:
            return super()._header(base)
        return Strip([Segment(fit(self._head_line, self.size.width), base)], self.size.width)

    def fit(self, width: int) -> None:
        """Share out the cells of a row; where there are few, the name gives way to the reason."""
        self._name_shown = name = min(self._name_width, max(LEAST, width - GUTTER - GAP - self.words_width))
        self.cut = GUTTER + name + GAP + self.words_width > width
        self.show_columns((GridColumn("name", self._head, name), GridColumn("verdict", self._title, self.words_width)))

    def count(self) -> int:
        return len(self._order)

    def cell(self, place: int, key: str) -> str:
        at = self._order[place]
        return self._name_at(place) if key == "name" else self._verdict_at(at)

    @property
    def names(self) -> Sequence[str]:
        """The names in the order of the rows."""
        return [self._verdicts.names[at] for at in self._order]

    def _name_at(self, place: int) -> str:
        """The name, with the id where a neighbour has the same name."""
        at = self._order[place]
        name = self._verdicts.names[at]
        beside = self._order[max(0, place - 1) : place + 2]
        if sum(self._verdicts.names[other] == name for other in beside) == 1:
            return displayable(name)
        id = f" #{self._verdicts.ids[at]}"
        return fit(displayable(name), min(cell_len(displayable(name)), self._name_shown - len(id))) + id

    def _verdict_at(self, at: int) -> str:
        return DROPPED if at in self.dropped else displayable(verdict(self._verdicts.of(at), self._way))

    @property
    def current(self) -> int | None:
        """The place, among the verdicts, of the person at the cursor."""
        return self._order[self.cursor] if self._order else None

    @property
    def current_words(self) -> str:
        """The verdict on the person at the cursor, with its reason."""
        return "" if self.current is None else self._verdict_at(self.current)


def _said(verdicts: Verdicts) -> list[str]:
    """What is said of anybody, as planned and as it happened."""
    ways = (planned(verdicts.action), happened(verdicts.action))
    given = [verdicts.decisions[code] for code in set(verdicts.codes)]
    changes = [decision.change for decision in given if decision.change and not decision.reason]
    others = [decision for decision in given if not decision.change or decision.reason]
    return changes + [verdict(decision, way) for way in ways for decision in others]


def _cells(texts: Sequence[str]) -> int:
    """The width of the widest text; only some are searched for letters of two cells, because 100,000 take a while."""
    some = (cell_len(displayable(text)) for text in texts[:MEASURED])
    return max(max(some, default=0), max(map(len, texts), default=0))


def _exceptions_first(verdicts: Verdicts) -> Sequence[int]:
    """The places in the order of the rows; decisions that differ in billing or in what changes stand together."""
    groups: dict[Verdict, dict[str, list[int]]] = {wanted: {} for wanted in FIRST}
    changing = groups[Verdict.CHANGES]
    put = [
        (changing if decision.verdict is Verdict.CHANGES else groups[decision.verdict])
        .setdefault(decision.reason, [])
        .append
        for decision in verdicts.decisions
    ]
    for place, code in enumerate(verdicts.codes):
        put[code](place)
    return [place for group in groups.values() for places in group.values() for place in places]
