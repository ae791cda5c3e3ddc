"""Checks of single fields as they are typed: what a save would refuse, and what to know about a value."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass

from fleet_tui.domain.errors import Holder, Problem
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people import rules
from fleet_tui.domain.people.field_permissions import permission_of_field
from fleet_tui.domain.people.rules import Problems
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.services.accounts.profile_account import username_problems
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.people.checks import ProfileChange, unique_violations
from fleet_tui.storage.people import queries
from fleet_tui.storage.schema.person_tables import PERSON_TABLES


@dataclass(frozen=True, slots=True)
class FieldFindings:
    """What is found about typed values: `problems`, which a save refuses, and `notes`, which stop nothing."""

    problems: Problems = dataclasses.field(default_factory=dict)
    notes: Problems = dataclasses.field(default_factory=dict)


def check_fields(
    tx: Transaction, kind: PersonKind, id: int | None, names: Collection[str], raw: Values
) -> FieldFindings:
    """Check the named fields of a profile; a field that holds nothing is not questioned before the save.

    `raw` has what is typed for them and for the fields that rules hold together with them. Each named field takes the
    permissions to see and to change it (NotAllowed).
    """
    profile_type = PROFILE_TYPES[kind]
    for name in names:
        needed = permission_of_field(profile_type.fields[name])
        tx.require(needed.see)
        tx.require(needed.change)
    values, problems = rules.parse_fields(profile_type.fields.values(), raw, tx.company().country)
    filled = {name for name in names if name in problems or values.get(name) not in (None, ())}
    problems |= {**rules.spanning(profile_type, values, problems), **problems}
    change = ProfileChange(kind, id, {}, {name: values.get(name) for name in filled})
    problems = unique_violations(tx, change) | problems
    if "username" in filled and "username" not in problems:
        address, phone = str(values.get("email") or ""), str(values.get("mobile") or "")
        problems |= username_problems(tx, kind, str(values["username"]), address, phone)
    found = {name: problem for name, problem in problems.items() if name in filled}
    notes = _notes(tx, kind, id, {name: values.get(name) for name in filled - found.keys()})
    return FieldFindings(found, notes)


def _notes(tx: Transaction, kind: PersonKind, id: int | None, values: Values) -> Problems:
    """Others of the same name, and other drivers of the truck (product.md, "Technician")."""
    notes: Problems = {}
    if "name" in values:
        others = queries.namesakes(tx.connection, PERSON_TABLES[kind], str(values["name"]), id or 0)
        if others:
            profile_type, first = PROFILE_TYPES[kind], Holder(kind, *others[0])
            words, many = displayable(str(first)), f"{len(others)} other {profile_type.plural.lower()}"
            one = f"Another {profile_type.singular.lower()} has this name: {words}."
            notes["name"] = Problem(f"{many} have this name, {words} too." if len(others) > 1 else one, first)
    truck = values.get("truck")
    if isinstance(truck, int):
        drivers = [displayable(name) for name in queries.drivers_of(tx.connection, truck, [id or 0])]
        if drivers:
            more = f" and {len(drivers) - 1} more" if len(drivers) > 1 else ""
            notes["truck"] = Problem(f"It is also assigned to {drivers[0]}{more}.")
    return notes
