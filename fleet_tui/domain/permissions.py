"""The catalogue of permissions, what each role may do on the first day, and a person's overrides of it."""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.domain.fields import PERMISSIONS_TAB, Choice, Field, Kind, Section
from fleet_tui.domain.lists import ListName

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
    Permission("see_people", "See technicians and employees", "People"),
    Permission("manage_people", "Add and change profiles", "People"),
    Permission("activate_people", "Activate and deactivate profiles", "People"),
    Permission("send_invites", "Send account invitations", "Accounts"),
    Permission("send_resets", "Send password resets", "Accounts"),
    Permission("set_passwords", "Create usernames and passwords", "Accounts"),
    Permission("see_mail", "See the messages to people and stop them", "Accounts"),
    Permission("see_payroll", "See payroll details", "Payroll"),
    Permission("manage_payroll", "Change payroll details", "Payroll"),
    Permission("manage_lists", "Change the company's lists", "Company"),
    Permission("manage_company", "Change the company's settings", "Company"),
    Permission("manage_roles", "Change roles and permissions", "Roles"),
    Permission("see_history", "See the history", "History"),
    Permission("import_people", "Import people", "Import and export"),
    Permission("export_people", "Export people", "Import and export"),
)

_ALL = frozenset(permission.id for permission in CATALOGUE)
_DISPATCH = frozenset(
    {"see_people", "manage_people", "activate_people", "send_invites", "send_resets", "see_mail", "see_history"}
)

ROLE_DEFAULTS: dict[ListName, dict[str, frozenset[str]]] = {
    ListName.EMPLOYEE_ROLES: {
        "Administrator": _ALL,
        "Fleet manager": _ALL - {"manage_roles", "manage_company"},
        "Dispatch manager": _DISPATCH | {"manage_lists", "export_people"},
        "Dispatcher": _DISPATCH,
        "Accounting": frozenset({"see_people", "see_payroll", "manage_payroll", "export_people"}),
        "Office": frozenset({"see_people"}),
    },
    ListName.TECHNICIAN_ROLES: {},
}
"""What the roles of the first day allow, by role name; a role that is not named allows nothing."""


def permission_of(field: Field) -> str | None:
    """The permission that a field of the Permissions tab overrides; None for any other field."""
    return field.name.removeprefix(PREFIX) if field.name.startswith(PREFIX) else None


def absent(field: Field) -> object:
    """What a field holds before anybody has set it: nothing, or the role's default for a permission."""
    return ROLE_DEFAULT if permission_of(field) else None


def sections() -> tuple[Section, ...]:
    """The Permissions tab: one section a group, one field a permission."""
    groups = dict.fromkeys(permission.group for permission in CATALOGUE)
    return tuple(
        Section(
            group,
            tuple(
                Field(PREFIX + permission.id, permission.label, Kind.CHOICE, choices=OVERRIDES, default=ROLE_DEFAULT)
                for permission in CATALOGUE
                if permission.group == group
            ),
            tab=PERMISSIONS_TAB,
        )
        for group in groups
    )
