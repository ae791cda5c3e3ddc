"""The permissions that fields of a profile need, and the fields of the Permissions tab."""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.domain.access.permissions import (
    CATALOGUE,
    MANAGE_PAYROLL,
    MANAGE_PEOPLE,
    MANAGE_ROLES,
    OVERRIDES,
    PREFIX,
    ROLE_DEFAULT,
    SEE_PAYROLL,
    SEE_PEOPLE,
    SEND_INVITES,
    SET_PASSWORDS,
)
from fleet_tui.domain.fields import PERMISSIONS_TAB, Field, Kind, Section
from fleet_tui.domain.people.choices import ACCOUNT_CREATE, ACCOUNT_INVITE
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS


def permission_of(field: Field) -> str | None:
    """The permission that a field of the Permissions tab overrides; None for any other field."""
    return field.name.removeprefix(PREFIX) if field.name.startswith(PREFIX) else None


def default_for(field: Field) -> object:
    """The value of a field that was never set: nothing, or the role's default for a permission."""
    return ROLE_DEFAULT if field.name.startswith(PREFIX) else None


def sections() -> tuple[Section, ...]:
    """The Permissions tab: one section a group, one field a permission."""
    groups = dict.fromkeys(permission.group for permission in CATALOGUE)
    return tuple(
        Section(
            group,
            tuple(
                Field(
                    PREFIX + permission.id,
                    permission.label,
                    Kind.CHOICE,
                    clearable=False,
                    choices=OVERRIDES,
                    default=ROLE_DEFAULT,
                )
                for permission in CATALOGUE
                if permission.group == group
            ),
            tab=PERMISSIONS_TAB,
        )
        for group in groups
    )


@dataclass(frozen=True, slots=True)
class FieldPermissions:
    """The permissions that it takes to see a field of a profile, and to change it."""

    see: str
    change: str


def permission_of_field(field: Field) -> FieldPermissions:
    """What a field of a form takes; `permission_of_setup` says it of the answers about a new account."""
    return FieldPermissions(
        SEE_PAYROLL if field.name in PAYROLL_FIELDS else SEE_PEOPLE, permission_to_change(field.name)
    )


def permission_of_setup(account_setup: object) -> str | None:
    """What New Account Status takes beside adding the profile; None for an account that is created later."""
    return {ACCOUNT_INVITE: SEND_INVITES, ACCOUNT_CREATE: SET_PASSWORDS}.get(str(account_setup))


def permission_to_change(field: str) -> str:
    if field in PAYROLL_FIELDS:
        return MANAGE_PAYROLL
    return MANAGE_ROLES if field.startswith(PREFIX) else MANAGE_PEOPLE
