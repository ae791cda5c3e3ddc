"""Bulk actions: what one would do to the marked people, and doing it, all or nothing (product.md, "Marking")."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from fleet_tui.domain.access.permissions import SEE_PEOPLE
from fleet_tui.domain.bulk.actions import Action, Send, noun, permissions_for
from fleet_tui.domain.bulk.evaluate import GONE, LAST_ADMIN_REASONS, NOT_PLANNED
from fleet_tui.domain.bulk.plan import Decision, Outcome, Plan, Verdict
from fleet_tui.domain.bulk.repeat import LastOperations
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.text import displayable
from fleet_tui.services.access import last_admin
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.base.permissions import load_profile
from fleet_tui.services.bulk.evaluate import ActionEvaluator
from fleet_tui.services.bulk.notes import with_notes
from fleet_tui.services.bulk.repeat import last_operations
from fleet_tui.services.bulk.write import Progress, WriteBatch, write
from fleet_tui.services.people.checks import require_version
from fleet_tui.storage.history import log

_SENT = {"invited": "sent an invitation", "sent a reset": "sent a reset"}
"""Messages by their word in the history: one that was sent since the plan need not be sent again."""


class Bulk:
    """Plan a bulk action and run it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def plan(self, action: Action, kind: PersonKind, people: Iterable[int]) -> Plan:
        """What the action would do to each of these people, by name; an id that comes twice counts once.

        Raises:
            SignedOut, NotAllowed: the actor may not do it to any person.
            Refusal: a field cannot be set so for any person.
        """
        with self._context.reading(SEE_PEOPLE, *permissions_for(action)) as tx:
            return _plan(tx, action, kind, set(people))

    def plan_one(self, action: Action, profile: Profile) -> Plan:
        """What the action would do to a profile as it is shown; the title names the person.

        Raises:
            SignedOut, NotAllowed: the actor may not do it to any person.
            Stale: the profile was changed since it was read.
            Gone: it is not there any more.
        """
        with self._context.reading(SEE_PEOPLE, *permissions_for(action)) as tx:
            require_version(tx, load_profile(tx, profile.kind, profile.id), profile.version)
            plan = _plan(tx, action, profile.kind, {profile.id})
            return replace(plan, title=f"{plan.title} {profile.name}")

    def last_operations(self, kind: PersonKind) -> LastOperations:
        """The last bulk action and the last save of the actor with people of that kind, unless they were undone.

        Raises:
            SignedOut, NotAllowed: the actor may not see people.
        """
        with self._context.reading(SEE_PEOPLE) as tx:
            return last_operations(tx, kind)

    def run(self, plan: Plan, progress: Progress | None = None) -> Outcome:
        """Apply the plan; skip and report people for which it no longer holds.

        Each person is evaluated again in the transaction that writes. A person is skipped when another user has changed
        the same since, or when the plan said no change. Running a plan twice changes nothing twice.

        Raises:
            SignedOut, NotAllowed: the actor may not do it any more; nothing was changed.
            Refusal: a field cannot be set so any more; nothing was changed.
            Busy: another program kept writing; nothing was changed.
        """
        if isinstance(plan.action, Send):
            self._context.prepare_codes()
        with self._context.transaction(SEE_PEOPLE, *permissions_for(plan.action)) as tx:
            evaluator = ActionEvaluator(tx, plan.action, plan.kind)
            batch = _evaluate_again(tx, evaluator, plan)
            with last_admin.ensure_admin_remains(tx, *evaluator.protects):
                entries = write(tx, evaluator, batch, progress)
            codes, decisions = evaluator.decisions(batch.numbers)
            outcome = Outcome(
                action=plan.action,
                kind=plan.kind,
                title=plan.title,
                ids=plan.ids,
                names=tuple(batch.names),
                codes=codes,
                decisions=decisions,
                operation=tx.record_operation(plan.title, plan.kind, entries) if entries else None,
            )
            return with_notes(tx, outcome, roles_before=evaluator.roles_before(batch.numbers))


def _plan(tx: Transaction, action: Action, kind: PersonKind, people: set[int]) -> Plan:
    ids, versions, numbers, names = array("q"), array("q"), array("q"), list[str]()
    evaluator = ActionEvaluator(tx, action, kind)
    for rows, found in evaluator.read(people, by_name=True):
        ids.extend([row[0] for row in rows])
        versions.extend([row[1] for row in rows])
        names.extend([row[2] for row in rows])
        numbers.extend(found)
    evaluator.protect_admins(ids, numbers)
    codes, decisions = evaluator.decisions(numbers)
    plan = Plan(
        action=evaluator.action,
        kind=kind,
        title=evaluator.title,
        ids=ids,
        names=tuple(names),
        codes=codes,
        decisions=decisions,
        versions=versions,
    )
    return with_notes(tx, plan, missing=len(people) - len(ids), roles_before=evaluator.roles_before(numbers))


def _evaluate_again(tx: Transaction, evaluator: ActionEvaluator, plan: Plan) -> WriteBatch:
    """What the action does to each person of the plan now, with names that are up to date."""
    places = dict(zip(plan.ids, range(len(plan)), strict=True))
    planned = [decision.verdict is Verdict.CHANGES for decision in plan.decisions]
    gone, not_planned = evaluator.add(GONE), evaluator.add(NOT_PLANNED)
    names, numbers, by_id = list(plan.names), array("q", [gone]) * len(plan), array("q")
    moved: dict[int, int] = {}
    protected: list[int] = []
    changes, codes, versions = evaluator.changes, plan.codes, plan.versions
    for rows, found in evaluator.read(plan.ids):
        of_rows = [places[row[0]] for row in rows]
        by_id.extend(of_rows)
        for row, place, number in zip(rows, of_rows, found, strict=True):
            numbers[place] = number
            same = row[1] == versions[place]
            if not same:
                names[place] = row[2]
            if changes[number] and not (same and planned[codes[place]]):
                if planned[codes[place]]:
                    moved[row[0]] = versions[place]
                else:
                    numbers[place] = not_planned
                    if plan.of(place) in LAST_ADMIN_REASONS:
                        protected.append(row[0])
    conflicts: dict[Decision, int] = {}
    for person, decision in _conflicts_since_plan(tx, evaluator, moved):
        if decision not in conflicts:
            conflicts[decision] = evaluator.add(decision)
        numbers[places[person]] = conflicts[decision]
    evaluator.protect_admins(plan.ids, numbers, protected)
    return WriteBatch(plan.ids, names, numbers, array("q", (place for place in by_id if changes[numbers[place]])))


def _conflicts_since_plan(
    tx: Transaction, evaluator: ActionEvaluator, versions: Mapping[int, int]
) -> Iterator[tuple[int, Decision]]:
    """Decisions on people that others have changed since these versions in what the action changes; the last counts."""
    profile_type, rules = evaluator.layout.type, evaluator.rules
    for person, author, word, names in log.since(tx.connection, profile_type.kind, versions):
        author = displayable(author)
        if word == rules.word and word in _SENT:
            yield person, Decision(Verdict.UNCHANGED, f"{author} {_SENT[word]} after this plan was made")
        elif touched := rules.conflicting_fields & names:
            labels = (noun(profile_type.fields[name]) if name in profile_type.fields else name for name in touched)
            changed = ", ".join(sorted(labels))
            yield person, Decision(Verdict.BLOCKED, f"{author} changed {changed} after this plan was made")
