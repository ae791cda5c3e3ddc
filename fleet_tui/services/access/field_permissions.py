"""What of a profile somebody may change: what is not allowed is said beside the field (product.md, "Accounts")."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import (
    LABELS,
    MANAGE_PAYROLL,
    MANAGE_PEOPLE,
    MANAGE_ROLES,
    PREFIX,
    SEE_PAYROLL,
    allowed,
    takes,
)
from fleet_tui.domain.bulk.evaluate import MORE_THAN_YOU_THEN
from fleet_tui.domain.errors import Problem
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.field_permissions import default_for, permission_of_field, permission_of_setup
from fleet_tui.domain.people.payroll import PAYROLL_DEFAULTS, PAYROLL_FIELDS
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.rules import Problems
from fleet_tui.domain.values import Values
from fleet_tui.services.access import last_admin
from fleet_tui.services.access.privilege import PROTECTED_FIELDS, PrivilegeCheck, sentence
from fleet_tui.services.base.actor import require
from fleet_tui.storage import roles
from fleet_tui.storage.schema.person_tables import PersonTables


def require_any_change_permission(granted: frozenset[str]) -> None:
    """Let pass who may change anything of a profile; which of it, is said at the fields.

    Raises:
        NotAllowed: they may change nothing.
    """
    if granted.isdisjoint((MANAGE_PEOPLE, MANAGE_PAYROLL, MANAGE_ROLES)):
        require(granted, MANAGE_PEOPLE)


def without_unseen_payroll(granted: frozenset[str], typed: Values) -> tuple[dict[str, object], Problems]:
    """What was typed without payroll fields that are not seen: those stay as they are, and nobody learns what they are.

    A problem for each that holds something all the same.
    """
    if SEE_PAYROLL in granted:
        return dict(typed), {}
    held = {name for name in PAYROLL_FIELDS & typed.keys() if typed[name] not in (None, PAYROLL_DEFAULTS[name])}
    refused = {name: _not_allowed(SEE_PAYROLL) for name in held}
    return {name: value for name, value in typed.items() if name not in PAYROLL_FIELDS}, refused


def problems_of_change(
    connection: Connection, layout: PersonTables, granted: frozenset[str], before: Profile, values: Values
) -> Problems:
    """What is not allowed of what changes of a profile."""
    changed = {
        field.name
        for field in layout.type.stored
        if before.values.get(field.name, default_for(field)) != values.get(field.name, default_for(field))
    }
    found = _fields(layout, granted, changed)
    touched = sorted(PROTECTED_FIELDS & changed)
    if touched:
        check = PrivilegeCheck(connection, layout.type.kind, granted)
        more = check.blocked([before.id], {before.id: _role(values)}).get(before.id)
        found |= {name: Problem(sentence(before.name, more)) for name in touched if more}
    if before.active and "role" not in found and not changed.isdisjoint(last_admin.POWER):
        found |= _lost(connection, layout.type.kind, before, values, changed)
    return found


def problems_of_new(connection: Connection, layout: PersonTables, granted: frozenset[str], values: Values) -> Problems:
    """What is not allowed of what a new profile holds."""
    filled = {field.name for field in layout.type.stored if values.get(field.name) not in (None, field.default)}
    found = _fields(layout, granted, filled)
    setup = permission_of_setup(values.get("account_setup"))
    if setup and setup not in granted:
        found["account_setup"] = _not_allowed(setup)
    if PrivilegeCheck(connection, layout.type.kind, granted).blocks_role(_role(values)):
        found["role"] = Problem(f"Whoever has this role {MORE_THAN_YOU_THEN.reason}.")
    return found


def ensure_admin_remains_after(connection: Connection, changed: Collection[str]) -> AbstractContextManager[None]:
    """Look, when what is inside is written, whether nobody has been locked out by a change of those fields."""
    if not last_admin.POWER.isdisjoint(changed):
        return last_admin.ensure_admin_remains(connection, *last_admin.KEPT_ALLOWED)
    return last_admin.ensure_admin_remains(connection, *(last_admin.KEPT_ACTIVE if "active" in changed else ()))


def _lost(
    connection: Connection, kind: PersonKind, before: Profile, values: Values, changed: Collection[str]
) -> Problems:
    """That somebody would lose what somebody has to keep."""
    lost = _allowed(connection, before.values) - _allowed(connection, values)
    refused = last_admin.refusal_to_lose(connection, kind, before.id, lost)
    if not refused:
        return {}
    own = [PREFIX + permission for permission in last_admin.KEPT_ALLOWED if PREFIX + permission in changed]
    return {name: Problem(refused) for name in own or ["role"]}


def _allowed(connection: Connection, values: Values) -> frozenset[str]:
    allows = roles.permissions_of(connection, _role(values))
    return allowed(allows, {id: str(values[PREFIX + id]) for id in LABELS if values.get(PREFIX + id)})


def _fields(layout: PersonTables, granted: frozenset[str], changed: Collection[str]) -> Problems:
    takes = {name: permission_of_field(layout.type.fields[name]).change for name in changed}
    return {name: _not_allowed(permission) for name, permission in takes.items() if permission not in granted}


def _not_allowed(permission: str) -> Problem:
    return Problem(f"You are not allowed to change this: {takes(permission)}.")


def _role(values: Values) -> int | None:
    role = values.get("role")
    return role if isinstance(role, int) else None
