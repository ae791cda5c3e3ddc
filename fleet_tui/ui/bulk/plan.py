"""The plan of a bulk action, shown before anything changes."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from fleet_tui.domain.bulk.actions import Revert
from fleet_tui.domain.bulk.advice import advice
from fleet_tui.domain.bulk.plan import Plan, writing
from fleet_tui.domain.bulk.wording import NOBODY, billed, counted, ended_invitations, heading, planned
from fleet_tui.ui.bulk.plan_grid import DROPPED
from fleet_tui.ui.bulk.preview import PreviewDialog


class PlanDialog(PreviewDialog[frozenset[int]]):
    """Answers the ids dropped from the plan when the rest of it is to run; None when it is not.

    It takes the same keys whatever it changes, and none that was pressed before it was seen: "the pop-up is a plan, not
    a yes/no" (product.md, "Marking and bulk actions").
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "run", "Run the plan", id="plan.run"),
        Binding("n", "cancel", "Back", id="plan.cancel", show=False),
        Binding("space", "drop", "Drop from the plan", id="plan.drop"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter, y | Run the plan, also when nobody would change; set aside what cannot be undone. |
    | n | Back: nothing is changed, and marks, filter and cursor stay. |
    | space | Drop the person at the cursor from the plan, or take them back, and go on to the next. |
    """

    must_be_seen = True

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan, planned(plan.action), "What would happen")
        self._plan = plan
        self._counts = plan.counts()
        self._billed = plan.billed_after
        # An operation that cannot be undone for any person would stay the next to undo for ever.
        self._sets_aside = isinstance(plan.action, Revert) and not writing(self._counts)

    def on_mount(self) -> None:
        self._tell()

    def _tell(self) -> None:
        changing, dropped = writing(self._counts), len(self.rows.dropped)
        counts = counted(self._counts, planned(self._plan.action))
        if dropped:
            counts = f"{counts} · {dropped:,} {DROPPED}" if counts else f"{dropped:,} {DROPPED}"
        ended = ended_invitations(self._plan.without(self._plan.ids[place] for place in self.rows.dropped))
        again = f"{ended}: you can invite again then." if ended else ""
        lines = (billed(self._plan.billed, self._billed), *self._plan.notes, again)
        if changing:
            keys = "Space drops · / finds · Esc back"
            if dropped and isinstance(self._plan.action, Revert):  # the whole operation then counts as taken back
                keys = f"no later {'redo' if self._plan.action.redo else 'undo'} for the dropped"
            self.tell(heading(self._plan, changing), counts, lines, f"Enter runs · {keys}")
        else:
            space = " · Space takes back" if dropped else ""
            enter = "Enter sets this aside" if self._sets_aside else "Enter runs"
            self.tell(heading(self._plan, 0), counts, (self._nobody, *lines), f"{enter}{space} · Esc back")

    @property
    def _nobody(self) -> str:
        """That nobody would change; of one person what would help."""
        alone = len(self._plan) == 1 and not self.rows.dropped
        return advice(self._plan.names[0], self._plan.of(0)) if alone else NOBODY

    def action_drop(self) -> None:
        rows, place = self.rows, self.rows.current
        if place is None:
            return
        decision, back = self._plan.of(place), place in rows.dropped
        rows.dropped ^= {place}
        self._counts[decision.verdict] += 1 if back else -1
        if decision.verdict.writes:
            self._billed += decision.billed if back else -decision.billed
        rows.draw_current()
        self._tell()
        rows.action_move(1)

    def action_run(self) -> None:
        self.dismiss(frozenset(self._plan.ids[place] for place in self.rows.dropped))
