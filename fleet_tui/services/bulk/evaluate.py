"""What an action does to each of many people, read and judged in one transaction."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from fleet_tui.domain.bulk.actions import Action, SetActive, SetField, title
from fleet_tui.domain.bulk.evaluate import MORE_THAN_YOU, MORE_THAN_YOU_THEN, evaluator_for
from fleet_tui.domain.bulk.evaluate_fields import Effect
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.history.changes import encode
from fleet_tui.services.access import last_admin
from fleet_tui.services.access.privilege import PrivilegeCheck, needs_privilege_check
from fleet_tui.services.base.actor import Actor
from fleet_tui.services.bulk.new_value import checked
from fleet_tui.storage import company_settings, lists
from fleet_tui.storage.history import log
from fleet_tui.storage.people import columns
from fleet_tui.storage.ranking import MorePrivileged
from fleet_tui.storage.schema.person_tables import PersonTables


class ActionEvaluator:
    """The different effects of an action, each once; a person has the number of one.

    Of many people few different things are true, so each of those is judged once, and 100,000 people take as many
    small numbers. `granted` is what the actor may do, `now` the time of the action.

    Raises:
        Refusal: a field cannot be set so.
    """

    def __init__(
        self,
        connection: Connection,
        layout: PersonTables,
        action: Action,
        by: Actor,
        granted: frozenset[str],
        now: datetime,
    ) -> None:
        self._connection = connection
        self._layout = layout
        self._now = now
        profile_type, company = layout.type, company_settings.company(connection)
        self.names: dict[int, str] = {}
        if isinstance(action, SetField):
            action = checked(connection, action, profile_type)
            source = profile_type.fields[action.field].source
            self.names = lists.entry_names(connection, source) if source else {}
        self.action = action
        self.title = title(action, profile_type, self.names, company.country)
        self.evaluator = evaluator_for(action, profile_type, self.names, company)
        self.each: list[Effect] = []
        self.changes: list[bool] = []
        self._numbers: dict[Sequence[Any], int] = {}
        self._yourself = last_admin.actor_profile_id(by, profile_type.kind)
        role = action.value if isinstance(action, SetField) and action.field == "role" else None
        self._role = role if isinstance(role, int) else None
        self._granted = granted if needs_privilege_check(action) else None
        self._above: MorePrivileged | None = None

    def read(
        self, ids: Collection[int], *, by_name: bool = False
    ) -> Iterator[tuple[Sequence[Sequence[Any]], list[int]]]:
        """Some of those who are there at a time: rows of id, version, name and facts; and the number for each."""
        known, needed = self._numbers, self.evaluator.facts
        if self._granted is not None:
            ranks = PrivilegeCheck(self._connection, self._layout.type.kind, self._granted, ids)
            self._above = ranks.more_privileged(self._role)
        above = self._above
        for rows in columns.read(
            self._connection, self._layout, ids, needed, self._yourself, self._now, above=above, by_name=by_name
        ):
            found = [row[3:] for row in rows]
            for another in set(found).difference(known):
                known[another] = self.add(self._decide(another))
            yield rows, [known[one] for one in found]

    def _decide(self, found: Sequence[Any]) -> Effect:
        """The effect on those of whom these facts are true; nobody's who may do more than who acts."""
        needed = self.evaluator.facts
        effect = self.evaluator.of(columns.known(self._layout, needed, found[: len(needed)]))
        if self._above is None or not found[-1] or effect.decision.verdict is not Verdict.CHANGES:
            return effect
        return Effect(MORE_THAN_YOU_THEN if self._above.everybody else MORE_THAN_YOU)

    def add(self, effect: Effect | Decision) -> int:
        """The number of one more effect."""
        self.each.append(effect if isinstance(effect, Effect) else Effect(effect))
        self.changes.append(self.each[-1].decision.verdict is Verdict.CHANGES)
        return len(self.each) - 1

    def guard(self, ids: Sequence[int], numbers: array[int], kept: Sequence[int] = ()) -> None:
        """Keep somebody active, and allowed, who may manage people; what is judged of each by itself does not see that.

        `kept` are people whom the plan kept for it, who do not change: as long as it is true, it is said of them.
        """
        if not self.keeps:
            return
        kind = self._layout.type.kind
        people = [id for id, number in zip(ids, numbers, strict=True) if self.changes[number]] + list(kept)
        if self._role is not None:
            found = last_admin.protect_in_role(self._connection, kind, people, self._role)
        else:
            last = last_admin.last_holder(self._connection, kind, people)
            found = dict([last] if last else [])
        for id, decision in found.items():
            numbers[ids.index(id)] = self.add(decision)

    @property
    def keeps(self) -> tuple[str, ...]:
        """The permissions of which the action could take the last one who has them."""
        if self._role is not None:
            return last_admin.KEPT_ALLOWED
        return last_admin.KEPT_ACTIVE if self.action == SetActive(active=False) else ()

    def roles_before(self, numbers: array[int]) -> Counter[int | None]:
        """How many of those who change have which role before; nobody unless it is the role that is set."""
        found: Counter[int | None] = Counter()
        for number, people in Counter(numbers).items() if self._role is not None else ():
            if self.changes[number]:
                role = self.each[number].before["role"]
                found[role if isinstance(role, int) else None] += people
        return found

    def text(self, number: int) -> str:
        """The changes of an effect as the history keeps them."""
        effect, fields = self.each[number], self._layout.type.fields
        return log.changes_text(
            {
                name: [
                    encode(fields[name], value, self.names) if name in fields else value
                    for value in (effect.before[name], effect.after[name])
                ]
                for name in effect.after
            }
        )

    def decisions(self, numbers: array[int]) -> tuple[array[int], tuple[Decision, ...]]:
        """The verdict on each person as a code, and what the codes stand for."""
        codes: dict[Decision, int] = {}
        used = {number: self.each[number].decision for number in Counter(numbers)}
        of_number = {number: codes.setdefault(decision, len(codes)) for number, decision in used.items()}
        return array("q", map(of_number.__getitem__, numbers)), tuple(codes)
