"""People with what becomes of each, however many they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from fleet_tui.domain.bulk.plan import Verdict, Verdicts
from fleet_tui.domain.bulk.wording import happened, planned, verdict
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.ui.widgets.cells import fit
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.grid_columns import GAP, GUTTER, LEAST, GridColumn

FIRST = (Verdict.BLOCKED, Verdict.UNCHANGED, Verdict.CHANGES)
"""The order in which they stand: what needs a look comes first."""
DROPPED = "dropped"
WIDEST_NAME = 30
"""Cells of a name; a longer one is cut."""
MEASURED = 200
"""Names that are measured cell by cell."""


class PlanGrid(Grid):
    """The exceptions first, people with the same reason together."""

    def __init__(self, verdicts: Verdicts, words: Mapping[Verdict, str], title: str) -> None:
        """`words` say what each verdict is called, `title` heads the column of them."""
        super().__init__()
        self.add_class("fills")
        self.dropped: set[int] = set()
        """The places, among the verdicts, of those who are dropped from the plan."""
        self._verdicts = verdicts
        self._order = _exceptions_first(verdicts)
        self._words = [displayable(verdict(decision, words)) for decision in verdicts.decisions]
        self._title = title
        self._head = PROFILE_TYPES[verdicts.kind].singular
        self._name_width = min(WIDEST_NAME, max(len(self._head), LEAST, _cells(verdicts.names)))
        given = [verdicts.decisions[code] for code in set(verdicts.codes)]
        ways = (planned(verdicts.action), happened(verdicts.action))
        said = (displayable(verdict(decision, way)) for decision in given for way in ways)
        self._name_shown = self._name_width
        self.words_width = max(map(cell_len, (*said, DROPPED, title)))
        """Cells of the longest verdict with its reason, before the run or after it: both look the same."""
        self.wanted_width = GUTTER + self._name_width + GAP + self.words_width
        """Cells that all of it would take."""
        self.cut = False
        """Whether there is no room for the longest reason."""

    def fit(self, width: int) -> None:
        """Make the most of so many cells: where there are few, a name may give way to the reason."""
        self._name_shown = name = min(self._name_width, max(LEAST, width - GUTTER - GAP - self.words_width))
        self.cut = GUTTER + name + GAP + self.words_width > width
        self.show_columns((GridColumn("name", self._head, name), GridColumn("verdict", self._title, self.words_width)))

    def count(self) -> int:
        """How many people there are."""
        return len(self._order)

    def cell(self, place: int, key: str) -> str:
        """A person's name, or the verdict."""
        at = self._order[place]
        return self._who(place) if key == "name" else self._said(at)

    def _who(self, place: int) -> str:
        """The name; people of one name stand together, and are told apart by their ids."""
        at = self._order[place]
        name = self._verdicts.names[at]
        beside = self._order[max(0, place - 1) : place + 2]
        if sum(self._verdicts.names[other] == name for other in beside) == 1:
            return displayable(name)
        id = f" #{self._verdicts.ids[at]}"
        return fit(displayable(name), min(cell_len(displayable(name)), self._name_shown - len(id))) + id

    def _said(self, at: int) -> str:
        return DROPPED if at in self.dropped else self._words[self._verdicts.codes[at]]

    @property
    def current(self) -> int | None:
        """The place, among the verdicts, of the person at the cursor."""
        return self._order[self.cursor] if self._order else None

    @property
    def current_words(self) -> str:
        """The verdict on that person, with its reason."""
        return "" if self.current is None else self._said(self.current)


def _cells(names: Sequence[str]) -> int:
    """How wide the widest name is; letters of two cells are looked for in some of them, since 100,000 take a while."""
    some = (cell_len(displayable(name)) for name in names[:MEASURED])
    return max(max(some, default=0), max(map(len, names), default=0))


def _exceptions_first(verdicts: Verdicts) -> Sequence[int]:
    """The places in the order of the rows; who is billed makes no difference here."""
    together: dict[tuple[Verdict, str], list[int]] = {
        (decision.verdict, decision.reason): [] for decision in verdicts.decisions
    }
    put = [together[decision.verdict, decision.reason].append for decision in verdicts.decisions]
    for place, code in enumerate(verdicts.codes):
        put[code](place)
    return [place for wanted in FIRST for key in together if key[0] is wanted for place in together[key]]
