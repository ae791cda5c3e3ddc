"""The people of a plan or an outcome, with what becomes of each."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.coordinate import Coordinate
from textual.geometry import Region
from textual.strip import Strip

from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.bulk.wording import counted, happened, planned, verdict
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.ui.bulk.arrangement import Arrangement
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, LEAST, MARK, GridColumn, fit

DROPPED = "dropped"
SIGNS = {Verdict.BLOCKED: "!", Verdict.UNCHANGED: "=", Verdict.CHANGES: "→", Verdict.NEW: "+"}
"""What stands before the name (looks.md, "Meaning in colour and sign"); where there is no arrow, it is a tilde."""
MEANINGS = {Verdict.BLOCKED: "cannot", Verdict.UNCHANGED: "already", Verdict.CHANGES: "change", Verdict.NEW: "change"}
"""The names of the colours of the words."""
LEFT_OUT = "-"
"""The sign of who is dropped."""
FEW = 6
"""Rows that are on screen at least, and one more for each exception: on a slow line each costs a twentieth second."""
WIDEST_NAME = 30
"""Cells of a name; a longer one is cut."""
LINE = "Line"
"""The title of the lines of a file."""


class PlanGrid(Grid):
    """People with their verdicts: the exceptions first, people with the same reason together."""

    def __init__(self, arranged: Arrangement, words: Mapping[Verdict, str], title: str) -> None:
        """`words` name the verdicts, `title` is the title of their column."""
        super().__init__()
        self.add_class("fills")
        self.dropped: set[int] = set()
        """The places, among the verdicts, of the people dropped from the plan."""
        self._verdicts = verdicts = arranged.verdicts
        self._order = arranged.order
        self.exceptions = arranged.exceptions
        """How many people need a look."""
        self._way = words
        self._title = title
        self._head_line = ""
        self._head = PROFILE_TYPES[verdicts.kind].singular
        self._line_width = max(len(LINE), 1 + arranged.widest_line) if arranged.widest_line else 0
        self._besides = GUTTER + GAP + (self._line_width + GAP if self._line_width else 0)
        self._name_width = min(WIDEST_NAME, max(len(self._head), LEAST, arranged.widest_name))
        self._name_shown = self._name_width
        self.words_width = max(cell_len(DROPPED), cell_len(title), arranged.widest_words)
        """Cells of the longest verdict with its reason, as planned or as it happened: plan and outcome look alike."""
        self.wanted_width = self._besides + self._name_width + self.words_width
        """Cells of a whole row."""
        counts = (counted(arranged.counts, way(verdicts.action)) for way in (planned, happened))
        more = _more(len(verdicts)) if len(verdicts) > FEW else ""
        self.head_width = max(map(cell_len, counts)) + (GAP + len(more) if more else 0)
        """Cells of the counts with how many rows are below."""
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

    def holds_counts(self, width: int) -> bool:
        """Whether the counts fit over the rows; those of the whole plan together with how many rows are below."""
        return max(self.head_width, cell_len(self._head_line)) <= width

    def _header(self, base: Style) -> Strip:
        width, more = self.size.width, _more(self.count() - self.top - self.height)
        if not self.holds_counts(width):
            strip, used = super()._header(base), 0  # a cut title is still understood
        else:
            strip, used = Strip([Segment(fit(self._head_line, width), base)], width), cell_len(self._head_line)
        if not more or used + GAP + len(more) > width:
            return strip
        return Strip([*strip.crop(0, width - GAP - len(more)), Segment(f"{'':{GAP}}{more}", base)], width)

    def fit(self, width: int) -> None:
        """Share out the cells of a row; where there are few, the name gives way to the reason."""
        self._name_shown = name = min(self._name_width, max(LEAST, width - self._besides - self.words_width))
        self.cut = self._besides + name + self.words_width > width
        line = (GridColumn("line", f"{LINE:>{self._line_width}}", self._line_width),) if self._line_width else ()
        verdict = GridColumn("verdict", self._title, self.words_width)
        self.show_columns((*line, GridColumn("name", self._head, name), verdict))

    def count(self) -> int:
        return len(self._order)

    def cell(self, place: int, key: str) -> str:
        at = self._order[place]
        if key == "line":
            return f"{self._verdicts.line(at):>{self._line_width}}"
        return self._name_at(place) if key == "name" else self._verdict_at(at)

    def meaning(self, place: int, key: str) -> str:
        at = self._order[place]
        if at in self.dropped or key == "line":
            return "dim"
        return MEANINGS[self._verdicts.of(at).verdict] if key == "verdict" else ""

    def margin_of(self, place: int) -> str:
        at = self._order[place]
        sign = LEFT_OUT if at in self.dropped else SIGNS[self._verdicts.of(at).verdict]
        return super().margin_of(place)[:MARK] + sign

    def draw_current(self) -> None:
        """Draw the sign and the verdict of the person at the cursor again."""
        row = self.cursor - self.top
        self.update_cell_at(Coordinate(row, len(self.shown) - 1), Text(self.cell(self.cursor, "verdict")))
        self.refresh(Region(MARK, 1 + row, 1, 1))

    def _name_at(self, place: int) -> str:
        """The name, with the id where a neighbour has the same name; rows of a file differ by their lines."""
        at = self._order[place]
        name = self._verdicts.names[at]
        if self._line_width:
            return displayable(name)
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


def _more(rows: int) -> str:
    """How many rows are below those on screen; nothing for none."""
    return f"{rows:,} more below" if rows > 0 else ""
