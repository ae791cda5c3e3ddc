"""Undo and redo: take back the last thing that this user did, as a whole (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import SEE_PEOPLE
from fleet_tui.domain.bulk.actions import Revert
from fleet_tui.domain.bulk.evaluate import GONE, KEPT, NOT_PLANNED, ONESELF
from fleet_tui.domain.bulk.plan import Decision, Outcome, Plan, Verdict
from fleet_tui.domain.bulk.wording import people as how_many
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.local_time import show_time
from fleet_tui.domain.text import displayable
from fleet_tui.services.access import last_admin
from fleet_tui.services.base.actor import require
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.permissions import require_permissions
from fleet_tui.services.bulk.plan_and_run import Progress
from fleet_tui.services.people.bulk_notes import with_billed
from fleet_tui.services.undo.evaluate import OperationEvaluator, Reversal
from fleet_tui.services.undo.policy import UndoGuard
from fleet_tui.services.undo.write import Reverting
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
_KEPT = KEPT | {ONESELF}
_SET_ASIDE = "Nobody could be put back. The next {} goes on with the change before this one."


class Undo:
    """Takes back the last change of this user, and does again what was taken back."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def plan(self, *, redo: bool = False) -> Plan:
        """What undo, or redo, would do with each person of the operation that is next.

        Raises:
            SignedOut, NotAllowed: who acts may not do any more what that takes.
            Refusal: there is nothing to undo, or to redo.
        """
        with self._database.read() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE)
            operation = self._next(connection, redo)
            if operation is None:
                raise Refusal(f"There is nothing to {_name(redo)}.")
            guard = self._guard(connection, operation, granted)
            evaluator = OperationEvaluator(connection, operation, granted, self._context.clock())
            people = list(undo.people_of(connection, operation))
            verdicts = _Verdicts(len(people))
            for places in _batches(range(len(people))):
                place_of = {people[place][0]: place for place in places}
                for one in evaluator.evaluate(list(place_of)):
                    verdicts.say(place_of[one.person.id], one.decision)
            kept = guard.kept(evaluator, [id for id, _, _ in people])
            for place, (id, _, _) in enumerate(people if kept else ()):
                verdicts.say(place, kept.get(id, verdicts.of(place)))
            changes = any(verdicts.of(place).verdict is Verdict.CHANGES for place in range(len(people)))
            plan = Plan(
                action=Revert(operation.id, redo),
                kind=operation.kind,
                title=self._title(operation, redo),
                ids=array("q", (id for id, _, _ in people)),
                names=tuple(name for _, name, _ in people),
                codes=verdicts.codes,
                decisions=tuple(verdicts.decisions),
                versions=array("q", (version for _, _, version in people)),
                notes=() if changes else (_ASIDE.format(_name(redo)),),
            )
            return with_billed(plan, connection)

    def run(self, plan: Plan, progress: Progress | None = None) -> Outcome:
        """Do it, in one transaction; those who cannot be put back by now stay as they are and are told.

        When nobody can be, nothing changes but that the operation counts as taken back. It counts so for those too who
        were dropped from the plan: they stay as they are, and no later undo takes this back for them.

        Raises:
            SignedOut, NotAllowed: who acts may not do any more what that takes.
            Refusal: this user has done something else meanwhile, so that something else is next, or all who would have
                been put back were dropped from the plan.
            Stopped: `progress` raised it; nothing was changed.
        """
        redo = isinstance(plan.action, Revert) and plan.action.redo
        self._context.prepare_codes()
        with self._database.write() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE)
            operation = self._next(connection, redo)
            if operation is None or plan.action != Revert(operation.id, redo):
                raise Refusal(_SOMETHING_ELSE[redo])
            if not plan.counts()[Verdict.CHANGES] and len(plan) < len(list(undo.people_of(connection, operation))):
                raise Refusal("Nobody is left in this plan.")
            at, number = self._context.clock(), operations.next_id(connection)
            guard = self._guard(connection, operation, granted)
            evaluator = OperationEvaluator(connection, operation, granted, at)
            writer = Reverting(connection, operation, number, self._context, at, redo)
            with last_admin.ensure_admin_remains(connection, *guard.keeps):
                verdicts = _put_back(evaluator, writer, guard.kept(evaluator, _to_change(plan)), plan, progress)
            operations.mark_reverted(connection, operation.id)
            outcome = Outcome(
                action=plan.action,
                kind=plan.kind,
                title=plan.title,
                ids=plan.ids,
                names=plan.names,
                codes=verdicts.codes,
                decisions=tuple(verdicts.decisions),
            )
            outcome = with_billed(outcome, connection)
            if verdicts.first is None:
                return replace(outcome, notes=(_SET_ASIDE.format(_name(redo)),))
            operations.record(
                connection,
                at=at,
                by=self._context.author,
                what=operation.what,
                kind=operation.kind,
                people=outcome.counts()[Verdict.CHANGES],
                first=verdicts.first,
                last=verdicts.last,
                role=operations.REDONE if redo else operations.UNDONE,
            )
            left_out = operation.people - len(plan)
            note = _LEFT_OUT.format(how_many(operation.kind, left_out), _name(redo))
            return replace(outcome, operation=number, notes=(*verdicts.sent(), *([note] if left_out else [])))

    def _guard(self, connection: Connection, operation: Operation, granted: frozenset[str]) -> UndoGuard:
        guard = UndoGuard(connection, operation, self._context.by)
        for permission in sorted(guard.takes):
            require(granted, permission)
        return guard

    def _next(self, connection: Connection, redo: bool) -> Operation | None:
        return (operations.to_redo if redo else operations.to_undo)(connection, self._context.author)

    def _title(self, operation: Operation, redo: bool) -> str:
        """What is taken back, of how many and since when: "Undo: Deactivate, 40 technicians, 06:12"."""
        time = show_time(operation.at, self._context.clock())
        whom = f", {how_many(operation.kind, operation.people)}" if operation.people > 1 else ""
        return f"{_name(redo).capitalize()}: {displayable(operation.what)}{whom}, {time}"


class _Verdicts:
    """The verdicts on so many people, each kept once, and the range of the history about them.

    Who is not spoken of is gone.
    """

    def __init__(self, people: int) -> None:
        self.codes = array("q", bytes(8 * people))
        self.decisions = [GONE]
        self.first: int | None = None
        self.last = 0
        self._known = {GONE: 0}
        self._messages = Counter[tuple[str, str]]()

    def say(self, place: int, decision: Decision) -> None:
        """The verdict on the person at that place."""
        code = self._known.setdefault(decision, len(self.decisions))
        if code == len(self.decisions):
            self.decisions.append(decision)
        self.codes[place] = code

    def of(self, place: int) -> Decision:
        """What was said of the person at that place."""
        return self.decisions[self.codes[place]]

    def posted(self, one: Reversal) -> None:
        """What becomes of a message to somebody who is put back."""
        if one.decision.verdict is Verdict.CHANGES and (one.cancels or one.back.message):
            self._messages[_TAKEN_OUT if one.cancels else _WAITING] += 1

    def sent(self) -> list[str]:
        """How many messages it took out of the outbox, and left there."""
        return [
            f"{number:,} message{'' if number == 1 else 's'} {words[number != 1]}."
            for words, number in self._messages.items()
        ]

    def wrote(self, first: int, last: int) -> None:
        """The history has these entries more; none when the first comes after the last."""
        if first <= last:
            self.first = self.first or first
            self.last = last


def _put_back(
    evaluator: OperationEvaluator, writer: Reverting, kept: dict[int, Decision], plan: Plan, progress: Progress | None
) -> _Verdicts:
    """Judge everybody again and put back those who still can be."""
    verdicts = _Verdicts(len(plan))
    done = 0
    if progress:
        progress(0, len(plan))
    # By id: a table that is written in the order of its rows took a quarter of the time of one in another order.
    for places in _batches(sorted(range(len(plan)), key=plan.ids.__getitem__)):
        place_of = {plan.ids[place]: place for place in places}
        found = []
        for one in evaluator.evaluate(list(place_of)):
            place = place_of[one.person.id]
            decision = _as_planned(kept.get(one.person.id, one.decision), plan.of(place))
            verdicts.say(place, decision)
            found.append(one if decision is one.decision else replace(one, decision=decision))
            verdicts.posted(found[-1])
        verdicts.wrote(*writer.put_back(found, evaluator.names))
        done += len(places)
        if progress:
            progress(done, len(plan))
    return verdicts


def _to_change(plan: Plan) -> list[int]:
    """Whom the plan changed; then whom it kept, who are to stay so: of them it is said as long as it is true."""
    return plan.ids_with(Verdict.CHANGES) + [id for place, id in enumerate(plan.ids) if plan.of(place) in _KEPT]


def _as_planned(now: Decision, planned: Decision) -> Decision:
    """Nobody is put back of whom the plan said something else."""
    return NOT_PLANNED if now.verdict is Verdict.CHANGES is not planned.verdict else now


def _name(redo: bool) -> str:
    return "redo" if redo else "undo"


def _batches(places: Sequence[int]) -> Iterator[Sequence[int]]:
    return (places[start : start + _AT_ONCE] for start in range(0, len(places), _AT_ONCE))
