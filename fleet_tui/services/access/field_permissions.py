"""The fields of a profile that the actor may change: a problem beside each other field (product.md, "Accounts")."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager

from fleet_tui.domain.access.permissions import (
    LABELS,
    MANAGE_PAYROLL,
    MANAGE_PEOPLE,
    MANAGE_ROLES,
    PREFIX,
    SEE_PAYROLL,
    effective_permissions,
    requirement,
)
from fleet_tui.domain.bulk.evaluate import MORE_THAN_YOU_THEN
from fleet_tui.domain.errors import Problem
from fleet_tui.domain.fields import PersonKind, ProfileType
from fleet_tui.domain.people.field_permissions import default_for, permission_of_field, permission_of_setup
from fleet_tui.domain.people.payroll import PAYROLL_DEFAULTS, PAYROLL_FIELDS
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.rules import Problems
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.values import Values, entry_id
from fleet_tui.services.access import last_admin
from fleet_tui.services.access.privilege import PROTECTED_FIELDS, PrivilegeCheck, sentence
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage import roles


def require_any_change_permission(tx: Transaction) -> None:
    """Raise NotAllowed unless the actor may change some field of a profile; `problems_of_change` checks which."""
    if tx.granted.isdisjoint((MANAGE_PEOPLE, MANAGE_PAYROLL, MANAGE_ROLES)):
        tx.require(MANAGE_PEOPLE)


def without_unseen_payroll(tx: Transaction, typed: Values) -> tuple[dict[str, object], Problems]:
    """What was typed without payroll fields that the actor does not see, and a problem for each that is filled in.

    Those fields stay as they are, and no problem gives away a value.
    """
    if SEE_PAYROLL in tx.granted:
        return dict(typed), {}
    held = {name for name in PAYROLL_FIELDS & typed.keys() if typed[name] not in (None, PAYROLL_DEFAULTS[name])}
    refused = {name: _not_allowed(SEE_PAYROLL) for name in held}
    return {name: value for name, value in typed.items() if name not in PAYROLL_FIELDS}, refused


def problems_of_change(tx: Transaction, before: Profile, values: Values) -> Problems:
    """Problems with the changed fields of a profile that the actor may not change."""
    profile_type = PROFILE_TYPES[before.kind]
    changed = {
        field.name
        for field in profile_type.stored
        if before.values.get(field.name, default_for(field)) != values.get(field.name, default_for(field))
    }
    found = _problems_of_fields(tx, profile_type, changed)
    touched = sorted(PROTECTED_FIELDS & changed)
    if touched:
        check = PrivilegeCheck(tx, before.kind)
        more = check.blocked([before.id], {before.id: entry_id(values.get("role"))}).get(before.id)
        found |= {name: Problem(sentence(before.name, more)) for name in touched if more}
    if before.active and "role" not in found and not changed.isdisjoint(last_admin.ADMIN_FIELDS):
        found |= _problems_of_losing(tx, before, values, changed)
    return found


def problems_of_new(tx: Transaction, kind: PersonKind, values: Values) -> Problems:
    """Problems with the fields of a new profile that the actor may not fill in."""
    profile_type = PROFILE_TYPES[kind]
    filled = {field.name for field in profile_type.stored if values.get(field.name) not in (None, field.default)}
    found = _problems_of_fields(tx, profile_type, filled)
    setup = permission_of_setup(values.get("account_setup"))
    if setup and setup not in tx.granted:
        found["account_setup"] = _not_allowed(setup)
    if PrivilegeCheck(tx, kind).blocks_role(entry_id(values.get("role"))):
        found["role"] = Problem(f"Whoever has this role {MORE_THAN_YOU_THEN.reason}.")
    return found


def ensure_admin_remains_after(tx: Transaction, changed: Collection[str]) -> AbstractContextManager[None]:
    """`last_admin.ensure_admin_remains` for a change of those fields."""
    if not last_admin.ADMIN_FIELDS.isdisjoint(changed):
        return last_admin.ensure_admin_remains(tx, *last_admin.KEPT_WHEN_REGRANTING)
    return last_admin.ensure_admin_remains(tx, *(last_admin.KEPT_WHEN_DEACTIVATING if "active" in changed else ()))


def _problems_of_losing(tx: Transaction, before: Profile, values: Values, changed: Collection[str]) -> Problems:
    """That the last holder of a permission would lose it."""
    lost = _permissions(tx, before.values) - _permissions(tx, values)
    refused = last_admin.LastAdmin(tx, before.kind).refusal_to_lose(before.id, lost)
    if not refused:
        return {}
    own = [PREFIX + permission for permission in last_admin.KEPT_WHEN_REGRANTING if PREFIX + permission in changed]
    return {name: Problem(refused) for name in own or ["role"]}


def _permissions(tx: Transaction, values: Values) -> frozenset[str]:
    allows = roles.permissions_of(tx.connection, entry_id(values.get("role")))
    return effective_permissions(allows, {id: str(values[PREFIX + id]) for id in LABELS if values.get(PREFIX + id)})


def _problems_of_fields(tx: Transaction, profile_type: ProfileType, changed: Collection[str]) -> Problems:
    needed = {name: permission_of_field(profile_type.fields[name]).change for name in changed}
    return {name: _not_allowed(permission) for name, permission in needed.items() if permission not in tx.granted}


def _not_allowed(permission: str) -> Problem:
    return Problem(f"You are not allowed to change this: {requirement(permission)}.")
