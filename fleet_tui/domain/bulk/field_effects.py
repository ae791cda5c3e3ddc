"""What setting fields does to a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from fleet_tui.domain.bulk.actions import How, SetField
from fleet_tui.domain.bulk.differences import Differences
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.people.choices import MANAGED, NON_MANAGED
from fleet_tui.domain.people.rules import with_derived_values
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Names, Values, show

_BESIDE = {"zone": ("zones",), "zones": ("zone",), "type": ("active",), "mobile_access": ("type",)}
"""What else has to be known of a person to set a field."""
LIMITED = "limited, as a non-managed technician"
"""Said of mobile access (technicians.txt: "Non-managed technicians do not have full mobile access")."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect on a person: the decision, and the fields that change, before and after."""

    decision: Decision
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)


def billed(known: Values) -> int:
    """1 for a billed person, an active managed technician (technicians.txt, "Technician Type"), else 0.

    Employees have no type. When Active or the type is unknown: 0.
    """
    return int(bool(known.get("active")) and known.get("type") == MANAGED)


def evaluate_fields(
    settings: Sequence[SetField], differences: Differences
) -> tuple[tuple[str, ...], Callable[[Values], Effect]]:
    """The fields that the settings need, and their effect together on a person with given values.

    One after the other: a later one finds what the one before it left. Where one cannot be, none is.
    """
    facts = tuple(
        dict.fromkeys(name for setting in settings for name in (setting.field, *_BESIDE.get(setting.field, ())))
    )
    steps = [_evaluator(setting, differences) for setting in settings]

    def evaluate(known: Values) -> Effect:
        then: Values = known
        reasons: list[str] = []
        for step in steps:
            effect = step(then)
            if effect.decision.verdict is Verdict.BLOCKED:
                return effect
            then = {**then, **effect.after}
            if effect.decision.verdict is Verdict.CHANGES:
                reasons += filter(None, [effect.decision.reason])
            elif len(steps) == 1:
                return effect
        before = {name: known[name] for name in facts if then[name] != known[name]}
        if not before:
            return Effect(Decision(Verdict.UNCHANGED, "already so"))
        after = {name: then[name] for name in before}
        difference, words = billed(then) - billed(known), differences.words(before, after)
        return Effect(Decision(Verdict.CHANGES, ", ".join(reasons), difference, words), before, after)

    return facts, evaluate


def _evaluator(action: SetField, differences: Differences) -> Callable[[Values], Effect]:
    """The effect of setting one field; its decision has no words of the change."""
    profile_type, names, country = differences.profile_type, differences.names, differences.country
    declared = profile_type.fields[action.field]
    facts = (action.field, *_BESIDE.get(action.field, ()))

    def evaluate(known: Values) -> Effect:
        refused = _main_zone(action, known, names)
        if refused:
            return Effect(refused)
        wanted = _wanted(action, known[action.field])
        if declared.required and wanted is None:
            return Effect(Decision(Verdict.BLOCKED, "needs at least one"))
        completed = with_derived_values(profile_type, {**known, action.field: wanted}, country)
        after = {name: completed[name] for name in facts if completed[name] != known[name]}
        if not after:
            return Effect(Decision(Verdict.UNCHANGED, _already(declared, action, names, country)))
        return Effect(Decision(Verdict.CHANGES, _remark(after, known)), {name: known[name] for name in after}, after)

    return evaluate


def _wanted(action: SetField, current: object) -> object:
    """The value that the field then has."""
    if action.how is How.SET:
        return action.value
    has = set(current) if isinstance(current, tuple) else set()
    given = set(action.value) if isinstance(action.value, tuple) else set()
    return tuple(sorted(has | given if action.how is How.ADD else has - given)) or None


def _main_zone(action: SetField, known: Values, names: Names) -> Decision | None:
    """All zones always hold the main zone (product.md, "Dispatching"), so it is not taken from them."""
    taken = action.value if action.how is How.REMOVE and isinstance(action.value, tuple) else ()
    zone = known.get("zone")
    if action.field != "zones" or zone not in taken:
        return None
    which = "it" if len(taken) == 1 or not isinstance(zone, int) else displayable(names.get(zone, f"#{zone}"))
    return Decision(Verdict.BLOCKED, f"{which} is the main zone")


def _already(declared: Field, action: SetField, names: Names, country: str) -> str:
    if declared.kind is Kind.REFERENCES and action.how is not How.SET:
        return "already there" if action.how is How.ADD else "not there"
    return f"already {show(declared, action.value, names, country) or 'none'}"


def _remark(after: Values, known: Values) -> str:
    return LIMITED if after.get("mobile_access") and known["type"] == NON_MANAGED else ""
