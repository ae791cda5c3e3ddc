"""Undo and redo: take back the last thing that this user did, as a whole (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from sqlalchemy.engine import Connection

from fleet_tui.domain.actions import Revert
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.moments import show_time
from fleet_tui.domain.plan_words import people as how_many
from fleet_tui.domain.plans import Judged, Outcome, Plan, Verdict
from fleet_tui.domain.text import displayable
from fleet_tui.services.bulk import Progress
from fleet_tui.services.context import Context
from fleet_tui.services.restorable import Found, Judge
from fleet_tui.services.reverting import Reverting
from fleet_tui.storage import lookups, operations, reverting
from fleet_tui.storage.operations import Operation

_AT_ONCE = 1_000
_SKIPPED = "Nobody could be put back. The next undo takes back the change before this one."
_GONE = Judged(Verdict.CANNOT, "not in the database any more")
_COULD_NOT = Judged(Verdict.CANNOT, "could not be put back when this was planned")

_Person = TypeVar("_Person")


class Undo:
    """Takes back the last change of this user, and does again what was taken back."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def plan(self, *, redo: bool = False) -> Plan:
        """What undo, or redo, would do with each person of the operation that is next.

        Raises:
            Refusal: there is nothing to undo, or to redo.
        """
        with self._database.read() as connection:
            operation = self._next(connection, redo)
            if operation is None:
                raise Refusal(f"There is nothing to {'redo' if redo else 'undo'}.")
            judge, verdicts = Judge(connection, operation), _Verdicts()
            ids, versions, names = array("q"), array("q"), list[str]()
            for some in _batches(reverting.people_of(connection, operation)):
                found = {one.person.id: one.judged for one in judge.judge([id for id, _, _ in some])}
                for id, name, version in some:
                    verdicts.add(found.get(id, _GONE))
                    ids.append(id)
                    names.append(name)
                    versions.append(version)
            return Plan(
                action=Revert(operation.id, redo),
                kind=operation.kind,
                title=self._title(operation, redo),
                ids=ids,
                names=tuple(names),
                codes=verdicts.codes,
                judged=tuple(verdicts.judged),
                billed=lookups.billed(connection),
                versions=versions,
            )

    def run(self, plan: Plan, progress: Progress | None = None) -> Outcome:
        """Do it, in one transaction; those who cannot be put back by now stay as they are and are told.

        When nobody can be, nothing changes but that the operation counts as taken back.

        Raises:
            Refusal: this user has done something else meanwhile, so that something else is next.
            Stopped: `progress` raised it; nothing was changed.
        """
        redo = isinstance(plan.action, Revert) and plan.action.redo
        with self._database.write() as connection:
            operation = self._next(connection, redo)
            if operation is None or plan.action != Revert(operation.id, redo):
                what = "redo" if redo else "undo"
                raise Refusal(f"You have changed something else meanwhile: look again at what {what} would do now.")
            at, billed, number = self._context.clock(), lookups.billed(connection), operations.next_id(connection)
            verdicts = self._put_back(
                Judge(connection, operation),
                Reverting(connection, operation, number, self._context.actor, at, redo),
                plan,
                progress,
            )
            operations.mark_reverted(connection, operation.id)
            outcome = Outcome(
                action=plan.action,
                kind=plan.kind,
                title=plan.title,
                ids=plan.ids,
                names=plan.names,
                codes=verdicts.codes,
                judged=tuple(verdicts.judged),
                billed=billed,
            )
            if verdicts.first is None:
                return replace(outcome, notes=(_SKIPPED,))
            operations.record(
                connection,
                at=at,
                who=self._context.actor,
                what=operation.what,
                kind=operation.kind,
                people=outcome.counts()[Verdict.CHANGES],
                first=verdicts.first,
                last=verdicts.last,
                role=operations.REDONE if redo else operations.UNDONE,
            )
            return replace(outcome, operation=number)

    def _put_back(self, judge: Judge, writer: Reverting, plan: Plan, progress: Progress | None) -> _Verdicts:
        verdicts = _Verdicts()
        planned = dict(zip(plan.ids, map(plan.of, range(len(plan))), strict=True))
        for some in _batches(plan.ids):
            found = {one.person.id: _as_planned(one, planned[one.person.id]) for one in judge.judge(some)}
            for id in some:
                verdicts.add(found[id].judged if id in found else _GONE)
            verdicts.wrote(*writer.put_back(list(found.values())))
            if progress:
                progress(len(verdicts.codes), len(plan))
        return verdicts

    def _next(self, connection: Connection, redo: bool) -> Operation | None:
        return (operations.to_redo if redo else operations.to_undo)(connection, self._context.actor)

    def _title(self, operation: Operation, redo: bool) -> str:
        """What is taken back, of how many and since when: "Undo: Deactivate, 40 technicians, 06:12"."""
        verb, time = "Redo" if redo else "Undo", show_time(operation.at, self._context.clock())
        whom = f", {how_many(operation.kind, operation.people)}" if operation.people > 1 else ""
        return f"{verb}: {displayable(operation.what)}{whom}, {time}"


class _Verdicts:
    """The verdicts on people one after the other, each kept once, and the range of the history about them."""

    def __init__(self) -> None:
        self.codes = array("q")
        self.judged: list[Judged] = []
        self.first: int | None = None
        self.last = 0
        self._known: dict[Judged, int] = {}

    def add(self, judged: Judged) -> None:
        """The verdict on the next one."""
        code = self._known.setdefault(judged, len(self.judged))
        if code == len(self.judged):
            self.judged.append(judged)
        self.codes.append(code)

    def wrote(self, first: int, last: int) -> None:
        """The history has these entries more; none when the first comes after the last."""
        if first <= last:
            self.first = self.first or first
            self.last = last


def _as_planned(one: Found, planned: Judged) -> Found:
    """Nobody is put back of whom the plan said something else."""
    if one.judged.verdict is Verdict.CHANGES is not planned.verdict:
        return replace(one, judged=_COULD_NOT)
    return one


def _batches(people: Iterable[_Person]) -> Iterator[list[_Person]]:
    remaining = iter(people)
    while some := list(islice(remaining, _AT_ONCE)):
        yield some
