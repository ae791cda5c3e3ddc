"""Running the plan of an import, in one transaction: all of its rows, or none."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from fleet_tui.domain.access.permissions import SEND_INVITES
from fleet_tui.domain.accounts.status import reachable
from fleet_tui.domain.bulk.plan import Decision, Outcome, Plan, Verdict
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.services.access.field_permissions import ensure_admin_remains_after
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.bulk.notes import with_billed
from fleet_tui.services.bulk.write import Progress
from fleet_tui.services.imports.evaluate import REFUSED
from fleet_tui.services.imports.plan import ImportDetails, proposed_in
from fleet_tui.services.imports.reading import reading
from fleet_tui.services.imports.rows import RowResult
from fleet_tui.services.imports.spool import SpooledRow
from fleet_tui.services.imports.write import ImportWriter
from fleet_tui.storage.history import log

_CHANGED = "was changed after this plan was made: import the file again."
_ADDED = "was added after this plan was made: import the file again."
_NOT_PLANNED = "This was not to change when the plan was made: import the file again."


def run_plan(tx: Transaction, plan: Plan, progress: Progress) -> Outcome:
    """Add and change the people of the plan; skip and report rows for which it no longer holds.

    Raises:
        Refusal: no manager of people would be left, or an entry of a list cannot be added.
    """
    details = plan.details
    assert isinstance(details, ImportDetails)  # noqa: S101  # only an import has such a plan
    run = _Run(tx, plan, details)
    # Every field, as some row may change any: without an admin nobody could put it right.
    with ensure_admin_remains_after(tx, {"active", "role"}):
        run.write(progress)
    return run.outcome()


class _Run:
    """One run of a plan: the places of its rows, and what became of them."""

    def __init__(self, tx: Transaction, plan: Plan, details: ImportDetails) -> None:
        self._tx = tx
        self._plan = plan
        self._details = details
        self._book, self._evaluator, _ = reading(tx, details.file.mapping)
        self._book.names, self._book.proposed = details.book.names, details.book.proposed
        self._unchanged = log.revision(tx.connection) == details.revision
        self._places = dict(zip(plan.rows, range(len(plan)), strict=True)) if len(plan) < len(details) else None
        self._ids, self._codes = plan.ids[:], plan.codes[:]
        self._decisions = {decision: code for code, decision in enumerate(plan.decisions)}
        self._writer = ImportWriter(tx, plan.kind, self._evaluator.new_people)
        self._refused: dict[int, str] = {}
        self._invited = array("q")
        self._may_invite = SEND_INVITES in tx.granted

    def write(self, progress: Progress) -> None:
        """Write the rows in the order of the file."""
        progress(0, len(self._plan))
        self._create_entries()
        done = 0
        for rows in self._batches():
            writing: list[tuple[int, RowResult]] = []
            for place, row, now in zip(*self._evaluated(rows), strict=True):
                result = self._as_planned(place, row, now)
                if result is not None:
                    writing.append((place, result))
            for place, person in self._writer.write(writing):
                self._ids[place] = person
            self._note_invited(writing)
            done += len(rows)
            progress(done, len(self._plan))

    def _batches(self) -> Iterator[list[tuple[int, SpooledRow]]]:
        """The rows of the plan with places; dropped rows are left out."""
        number = 0
        for batch in self._details.batches():
            rows = enumerate(batch, start=number)
            number += len(batch)
            if self._places is None:
                yield list(rows)
            elif some := [(self._places[row], one) for row, one in rows if row in self._places]:
                yield some

    def _evaluated(
        self, rows: Sequence[tuple[int, SpooledRow]]
    ) -> tuple[list[int], list[SpooledRow], Sequence[RowResult]]:
        """The places, the rows, and what they do now: as planned while the database has not changed."""
        places, spooled = [place for place, _ in rows], [row for _, row in rows]
        if self._unchanged:
            return places, spooled, [row.result for row in spooled]
        return places, spooled, self._evaluator.evaluate([row.parsed for row in spooled])

    def _as_planned(self, place: int, row: SpooledRow, now: RowResult) -> RowResult | None:
        """What is to be written of a row, after its verdict is noted; None for nothing."""
        planned = self._plan.decisions[self._plan.codes[place]].verdict
        if not planned.writes:
            # A row that the plan refused for another row's sake keeps that reason.
            if now.decision.verdict.writes and self._plan.rows[place] not in self._details.refused:
                self._refuse(place, _NOT_PLANNED)
            return None
        verdict = now.decision.verdict
        if verdict is Verdict.BLOCKED:
            self._refuse(place, now.reason)
        elif verdict is Verdict.UNCHANGED:
            self._decide(place, now.decision)
        elif verdict is not planned:
            self._refuse(place, f"{displayable(now.name)} {_ADDED}")
        elif (now.person, now.before, now.after) != (row.result.person, row.result.before, row.result.after) and (
            verdict is Verdict.CHANGES
        ):
            self._refuse(place, f"{displayable(now.name)} {_CHANGED}")
        else:
            return now
        return None

    def _refuse(self, place: int, reason: str) -> None:
        self._refused[self._plan.rows[place]] = reason
        self._decide(place, REFUSED)

    def _decide(self, place: int, decision: Decision) -> None:
        self._codes[place] = self._decisions.setdefault(decision, len(self._decisions))

    def _create_entries(self) -> None:
        """Add the proposed entries that rows of the plan give to people."""
        used: set[int] = set()
        writes = [decision.verdict.writes for decision in self._plan.decisions]
        for rows in self._batches() if self._book.proposed else ():
            for place, row in rows:
                if writes[self._plan.codes[place]]:
                    used.update(proposed_in(self._book, row.result))
        self._writer.use_names(self._book.names, self._book.create(self._tx, used))

    def _note_invited(self, written: Sequence[tuple[int, RowResult]]) -> None:
        """Note the added people that an invitation could reach."""
        if not self._may_invite:
            return
        for place, result in written:
            if result.decision.verdict is Verdict.NEW and _can_be_invited(self._plan.kind, result.after):
                self._invited.append(self._ids[place])

    def outcome(self) -> Outcome:
        """What became of each row."""
        entries, plan = self._writer.entries, self._plan
        self._details.refused |= self._refused
        outcome = Outcome(
            action=plan.action,
            kind=plan.kind,
            title=plan.title,
            ids=self._ids,
            names=plan.names,
            codes=self._codes,
            decisions=tuple(self._decisions),
            rows=plan.rows,
            details=plan.details,
            to_invite=self._invited,
            operation=self._tx.record_operation(plan.title, plan.kind, entries) if entries else None,
        )
        return with_billed(self._tx, outcome)


def _can_be_invited(kind: PersonKind, values: Values) -> bool:
    access = kind is PersonKind.EMPLOYEE or values.get("mobile_access", True)
    return bool(values.get("active", True) and access and reachable(kind, values))
