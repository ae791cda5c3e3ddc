"""The plan of a bulk action or an import, shown before anything changes."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from fleet_tui.domain.bulk.actions import Revert
from fleet_tui.domain.bulk.advice import advice
from fleet_tui.domain.bulk.plan import Plan, Verdict, writing
from fleet_tui.domain.bulk.wording import NOBODY, billed, counted, ended_invitations, heading, planned
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import DOING
from fleet_tui.ui.bulk.arrangement import Arrangement, arrange
from fleet_tui.ui.bulk.plan_grid import DROPPED
from fleet_tui.ui.bulk.preview import PreviewDialog

ONLY: dict[Verdict | None, tuple[str, str]] = {
    None: ("", "all"),
    Verdict.NEW: ("Only new people", "only new"),
    Verdict.CHANGES: ("Only changes", "only changes"),
}
"""What is kept of a plan with both kinds, and the words of the key that keeps it; None keeps all."""


class PlanDialog(PreviewDialog[frozenset[int]]):
    """Answers the ids dropped from the plan when the rest of it is to run; None when it is not.

    It takes the same keys whatever it changes, and none that was pressed before it was seen: "the pop-up is a plan, not
    a yes/no" (product.md, "Marking and bulk actions").
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "run", "Run the plan", id="plan.run"),
        Binding("n", "cancel", "Back", id="plan.cancel", show=False),
        Binding("space", "drop", "Drop from the plan", id="plan.drop"),
        Binding("o", "only", "Only new people, only changes, or all", id="plan.only", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter, y | Run the plan, also when nobody would change; set aside what cannot be undone. |
    | n | Back: nothing is changed, and marks, filter and cursor stay. |
    | space | Drop the person at the cursor from the plan, or take them back, and go on to the next. |
    | o | Of an import: keep only new people, then only changes, then all, by dropping the others. |
    """

    must_be_seen = True

    def __init__(self, plan: Plan, arranged: Arrangement | None = None) -> None:
        """`arranged` is of the plan, where it was made with it on another thread."""
        arranged = arranged or arrange(plan)
        super().__init__(arranged, planned(plan.action), "What would happen")
        self._plan, self._all = plan, arranged
        self._counts, self._billed = Counter(arranged.counts), arranged.billed_after
        self._only: Verdict | None = None
        self._one_by_one: set[int] = set()
        """The places that were dropped by `space`."""
        # An operation that cannot be undone for any person would stay the next to undo for ever.
        self._sets_aside = isinstance(plan.action, Revert) and not writing(self._counts)

    def on_mount(self) -> None:
        self.say("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where a plan adds and changes is one of both to keep."""
        both = self._all.counts[Verdict.NEW] and self._all.counts[Verdict.CHANGES]
        return bool(both) if action == "only" else super().check_action(action, parameters)

    def say(self, sentence: str) -> None:
        """Show the plan as it is now, with a sentence below it."""
        changing, dropped = writing(self._counts), len(self.rows.dropped)
        counts = counted(self._counts, planned(self._plan.action))
        if dropped:
            counts = f"{counts} · {dropped:,} {DROPPED}" if counts else f"{dropped:,} {DROPPED}"
        lines = (billed(self._plan.billed, self._billed), *self._plan.notes, self._again, self._kept, sentence)
        if changing:
            keys = ("Space drops", *self._keys_of_files, "/ finds", "Esc back")
            if dropped and isinstance(self._plan.action, Revert):  # the whole operation then counts as taken back
                keys = (f"no later {'redo' if self._plan.action.redo else 'undo'} for the dropped",)
            self.tell(heading(self._plan, changing), counts, lines, " · ".join(("Enter runs", *keys)))
        else:
            space = ("Space takes back",) if dropped else ()
            enter = "Enter sets this aside" if self._sets_aside else "Enter runs"
            keys = (enter, *space, *self._keys_of_files, "Esc back")
            self.tell(heading(self._plan, 0), counts, (self._nobody, *lines), " · ".join(keys))

    @property
    def _keys_of_files(self) -> tuple[str, ...]:
        """The keys that only an import has."""
        only = f"o {ONLY[self._next_only][1]}" if self.check_action("only", ()) else ""
        return tuple(filter(None, (only, "s saves refused" if self.saves else "")))

    @property
    def _again(self) -> str:
        """What can be done about the activated people whose invitation has ended."""
        if not self._plan.to_invite:
            return ""
        kept = self._plan.without(self._plan.ids[place] for place in self.rows.dropped)
        ended = ended_invitations(kept)
        return f"{ended}: you can invite again then." if ended else ""

    @property
    def _kept(self) -> str:
        """That one of both kinds is kept."""
        return f"{ONLY[self._only][0]}: the others are dropped." if self._only else ""

    @property
    def _next_only(self) -> Verdict | None:
        kinds = list(ONLY)
        return kinds[(kinds.index(self._only) + 1) % len(kinds)]

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
        self._one_by_one -= {place}
        self._one_by_one |= rows.dropped & {place}
        self._counts[decision.verdict] += 1 if back else -1
        if decision.verdict.writes:
            self._billed += decision.billed if back else -decision.billed
        rows.draw_current()
        self.say("")
        rows.action_move(1)

    @work(exclusive=True, group=DOING)
    async def action_only(self) -> None:
        self._only = self._next_only
        self.rows.dropped, self._counts, self._billed = await run_in_thread(self._without_others)
        self.rows.draw()
        self.rows.refresh()
        self.say("")

    def _without_others(self) -> tuple[set[int], Counter[Verdict], int]:
        """The places that are dropped now, with the counts and the billed technicians of the rest."""
        plan = self._plan
        others = {each for each in ONLY if each and self._only and each is not self._only}
        codes = {code for code, decision in enumerate(plan.decisions) if decision.verdict in others}
        dropped = self._one_by_one | {place for place, code in enumerate(plan.codes) if code in codes}
        counts, billed_after = Counter(self._all.counts), self._all.billed_after
        for code, number in Counter(plan.codes[place] for place in dropped).items():
            decision = plan.decisions[code]
            counts[decision.verdict] -= number
            billed_after -= decision.billed * number if decision.verdict.writes else 0
        return dropped, counts, billed_after

    def action_run(self) -> None:
        self.dismiss(frozenset(self._plan.ids[place] for place in self.rows.dropped))
