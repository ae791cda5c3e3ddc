"""What the history keeps of a change: author, time, subject, and each field before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.fields import Choice, Field, Kind, PersonKind, ProfileType
from fleet_tui.domain.people.field_permissions import default_for
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.values import Names, Values, show

NOTHING = "—"
"""Shown for the absence of a value."""

ACCOUNT = Field(
    "account",
    "Account",
    Kind.CHOICE,
    choices=(
        Choice(AccountState.INVITED.value, "Invited"),
        Choice(AccountState.ACCEPTED.value, "Accepted"),
        Choice(AccountState.ASSIGNED.value, "Admin assigned"),
    ),
)
MESSAGE = Field(
    "message",
    "Message",
    Kind.CHOICE,
    choices=(Choice(Purpose.INVITE.value, "Invitation"), Choice(Purpose.RESET.value, "Password reset")),
)
CODE = Field("code", "Code", Kind.CHOICE, choices=MESSAGE.choices)
REASON = Field(
    "reason",
    "Reason",
    Kind.CHOICE,
    choices=(
        Choice("wrong", "Wrong password"),
        Choice("inactive", "Inactive"),
        Choice("no password", "No password yet"),
        Choice("expired", "Temporary password expired"),
        Choice("mode", "Not the company's sign-in mode"),
        Choice("waiting", "Too many attempts"),
        Choice("worthless", "Used, withdrawn, expired or replaced"),
    ),
)
BESIDES = {field.name: field for field in (ACCOUNT, MESSAGE, CODE, REASON)}
"""What the history tells of a person beside the fields of the profile."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one change, in words as they were at the time."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history. `subject` names what was changed, `person` its id when it was a person."""

    id: int
    at: datetime
    who: str
    action: str
    subject_kind: str
    subject: str
    person: int | None
    changes: tuple[FieldChange, ...]


def encode(field: Field, value: object, names: Names) -> object:
    """A value as the history's JSON keeps it; an entry of a list with the name it had then, a secret never."""
    if field.kind is Kind.SECRET:
        raise ValueError(f"{field.name} is a secret")
    if value is None or isinstance(value, str):
        return value
    if field.kind is Kind.REFERENCE and isinstance(value, int):
        return [value, names.get(value, "")]
    if isinstance(value, tuple):
        return [[id, names.get(id, "")] for id in value]
    if isinstance(value, Photo):
        return [value.digest, str(value)]
    if isinstance(value, Decimal | date | datetime):
        return str(value) if isinstance(value, Decimal) else value.isoformat()
    return value


def decode(field: Field, kept: Any) -> object:
    """The value of which `encode` made this, read from JSON or not; a photo as its digest, by which it is stored."""
    return None if kept is None else _DECODE[field.kind](kept)


def as_decoded(value: object) -> object:
    """A value as `decode` would give it."""
    return value.digest if isinstance(value, Photo) else value


def _same(kept: Any) -> object:
    return kept


def _first(kept: Any) -> object:
    return kept[0]


def _secret(kept: Any) -> object:
    raise ValueError("the history keeps no secrets")


_DECODE: dict[Kind, Callable[[Any], object]] = {
    Kind.TEXT: _same,
    Kind.LINES: _same,
    Kind.CHOICE: _same,
    Kind.REFERENCE: _first,
    Kind.REFERENCES: lambda kept: tuple(id for id, _ in kept),
    Kind.TOGGLE: _same,
    Kind.PHONE: _same,
    Kind.EMAIL: _same,
    Kind.DIGITS: _same,
    Kind.MONEY: Decimal,
    Kind.PERCENT: Decimal,
    Kind.DATE: date.fromisoformat,
    Kind.COLOR: _same,
    Kind.PHOTO: _first,
    Kind.SECRET: _secret,
    Kind.MOMENT: datetime.fromisoformat,
}


def changes(profile_type: ProfileType, before: Values, after: Values, names: Names) -> dict[str, list[object]]:
    """What differs between two profiles, by field name, before and after as `encode` keeps them."""
    found: dict[str, list[object]] = {}
    for name, default, field in _recorded(profile_type.kind):
        old, new = before.get(name, default), after.get(name, default)
        if old != new:
            found[name] = [encode(field, old, names), encode(field, new, names)]
    return found


@lru_cache
def _recorded(kind: PersonKind) -> tuple[tuple[str, object, Field], ...]:
    """The names, defaults and declarations of what the history keeps: made once, for an import asks a million times."""
    return tuple((field.name, default_for(field), field) for field in PROFILE_TYPES[kind].recorded)


def words(field: Field, kept: object, country: str) -> str:
    """What `encode` kept, in words."""
    if kept is None or kept == []:
        return NOTHING
    if field.kind is Kind.PHOTO and isinstance(kept, list):
        return str(kept[1])
    if field.kind is Kind.REFERENCE and isinstance(kept, list):
        return show(field, kept[0], {kept[0]: kept[1]}, country)
    if field.kind is Kind.REFERENCES and isinstance(kept, list):
        return show(field, tuple(id for id, _ in kept), dict(kept), country)
    if field.kind is Kind.MOMENT and isinstance(kept, str):
        return show(field, datetime.fromisoformat(kept), {}, country)
    return show(field, kept, {}, country) or NOTHING


def labels(profile_type: ProfileType, names: Iterable[str]) -> tuple[str, ...]:
    """What people call the changed fields of a person."""
    fields = BESIDES | profile_type.fields
    return tuple(fields[name].label for name in names if name in fields)


def account_subject(kind: PersonKind) -> str:
    """The kind of subject of what happens to the accounts of people of that kind: sign-ins, refusals, codes, passwords.

    Apart from the profiles, so that a sign-in makes no open form stale.
    """
    return f"{kind.value} account"


UNKNOWN_ACCOUNT = "account"
"""The kind of subject for attempts with an unknown username or code; what was typed is not kept."""
UNKNOWN_USERNAME, UNKNOWN_CODE = "an unknown username", "an unknown code"
"""Its subjects."""

SIGNED_IN, SIGNED_OUT, REFUSED = "signed in", "signed out", "refused"
CODE_USED, CODE_REFUSED, SET_PASSWORD, ASKED_RESET = "code used", "code refused", "set password", "asked reset"
"""What happens to accounts, as the history says it."""
