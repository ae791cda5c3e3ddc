"""The catalogue of permissions, what each role may do on the first day, and a person's overrides of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fleet_tui.domain.fields import Choice
from fleet_tui.domain.lists import ListName

SEE_PEOPLE, MANAGE_PEOPLE, ACTIVATE_PEOPLE = "see_people", "manage_people", "activate_people"
SEND_INVITES, SEND_RESETS, SET_PASSWORDS, SEE_MAIL = "send_invites", "send_resets", "set_passwords", "see_mail"
SEE_PAYROLL, MANAGE_PAYROLL = "see_payroll", "manage_payroll"
MANAGE_LISTS, MANAGE_COMPANY, MANAGE_ROLES = "manage_lists", "manage_company", "manage_roles"
SEE_HISTORY, IMPORT_PEOPLE, EXPORT_PEOPLE = "see_history", "import_people", "export_people"

ROLE_DEFAULT = "default"
ALLOW = "allow"
DENY = "deny"

OVERRIDES = (Choice(ROLE_DEFAULT, "Role default"), Choice(ALLOW, "Allow"), Choice(DENY, "Deny"))

PREFIX = "may_"
"""Fields of the Permissions tab are named for the permission with this in front."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that a person may or may not do."""

    id: str
    label: str
    group: str


CATALOGUE = (
    Permission(SEE_PEOPLE, "See technicians and employees", "People"),
    Permission(MANAGE_PEOPLE, "Add and change profiles", "People"),
    Permission(ACTIVATE_PEOPLE, "Activate and deactivate profiles", "People"),
    Permission(SEND_INVITES, "Send account invitations", "Accounts"),
    Permission(SEND_RESETS, "Send password resets", "Accounts"),
    Permission(SET_PASSWORDS, "Create usernames and passwords", "Accounts"),
    Permission(SEE_MAIL, "See the messages to people and stop them", "Accounts"),
    Permission(SEE_PAYROLL, "See payroll details", "Payroll"),
    Permission(MANAGE_PAYROLL, "Change payroll details", "Payroll"),
    Permission(MANAGE_LISTS, "Change the company's lists", "Company"),
    Permission(MANAGE_COMPANY, "Change the company's settings", "Company"),
    Permission(MANAGE_ROLES, "Change roles and permissions", "Roles"),
    Permission(SEE_HISTORY, "See the history", "History"),
    Permission(IMPORT_PEOPLE, "Import people", "Import and export"),
    Permission(EXPORT_PEOPLE, "Export people", "Import and export"),
)

LABELS = {permission.id: permission.label for permission in CATALOGUE}
"""Labels by permission id."""


def requirement(*permissions: str) -> str:
    """The clause that names the missing permissions, for the end of a refusal."""
    words = " and ".join(f"“{LABELS[permission]}”" for permission in permissions)
    return f"it takes the permission{'s' if len(permissions) > 1 else ''} {words}"


_ALL = frozenset(LABELS)

BLIND = _ALL - {SEE_PEOPLE, MANAGE_COMPANY, MANAGE_ROLES}
"""Permissions of no use without SEE_PEOPLE."""
_DISPATCH = frozenset({SEE_PEOPLE, MANAGE_PEOPLE, ACTIVATE_PEOPLE, SEND_INVITES, SEND_RESETS, SEE_MAIL, SEE_HISTORY})

ROLE_DEFAULTS: dict[ListName, dict[str, frozenset[str]]] = {
    ListName.EMPLOYEE_ROLES: {
        "Administrator": _ALL,
        "Fleet manager": _ALL - {MANAGE_ROLES, MANAGE_COMPANY},
        "Dispatch manager": _DISPATCH | {MANAGE_LISTS, EXPORT_PEOPLE},
        "Dispatcher": _DISPATCH,
        "Accounting": frozenset({SEE_PEOPLE, SEE_PAYROLL, MANAGE_PAYROLL, EXPORT_PEOPLE}),
        "Office": frozenset({SEE_PEOPLE}),
    },
    ListName.TECHNICIAN_ROLES: {},
}
"""What the roles of the first day allow, by role name; a role that is not named allows nothing."""


@dataclass(frozen=True, slots=True)
class Effective:
    """Whether a permission holds, and why: `origin` is the personal override that decides, or ROLE_DEFAULT."""

    allowed: bool
    origin: str


def is_allowed(permission: str, role_allows: Collection[str], override: str) -> bool:
    """Whether a person has the permission: by the override, else by the role (product.md, "Accounts").

    The same rule in SQL is `storage.permissions.has_permission`.
    """
    return permission in role_allows if override == ROLE_DEFAULT else override == ALLOW


def effective(role_allows: Collection[str], answers: Mapping[str, str]) -> dict[str, Effective]:
    """Which permissions hold, in the order of the catalogue, from the role and the personal overrides.

    `answers` are the overrides: ALLOW or DENY by permission; ROLE_DEFAULT, or no entry, leaves it to the role
    (product.md, "Accounts").
    """
    found = {}
    for id in LABELS:
        answer = answers.get(id, ROLE_DEFAULT)
        found[id] = Effective(is_allowed(id, role_allows, answer), answer)
    return found


def effective_permissions(role_allows: Collection[str], answers: Mapping[str, str]) -> frozenset[str]:
    """The permissions that hold, from the role and the personal overrides."""
    return frozenset(id for id, one in effective(role_allows, answers).items() if one.allowed)


def in_order(permissions: Iterable[str]) -> tuple[str, ...]:
    """Those permissions in the order of the catalogue."""
    wanted = set(permissions)
    return tuple(id for id in LABELS if id in wanted)
