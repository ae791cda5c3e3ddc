"""The catalogue of permissions, what each role may do on the first day, and a person's overrides of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fleet_tui.domain.actions import Action, Purpose, Revert, Send, SetActive, SetField
from fleet_tui.domain.choices import ACCOUNT_CREATE, ACCOUNT_INVITE
from fleet_tui.domain.fields import PERMISSIONS_TAB, Choice, Field, Kind, Section
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.payroll import PAYROLL_FIELDS

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


def takes(*permissions: str) -> str:
    """What it takes, in the words of the catalogue: a clause that ends the sentence about what is not allowed."""
    words = " and ".join(f"“{LABELS[permission]}”" for permission in permissions)
    return f"it takes the permission{'s' if len(permissions) > 1 else ''} {words}"


"""What each permission is called, by its id."""

_ALL = frozenset(LABELS)

BLIND = _ALL - {SEE_PEOPLE, MANAGE_COMPANY, MANAGE_ROLES}
"""What nobody can make use of who may not see people."""
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


def permission_of(field: Field) -> str | None:
    """The permission that a field of the Permissions tab overrides; None for any other field."""
    return field.name.removeprefix(PREFIX) if field.name.startswith(PREFIX) else None


def absent(field: Field) -> object:
    """What a field holds before anybody has set it: nothing, or the role's default for a permission."""
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


def permission_for(action: Action) -> str:
    """The permission that an action on people takes.

    What an undo takes is told by what it takes back, which the history knows: all that is said here is that one has to
    see people.
    """
    match action:
        case SetActive():
            return ACTIVATE_PEOPLE
        case Send(purpose=purpose):
            return SEND_INVITES if purpose is Purpose.INVITE else SEND_RESETS
        case SetField(field=field):
            return _to_change(field)
        case Revert():
            return SEE_PEOPLE


@dataclass(frozen=True, slots=True)
class FieldPermissions:
    """The permissions that it takes to see a field of a profile, and to change it."""

    see: str
    change: str


def permission_of_field(field: Field) -> FieldPermissions:
    """What a field of a form takes; `permission_of_setup` says it of the answers about a new account."""
    return FieldPermissions(SEE_PAYROLL if field.name in PAYROLL_FIELDS else SEE_PEOPLE, _to_change(field.name))


def permission_of_setup(account_setup: object) -> str | None:
    """What New Account Status takes beside adding the profile; None for an account that is created later."""
    return {ACCOUNT_INVITE: SEND_INVITES, ACCOUNT_CREATE: SET_PASSWORDS}.get(str(account_setup))


def _to_change(field: str) -> str:
    if field in PAYROLL_FIELDS:
        return MANAGE_PAYROLL
    return MANAGE_ROLES if field.startswith(PREFIX) else MANAGE_PEOPLE


@dataclass(frozen=True, slots=True)
class Effective:
    """Whether somebody may do something, and why: `origin` is the answer of their own that says so, or ROLE_DEFAULT."""

    allowed: bool
    origin: str


def effective(role_allows: Collection[str], answers: Mapping[str, str]) -> dict[str, Effective]:
    """What somebody may do, by permission in the order of the catalogue: what the role allows and the own answers say.

    `answers` are ALLOW and DENY by permission; one that is ROLE_DEFAULT, or none, leaves it to the role (product.md,
    "Accounts").
    """
    found = {}
    for id in LABELS:
        answer = answers.get(id, ROLE_DEFAULT)
        allowed = id in role_allows if answer == ROLE_DEFAULT else answer == ALLOW
        found[id] = Effective(allowed, answer)
    return found


def allowed(role_allows: Collection[str], answers: Mapping[str, str]) -> frozenset[str]:
    """The permissions that somebody has, of those in the catalogue."""
    return frozenset(id for id, one in effective(role_allows, answers).items() if one.allowed)


def in_order(permissions: Iterable[str]) -> tuple[str, ...]:
    """Those permissions in the order of the catalogue."""
    wanted = set(permissions)
    return tuple(id for id in LABELS if id in wanted)
