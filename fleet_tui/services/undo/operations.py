"""Undo and redo: take back the last thing that this user did, as a whole (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fleet_tui.domain.access.permissions import SEE_PEOPLE
from fleet_tui.domain.bulk.actions import Revert
from fleet_tui.domain.bulk.evaluate import GONE, LAST_ADMIN_REASONS, NOT_PLANNED, ONESELF
from fleet_tui.domain.bulk.plan import Decision, Outcome, Plan, Verdict
from fleet_tui.domain.bulk.wording import people as how_many
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.local_time import show_time
from fleet_tui.domain.text import displayable
from fleet_tui.services.access import last_admin
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.bulk.notes import with_billed
from fleet_tui.services.bulk.write import Progress
from fleet_tui.services.undo.evaluate import OperationEvaluator, Reversal
from fleet_tui.services.undo.policy import UndoPolicy
from fleet_tui.services.undo.write import OperationWriter
from fleet_tui.storage import undo
from fleet_tui.storage.history import operations
from fleet_tui.storage.history.operations import Operation

_AT_ONCE = 2_000
_ASIDE = "Run all the same, this is set aside: the next {} goes on with the change before it."
_SOMETHING_ELSE = {
    False: "This was taken back already, or you have changed something since: look again at what undo would do now.",
    True: "This was done again already, or you have changed something since: look again at what redo would do now.",
}
_LEFT_OUT = "{} left out of the plan: the next {} goes on with the change before this one."
_TAKEN_OUT = ("was taken out of the outbox", "were taken out of the outbox")
_WAITING = ("waits in the outbox", "wait in the outbox")
"""Of one message, and of several."""
_PROTECTED = LAST_ADMIN_REASONS | {ONESELF}
_SET_ASIDE = "Nobody could be put back. The next {} goes on with the change before this one."


class Undo:
    """Takes back the last change of the user, and does again what was taken back."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def plan(self, *, redo: bool = False) -> Plan:
        """What undo, or redo, would do with each person of the operation that is next.

        Raises:
            SignedOut, NotAllowed: the actor may not do any more what that takes.
            Refusal: there is nothing to undo, or to redo.
        """
        with self._context.reading(SEE_PEOPLE) as tx:
            operation = _next(tx, redo)
            if operation is None:
                raise Refusal(f"There is nothing to {_name(redo)}.")
            guard, evaluator = UndoPolicy(tx, operation), OperationEvaluator(tx, operation)
            people = list(undo.people_of(tx.connection, operation))
            decisions = _Decisions(len(people))
            for places in _batches(range(len(people))):
                place_of = {people[place][0]: place for place in places}
                for one in evaluator.evaluate(list(place_of)):
                    decisions.set(place_of[one.person.id], one.decision)
            protected = guard.protected(evaluator, [id for id, _, _ in people])
            for place, (id, _, _) in enumerate(people if protected else ()):
                decisions.set(place, protected.get(id, decisions.of(place)))
            changes = any(decisions.of(place).verdict is Verdict.CHANGES for place in range(len(people)))
            plan = Plan(
                action=Revert(operation.id, redo),
                kind=operation.kind,
                title=_title(tx, operation, redo),
                ids=array("q", (id for id, _, _ in people)),
                names=tuple(name for _, name, _ in people),
                codes=decisions.codes,
                decisions=tuple(decisions.different),
                versions=array("q", (version for _, _, version in people)),
                notes=() if changes else (_ASIDE.format(_name(redo)),),
            )
            return with_billed(tx, plan)

    def run(self, plan: Plan, progress: Progress | None = None) -> Outcome:
        """Apply the plan in one transaction; skip and report people that cannot be put back any more.

        The operation counts as taken back, even when no person can be put back, and also for people dropped from the
        plan: no later undo takes it back for them.

        Raises:
            SignedOut, NotAllowed: the actor may not do any more what that takes.
            Refusal: something else is next, because the user has done something else meanwhile; or the plan has no
                person left to put back.
            Stopped: `progress` raised it; nothing was changed.
        """
        redo = isinstance(plan.action, Revert) and plan.action.redo
        self._context.prepare_codes()
        with self._context.transaction(SEE_PEOPLE) as tx:
            operation = _next(tx, redo)
            if operation is None or plan.action != Revert(operation.id, redo):
                raise Refusal(_SOMETHING_ELSE[redo])
            if not plan.counts()[Verdict.CHANGES] and len(plan) < len(list(undo.people_of(tx.connection, operation))):
                raise Refusal("Nobody is left in this plan.")
            guard, evaluator = UndoPolicy(tx, operation), OperationEvaluator(tx, operation)
            number = operations.next_id(tx.connection)
            with last_admin.ensure_admin_remains(tx, *guard.protects):
                putting_back = _PuttingBack(plan, evaluator, OperationWriter(tx, operation, number, redo))
                decisions = putting_back.run(guard.protected(evaluator, _to_change(plan)), progress)
            operations.mark_reverted(tx.connection, operation.id)
            outcome = Outcome(
                action=plan.action,
                kind=plan.kind,
                title=plan.title,
                ids=plan.ids,
                names=plan.names,
                codes=decisions.codes,
                decisions=tuple(decisions.different),
            )
            outcome = with_billed(tx, outcome)
            if decisions.entries is None:
                return replace(outcome, notes=(_SET_ASIDE.format(_name(redo)),))
            role = operations.REDONE if redo else operations.UNDONE
            tx.record_operation(operation.what, operation.kind, decisions.entries, role=role)
            left_out = operation.people - len(plan)
            note = _LEFT_OUT.format(how_many(operation.kind, left_out), _name(redo))
            notes = (*decisions.message_notes(), *([note] if left_out else []))
            return replace(outcome, operation=number, notes=notes)


def _next(tx: Transaction, redo: bool) -> Operation | None:
    return (operations.to_redo if redo else operations.to_undo)(tx.connection, tx.author)


def _title(tx: Transaction, operation: Operation, redo: bool) -> str:
    """What is taken back, of how many and since when: "Undo: Deactivate, 40 technicians, 06:12"."""
    time = show_time(operation.at, tx.now)
    people = f", {how_many(operation.kind, operation.people)}" if operation.people > 1 else ""
    return f"{_name(redo).capitalize()}: {displayable(operation.what)}{people}, {time}"


class _Decisions:
    """The decisions on so many people, each kept once, and the range of the history.

    A person without a decision is gone.
    """

    def __init__(self, people: int) -> None:
        self.codes = array("q", bytes(8 * people))
        self.different = [GONE]
        self.entries: tuple[int, int] | None = None
        self._code_of = {GONE: 0}
        self._messages = Counter[tuple[str, str]]()

    def set(self, place: int, decision: Decision) -> None:
        """Decide on the person at that place."""
        code = self._code_of.setdefault(decision, len(self.different))
        if code == len(self.different):
            self.different.append(decision)
        self.codes[place] = code

    def of(self, place: int) -> Decision:
        """The decision on the person at that place."""
        return self.different[self.codes[place]]

    def count_message(self, one: Reversal) -> None:
        """Count the message of a person that is put back, if there is one."""
        if one.decision.verdict is Verdict.CHANGES and (one.cancels or one.back.message):
            self._messages[_TAKEN_OUT if one.cancels else _WAITING] += 1

    def message_notes(self) -> list[str]:
        """How many messages were taken out of the outbox, and wait there again."""
        return [
            f"{number:,} message{'' if number == 1 else 's'} {words[number != 1]}."
            for words, number in self._messages.items()
        ]

    def add_entries(self, first: int, last: int) -> None:
        """Extend the range of the history; it is empty when the first comes after the last."""
        if first <= last:
            self.entries = (self.entries[0] if self.entries else first, last)


@dataclass(frozen=True, slots=True)
class _PuttingBack:
    """Evaluates the people of a plan again and puts back those that still can be."""

    plan: Plan
    evaluator: OperationEvaluator
    writer: OperationWriter

    def run(self, protected: dict[int, Decision], progress: Progress | None) -> _Decisions:
        """Put them back; `protected` are those that must not change."""
        plan, decisions, done = self.plan, _Decisions(len(self.plan)), 0
        if progress:
            progress(0, len(plan))
        # By id: a table that is written in the order of its rows took a quarter of the time of one in another order.
        for places in _batches(sorted(range(len(plan)), key=plan.ids.__getitem__)):
            place_of = {plan.ids[place]: place for place in places}
            found = []
            for one in self.evaluator.evaluate(list(place_of)):
                place = place_of[one.person.id]
                decision = _as_planned(protected.get(one.person.id, one.decision), plan.of(place))
                decisions.set(place, decision)
                found.append(one if decision is one.decision else replace(one, decision=decision))
                decisions.count_message(found[-1])
            decisions.add_entries(*self.writer.put_back(found, self.evaluator.names))
            done += len(places)
            if progress:
                progress(done, len(plan))
        return decisions


def _to_change(plan: Plan) -> list[int]:
    """Ids the plan changes, then ids it protects: those stay protected as long as the reason holds."""
    return plan.ids_with(Verdict.CHANGES) + [id for place, id in enumerate(plan.ids) if plan.of(place) in _PROTECTED]


def _as_planned(now: Decision, planned: Decision) -> Decision:
    """The decision now; blocked when the plan said no change."""
    return NOT_PLANNED if now.verdict is Verdict.CHANGES is not planned.verdict else now


def _name(redo: bool) -> str:
    return "redo" if redo else "undo"


def _batches(places: Sequence[int]) -> Iterator[Sequence[int]]:
    return (places[start : start + _AT_ONCE] for start in range(0, len(places), _AT_ONCE))
