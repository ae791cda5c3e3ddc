"""Checks of a profile that read the database: list entries, unique values, the company's settings, the version."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.company import FLEET_PRO_OFF, PAYROLL_OFF, TURN_ON, Company
from fleet_tui.domain.errors import Problem, Stale
from fleet_tui.domain.fields import Field, PersonKind
from fleet_tui.domain.lists import Entry
from fleet_tui.domain.people.choices import NON_MANAGED
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.rules import Problems
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values, entry_ids
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.history.log import changed_since
from fleet_tui.storage import lists
from fleet_tui.storage.people import queries
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """The values of a profile before and after a change. A new profile has no id and no values before.

    A typed password may be among them, so no repr has them.
    """

    kind: PersonKind
    id: int | None
    before: Values = dataclasses.field(repr=False)
    after: Values = dataclasses.field(repr=False)

    @property
    def layout(self) -> PersonTables:
        """The tables of the kind."""
        return PERSON_TABLES[self.kind]


def require_version(tx: Transaction, profile: Profile, version: int) -> None:
    """Raise unless the profile is still at that version.

    Raises:
        Stale: it was changed since.
    """
    if profile.version != version:
        who, when, fields = changed_since(tx, profile.kind, profile.id, profile.version - version)
        raise Stale(who, when, profile.version, fields)


def check_profile(tx: Transaction, change: ProfileChange, known: Problems) -> Problems:
    """What is wrong beside the problems already known; only what changes is questioned."""
    found = _entries(tx, change) | unique_violations(tx, change)
    found |= switched_off(tx.company(), change) | fixed_permissions(change)
    return {name: problem for name, problem in found.items() if name not in known}


def unique_violations(tx: Transaction, change: ProfileChange) -> Problems:
    """The unique fields whose value another profile of the kind has; inactive people count."""
    found: Problems = {}
    for field in change.layout.type.stored:
        value = change.after.get(field.name)
        if not field.unique or not value:
            continue
        holder = queries.holder_of(tx.connection, change.layout, field, str(value), change.id)
        if holder:
            found[field.name] = Problem(
                f"{displayable(str(holder))} has this {field.label.lower()} already: open that profile or use another.",
                holder,
            )
    return found


def entry_problem(field: Field, entry: Entry | None, noun: str, *, may_be_retired: bool) -> str:
    """Why an entry cannot be in the value of the field, which `noun` names; empty when it can."""
    if entry is None or entry.list is not field.source:
        return f"{noun} has a choice that is not in its list: pick again."
    if entry.retired and not may_be_retired:
        return f"{displayable(entry.name)} is retired from its list: pick another."
    return ""


def _entries(tx: Transaction, change: ProfileChange) -> Problems:
    """Entries come from the field's list; a retired one may stay where it is, but is not given again."""
    found: Problems = {}
    wanted = {field: entry_ids(change.after.get(field.name)) for field in change.layout.reference_fields}
    known = lists.with_ids(tx.connection, {id for ids in wanted.values() for id in ids})
    for field, ids in wanted.items():
        for id in sorted(ids - entry_ids(change.before.get(field.name))):
            stays = field.name == "zones" and id == change.before.get("zone")
            sentence = entry_problem(field, known.get(id), field.label, may_be_retired=stays)
            if sentence:
                found[field.name] = Problem(sentence)
    return found


def switched_off(company: Company, change: ProfileChange) -> Problems:
    """Payroll and Fleet Pro require account configuration (both documents, "Feature configuration")."""
    before, after = change.before, change.after
    found: Problems = {}
    if not company.fleet_pro and after.get("fleet_pro") and not before.get("fleet_pro"):
        found["fleet_pro"] = Problem(f"{FLEET_PRO_OFF}: {TURN_ON}")
    if not company.payroll:
        for field in change.layout.type.payroll:
            if (after.get(field.name) or None) != (before.get(field.name) or None):
                found[field.name] = Problem(f"{PAYROLL_OFF}: {TURN_ON}")
    return found


def fixed_permissions(change: ProfileChange) -> Problems:
    """The permissions of non-managed technicians cannot be changed."""
    if change.after.get("type") != NON_MANAGED:
        return {}
    return {
        field.name: Problem("The permissions of a non-managed technician cannot be changed.")
        for field in change.layout.permission_fields
        if change.after.get(field.name, ROLE_DEFAULT) != change.before.get(field.name, ROLE_DEFAULT)
    }
