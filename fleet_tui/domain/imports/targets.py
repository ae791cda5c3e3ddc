"""What a column of a file can become: a field of a profile, or a part of one."""

from __future__ import annotations

from functools import lru_cache

from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.people.types import PROFILE_TYPES

LEFT_OUT = ""
"""The target of a column that is not read."""
SECRET = "secret"  # noqa: S105  # the name of a target, not a password
"""The target of a column that must not be read: passwords, social security and bank numbers."""
REASON = "Why refused"
"""The title of the column of reasons in a file of refused rows, which is left out when the file is imported again."""
ID = "id"
COUNTRY = "country"
"""A field of technicians, and what phone numbers of both kinds are read by."""
FIRST_NAME, MIDDLE_NAME, LAST_NAME, SUFFIX = "first_name", "middle_name", "last_name", "suffix"
SECOND_LAST_NAME = "second_last_name"
"""Spanish files have two last names in two columns."""
LAST_FIRST = "last_first"
"""A whole name that is written “Last, First”; in the target `name` a comma stays what it is."""
HOUSE_NUMBER = "house_number"
"""German and Spanish files have it apart from its street, behind which it is written."""
BLOCKED = "blocked"
LEAVE_DATE = "leave_date"

NAME_PARTS = (FIRST_NAME, MIDDLE_NAME, LAST_NAME, SECOND_LAST_NAME, SUFFIX)
"""The parts of a name in the order in which they are joined."""
UNREAD = frozenset({LEFT_OUT, SECRET})
"""The targets of columns that are not read."""

_FIELD_OF = {
    **dict.fromkeys((*NAME_PARTS, LAST_FIRST), "name"),
    HOUSE_NUMBER: "street",
    BLOCKED: "active",
    LEAVE_DATE: "active",
}
"""The field that each target without a field of its own goes into."""
_LABELS = {
    LEFT_OUT: "left out",
    SECRET: "left out: secret",
    ID: "ID in Fleet TUI",
    FIRST_NAME: "First name",
    MIDDLE_NAME: "Middle name",
    LAST_NAME: "Last name",
    SECOND_LAST_NAME: "Second last name",
    SUFFIX: "Suffix",
    HOUSE_NUMBER: "House number",
    LAST_FIRST: "“Last, First”",
    BLOCKED: "Blocked (yes is inactive)",
    LEAVE_DATE: "Leave date (a past one is inactive)",
}


@lru_cache
def fields_of(kind: PersonKind) -> dict[str, Field]:
    """The fields that a file can give, by name: all that are stored, without the photo, and Active."""
    declared = PROFILE_TYPES[kind].recorded
    return {field.name: field for field in declared if field.kind is not Kind.PHOTO}


@lru_cache
def default_fields(kind: PersonKind) -> dict[str, Field]:
    """The fields that a file can have a default for, by name: its own, and a country for the phone numbers in it."""
    country = PROFILE_TYPES[PersonKind.TECHNICIAN].fields[COUNTRY]
    return {COUNTRY: country, **fields_of(kind)}


@lru_cache
def targets_of(kind: PersonKind) -> tuple[str, ...]:
    """Every target that a column can be given, in the order in which a list offers them; SECRET cannot be chosen."""
    fields = fields_of(kind)
    profile = [name for name in fields if name != "name"]
    address = (HOUSE_NUMBER,) if "street" in fields else ()
    return (LEFT_OUT, "name", *NAME_PARTS, LAST_FIRST, *profile, *address, BLOCKED, LEAVE_DATE, ID)


def field_of(kind: PersonKind, target: str) -> Field | None:
    """The field that a target goes into; None for the id and for what is left out."""
    return fields_of(kind).get(_FIELD_OF.get(target, target))


def target_words(kind: PersonKind, target: str) -> str:
    """What a column becomes, in words: “Mobile Phone”, “First name → Technician Name”, “left out”."""
    field = field_of(kind, target)
    own = _LABELS.get(target)
    if own:
        return f"{own} → {_label(field)}" if field else own
    return _label(field) if field else target


def _label(field: Field) -> str:
    """The label, and where that says too little alone, the section with it."""
    if permission_of(field):
        return f"Permission: {field.label}"
    return field.title if field.name == "fleet_pro" else field.label
