"""Bulk actions as values: what is to be done with the marked people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fleet_tui.domain.access.permissions import (
    ACTIVATE_PEOPLE,
    IMPORT_PEOPLE,
    SEE_PEOPLE,
    SEND_INVITES,
    SEND_RESETS,
)
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.people.field_permissions import permission_to_change
from fleet_tui.domain.values import Names, show


class How(Enum):
    """What becomes of the value that a field has: replaced, or for fields that hold many, added to or taken from."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class SetActive:
    """Activate, or deactivate."""

    active: bool


@dataclass(frozen=True, slots=True)
class Send:
    """Send an invitation or a password reset."""

    purpose: Purpose


@dataclass(frozen=True, slots=True)
class SetField:
    """Give a field that can be set in bulk a value; with ADD and REMOVE the value is a tuple of entries."""

    field: str
    value: object
    how: How = How.SET


@dataclass(frozen=True, slots=True)
class SetFields:
    """Give several fields values at once, one after the other."""

    settings: tuple[SetField, ...]


@dataclass(frozen=True, slots=True)
class Revert:
    """Take back what an earlier operation did: undo, and of an undo, redo."""

    operation: int
    redo: bool = False


@dataclass(frozen=True, slots=True)
class ImportRows:
    """Add and change the people in the rows of a file; `name` is the file's."""

    name: str


Action = SetActive | Send | SetField | SetFields | Revert | ImportRows

_VERBS = {How.SET: "Set", How.ADD: "Add to", How.REMOVE: "Take from"}
IMPORT = "Import "
"""What the title of an import begins with, before the name of the file."""
SENDS = {Purpose.INVITE: "Send Account Invite", Purpose.RESET: "Send Password Reset"}


def title(action: Action, profile_type: ProfileType, names: Names, country: str) -> str:
    """The action in words: `Deactivate`, `Send Account Invite`, `Set Team to North`, `Add to All Zones: North`."""
    match action:
        case SetActive(active=active):
            return "Activate" if active else "Deactivate"
        case Send(purpose=purpose):
            return SENDS[purpose]
        case SetField(field=name, value=value, how=how):
            field = profile_type.fields[name]
            words = show(field, value, names, country) or "none"
            return f"{setting(field, how)} to {words}" if how is How.SET else f"{setting(field, how)}: {words}"
        case SetFields(settings=(first, *others)):
            rest = [title(other, profile_type, names, country) for other in others]
            lowered = (f"{words[0].lower()}{words[1:]}" for words in rest)
            return ", ".join((title(first, profile_type, names, country), *lowered))
        case Revert(redo=redo):
            return "Redo" if redo else "Undo"
        case ImportRows(name=name):
            return f"{IMPORT}{name}"
        case _:
            raise ValueError(f"{action} sets nothing")


def settings_of(action: Action) -> tuple[SetField, ...]:
    """The fields that an action sets; none for other actions."""
    if isinstance(action, SetFields):
        return action.settings
    return (action,) if isinstance(action, SetField) else ()


def setting(field: Field, how: How) -> str:
    """What is done to a field, without the value: `Set Team`, `Add to All Zones`."""
    return f"{_VERBS[how]} {noun(field)}"


def noun(field: Field) -> str:
    """What a field is called where something is done to it.

    The label of a toggle is a word of the form, like "Enabled", and that of many entries names one of them; the titles
    of their columns name the thing.
    """
    return field.title if field.kind in (Kind.TOGGLE, Kind.REFERENCES) else field.label


def permissions_for(action: Action) -> tuple[str, ...]:
    """The permissions that an action on people needs.

    An undo needs SEE_PEOPLE here; what it takes back, which the history knows, decides the rest. For an import, the
    columns of the file do.
    """
    match action:
        case SetActive():
            return (ACTIVATE_PEOPLE,)
        case Send(purpose=purpose):
            return (SEND_INVITES if purpose is Purpose.INVITE else SEND_RESETS,)
        case SetField() | SetFields():
            return tuple(sorted({permission_to_change(setting.field) for setting in settings_of(action)}))
        case Revert():
            return (SEE_PEOPLE,)
        case ImportRows():
            return (IMPORT_PEOPLE,)


def permission_for(action: SetActive | Send) -> str:
    """The permission that an action without a value needs."""
    return permissions_for(action)[0]
