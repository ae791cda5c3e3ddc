"""Bulk actions: what one would do to the marked people, and doing it, all or nothing (product.md, "Marking")."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import replace

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import SEE_PEOPLE, SEND_INVITES
from fleet_tui.domain.bulk.action_permissions import permission_for
from fleet_tui.domain.bulk.actions import Action, Send, SetActive
from fleet_tui.domain.bulk.evaluate import GONE, KEPT, NOT_PLANNED
from fleet_tui.domain.bulk.plan import Decision, Outcome, Plan, Verdict, Verdicts
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.access import last_admin
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.permissions import require_permissions
from fleet_tui.services.bulk import since
from fleet_tui.services.bulk.evaluate import ActionEvaluator
from fleet_tui.services.bulk.write import WriteBatch, write
from fleet_tui.services.people import bulk_notes
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

Progress = Callable[[int, int], None]
"""Told how many people of how many are done; what it raises stops the run, and nothing is changed."""


class Bulk:
    """Plan a bulk action and run it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def plan(self, action: Action, kind: PersonKind, people: Iterable[int]) -> Plan:
        """What the action would do to each of these people, by name; who is marked twice comes once.

        Raises:
            SignedOut, NotAllowed: who acts may not do it, to anybody.
            Refusal: a field cannot be set so for anybody.
        """
        layout, wanted = PERSON_TABLES[kind], set(people)
        ids, versions, numbers, names = array("q"), array("q"), array("q"), list[str]()
        with self._database.read() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE, permission_for(action))
            now = self._context.clock()
            effects = ActionEvaluator(connection, layout, action, self._context.by, granted, now)
            for rows, found in effects.read(wanted, by_name=True):
                ids.extend([row[0] for row in rows])
                versions.extend([row[1] for row in rows])
                names.extend([row[2] for row in rows])
                numbers.extend(found)
            effects.guard(ids, numbers)
            codes, decision = effects.decisions(numbers)
            plan = Plan(
                action=effects.action,
                kind=kind,
                title=effects.title,
                ids=ids,
                names=tuple(names),
                codes=codes,
                decisions=decision,
                versions=versions,
            )
            missing = len(wanted) - len(ids)
            plan = replace(plan, to_invite=self._to_invite(connection, plan, granted))
            plan = bulk_notes.with_billed(plan, connection)
            return bulk_notes.noted(plan, connection, layout, missing=missing, roles=effects.roles_before(numbers))

    def run(self, plan: Plan, progress: Progress | None = None) -> Outcome:
        """Do it to everybody whom the plan says it changes and of whom that is still true.

        Everybody is read and judged again in the transaction that writes. Who was changed since in what the action
        changes is left alone and told; so is who was not to change. A plan that is run twice changes nothing twice.

        Raises:
            SignedOut, NotAllowed: who acts may not do it any more; nothing was changed.
            Refusal: a field cannot be set so any more; nothing was changed.
            Busy: another program kept writing; nothing was changed.
        """
        layout = PERSON_TABLES[plan.kind]
        if isinstance(plan.action, Send):
            self._context.prepare_codes()
        with self._database.write() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE, permission_for(plan.action))
            now = self._context.clock()
            effects = ActionEvaluator(connection, layout, plan.action, self._context.by, granted, now)
            names = list(plan.names)
            numbers, order, kept = _judged_again(connection, layout, effects, plan, names)
            effects.guard(plan.ids, numbers, kept)
            written = WriteBatch(
                plan.ids, names, numbers, array("q", (p for p in order if effects.changes[numbers[p]]))
            )
            codes, decision = effects.decisions(numbers)
            with last_admin.ensure_admin_remains(connection, *effects.keeps):
                operation = write(connection, layout, effects, written, self._context, progress)
            outcome = Outcome(
                action=plan.action,
                kind=plan.kind,
                title=effects.title,
                ids=plan.ids,
                names=tuple(names),
                codes=codes,
                decisions=decision,
                operation=operation,
            )
            outcome = replace(outcome, to_invite=self._to_invite(connection, outcome, granted))
            outcome = bulk_notes.with_billed(outcome, connection)
            return bulk_notes.noted(outcome, connection, layout, roles=effects.roles_before(numbers))

    def _to_invite(self, connection: Connection, verdicts: Verdicts, granted: frozenset[str]) -> tuple[int, ...]:
        """Activated people with an ended invitation; none where the actor may not invite."""
        if verdicts.action != SetActive(active=True) or SEND_INVITES not in granted:
            return ()
        people = verdicts.ids_with(Verdict.CHANGES)
        ended = invitations.ended(connection, PERSON_TABLES[verdicts.kind], people, self._context.clock())
        return tuple(id for id in people if id in ended)


def _judged_again(
    connection: Connection, layout: PersonTables, effects: ActionEvaluator, plan: Plan, names: list[str]
) -> tuple[array[int], array[int], list[int]]:
    """The number of the effect on each person now, and the places of those who are there, by id.

    Then the people whom the plan kept active and nothing else does now. `names` are brought up to date.
    """
    places = dict(zip(plan.ids, range(len(plan)), strict=True))
    gone, not_planned = effects.add(GONE), effects.add(NOT_PLANNED)
    planned = [decision.verdict is Verdict.CHANGES for decision in plan.decisions]
    changes, codes, versions = effects.changes, plan.codes, plan.versions
    numbers, order = array("q", [gone]) * len(plan), array("q")
    moved: dict[int, int] = {}
    kept: list[int] = []
    for rows, found in effects.read(plan.ids):
        theirs = [places[row[0]] for row in rows]
        order.extend(theirs)
        for row, place, number in zip(rows, theirs, found, strict=True):
            numbers[place] = number
            same = row[1] == versions[place]
            if not same:
                names[place] = row[2]
            if changes[number] and not (same and planned[codes[place]]):
                if planned[codes[place]]:
                    moved[row[0]] = versions[place]
                else:
                    numbers[place] = not_planned
                    if plan.of(place) in KEPT:
                        kept.append(row[0])
    told: dict[Decision, int] = {}
    for person, decision in since.conflicts_since_plan(connection, layout.type, effects.evaluator, moved):
        if decision not in told:
            told[decision] = effects.add(decision)
        numbers[places[person]] = told[decision]
    return numbers, order, kept
