"""What the history keeps of a change: who, when, whose, and each field before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.permissions import absent
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.values import Names, Values, show

NOTHING = "—"
"""Shown for the absence of a value."""


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
    if field.kind is Kind.REFERENCE and isinstance(value, int):
        return [value, names.get(value, "")]
    if isinstance(value, tuple):
        return [[id, names.get(id, "")] for id in value]
    if isinstance(value, Photo):
        return [value.digest, str(value)]
    if isinstance(value, Decimal | date | datetime):
        return str(value) if isinstance(value, Decimal) else value.isoformat()
    return value


def changes(profile_type: ProfileType, before: Values, after: Values, names: Names) -> dict[str, list[object]]:
    """What differs between two profiles, by field name, before and after as `encode` keeps them."""
    found: dict[str, list[object]] = {}
    for field in profile_type.recorded:
        old, new = before.get(field.name, absent(field)), after.get(field.name, absent(field))
        if old != new:
            found[field.name] = [encode(field, old, names), encode(field, new, names)]
    return found


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
