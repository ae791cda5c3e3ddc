"""What an action does to each of many people, read and evaluated in one transaction."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement

from fleet_tui.domain.bulk.actions import Action, How, SetActive, SetField, SetFields, noun, settings_of, title
from fleet_tui.domain.bulk.evaluate import MORE_THAN_YOU, MORE_THAN_YOU_THEN, evaluator_for
from fleet_tui.domain.bulk.field_effects import Effect
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.company import FLEET_PRO_OFF, TURN_ON
from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.fields import Field, Kind, PersonKind, ProfileType
from fleet_tui.domain.people.rules import missing
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import entry_id, entry_ids, parse
from fleet_tui.services.access import last_admin
from fleet_tui.services.access.privilege import PrivilegeCheck, needs_privilege_check
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.people.checks import entry_problem
from fleet_tui.storage import lists
from fleet_tui.storage.people.columns import FactQuery
from fleet_tui.storage.schema.person_tables import PERSON_TABLES


class ActionEvaluator:
    """The different effects of an action; each person has the number of one.

    Many people share few combinations of facts, so each combination is evaluated once, and 100,000 people take as many
    small numbers. `title` is the action in words, `names` those of the entries that it gives or takes.

    Raises:
        Refusal: a field cannot be set so.
    """

    def __init__(self, tx: Transaction, action: Action, kind: PersonKind) -> None:
        self._tx = tx
        self.layout = PERSON_TABLES[kind]
        profile_type, company = self.layout.type, tx.company()
        self.names: dict[int, str] = {}
        settings = tuple(_checked(tx, setting, profile_type) for setting in settings_of(action))
        if settings:
            action = settings[0] if isinstance(action, SetField) else SetFields(settings)
            self.names |= entry_names(tx, profile_type, settings)
        self.action = action
        self.title = title(action, profile_type, self.names, company.country)
        self.rules = evaluator_for(action, profile_type, self.names, company)
        self.effects: list[Effect] = []
        self.changes: list[bool] = []
        """Whether the effect of that number changes a person."""
        self._numbers: dict[Sequence[Any], int] = {}
        self._role = next((entry_id(setting.value) for setting in settings if setting.field == "role"), None)
        self.protects: tuple[str, ...] = last_admin.KEPT_WHEN_DEACTIVATING if action == SetActive(active=False) else ()
        """The permissions that could lose the last holder."""
        if self._role is not None:
            self.protects = last_admin.KEPT_WHEN_REGRANTING
        more_privileged: ColumnElement[bool] | None = None
        self._blocked = Effect(MORE_THAN_YOU)
        if needs_privilege_check(action):
            check = PrivilegeCheck(tx, kind)
            more_privileged = check.more_privileged(self._role)
            self._blocked = Effect(MORE_THAN_YOU_THEN if check.blocks_role(self._role) else MORE_THAN_YOU)
        actor = last_admin.actor_profile_id(tx.actor, kind)
        self._query = FactQuery(self.layout, self.rules.facts, tx.now, actor, more_privileged)

    def read(
        self, ids: Collection[int], *, by_name: bool = False
    ) -> Iterator[tuple[Sequence[Sequence[Any]], list[int]]]:
        """The people in the database, some at a time: rows of id, version, name and facts; the number for each."""
        known = self._numbers
        for rows in self._query.read(self._tx.connection, ids, by_name=by_name):
            facts = [row[3:] for row in rows]
            for another in set(facts).difference(known):
                effect = self.rules.evaluate(self._query.meaning(another))
                more_privileged = self._query.more_privileged is not None and another[-1]
                if more_privileged and effect.decision.verdict is Verdict.CHANGES:
                    effect = self._blocked  # only MANAGE_ROLES may change a more privileged person
                known[another] = self.add(effect)
            yield rows, [known[each] for each in facts]

    def add(self, effect: Effect | Decision) -> int:
        """The number of one more effect."""
        self.effects.append(effect if isinstance(effect, Effect) else Effect(effect))
        self.changes.append(self.effects[-1].decision.verdict is Verdict.CHANGES)
        return len(self.effects) - 1

    def protect_admins(self, ids: Sequence[int], numbers: array[int], protected: Sequence[int] = ()) -> None:
        """Block the action for the last holder of a permission: that depends on all people of the action together.

        `protected` are people that a plan has protected; the reason stays as long as it holds.
        """
        if not self.protects:
            return
        admins = last_admin.LastAdmin(self._tx, self.layout.type.kind)
        people = [id for id, number in zip(ids, numbers, strict=True) if self.changes[number]] + list(protected)
        if self._role is not None:
            found = admins.protected_from_role(people, self._role)
        else:
            last = admins.last_holder(people)
            found = dict([last] if last else [])
        for id, decision in found.items():
            numbers[ids.index(id)] = self.add(decision)

    def decisions(self, numbers: array[int]) -> tuple[array[int], tuple[Decision, ...]]:
        """The decision on each person as a code, and the decisions by code: different effects may share one."""
        codes: dict[Decision, int] = {}
        used = {number: self.effects[number].decision for number in Counter(numbers)}
        of_number = {number: codes.setdefault(decision, len(codes)) for number, decision in used.items()}
        return array("q", map(of_number.__getitem__, numbers)), tuple(codes)

    def roles_before(self, numbers: array[int]) -> Counter[int | None]:
        """How many people get another role, by the role before; empty unless the action sets the role."""
        found: Counter[int | None] = Counter()
        for number, people in Counter(numbers).items() if self._role is not None else ():
            before = self.effects[number].before
            if self.changes[number] and "role" in before:
                found[entry_id(before["role"])] += people
        return found


def entry_names(tx: Transaction, profile_type: ProfileType, settings: Iterable[SetField]) -> dict[int, str]:
    """The names of all entries that the fields can have."""
    sources = {source for setting in settings if (source := profile_type.fields[setting.field].source)}
    return {id: name for source in sources for id, name in lists.entry_names(tx.connection, source).items()}


def _checked(tx: Transaction, action: SetField, profile_type: ProfileType) -> SetField:
    """The action with its value as it is stored.

    Raises:
        Refusal: the field cannot be set so.
    """
    field = profile_type.fields.get(action.field)
    if field is None:
        raise Refusal(f"{profile_type.plural} have no field “{displayable(action.field)}”.")
    if not field.bulk:
        raise Refusal(f"{noun(field)} is set on each profile by itself, not for many people at once.")
    if action.how is not How.SET and field.kind is not Kind.REFERENCES:
        raise Refusal(f"{noun(field)} holds one value: set it, nothing can be added to it or taken from it.")
    company = tx.company()
    value = _parsed(field, action.value, company.country)
    if value is None and (field.required or action.how is not How.SET):
        raise Refusal(missing(field).sentence)
    _require_entries(tx, field, action.how, value)
    if field.name == "fleet_pro" and value and not company.fleet_pro:
        raise Refusal(f"{FLEET_PRO_OFF}: {TURN_ON}")
    return replace(action, value=value)


def _parsed(field: Field, value: object, country: str) -> object:
    if value is None and field.kind is Kind.TOGGLE:
        raise Refusal(f"{noun(field)} is yes or no.")
    try:
        return parse(field, value, country)
    except BadValue as error:
        raise Refusal(str(error)) from None


def _require_entries(tx: Transaction, field: Field, how: How, value: object) -> None:
    """Entries come from the field's list; a retired one may be taken from people, but not given to them."""
    if field.source is None or value is None:
        return
    ids = entry_ids(value)
    known = lists.with_ids(tx.connection, ids)
    for id in sorted(ids):
        sentence = entry_problem(field, known.get(id), noun(field), may_be_retired=how is How.REMOVE)
        if sentence:
            raise Refusal(sentence)
