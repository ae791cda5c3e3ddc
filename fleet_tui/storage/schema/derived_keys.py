"""The derived columns: what each field is sorted and searched by, computed whenever the field is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache

from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.contact import email_key
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.text import search_key, sort_key
from fleet_tui.domain.values import Names, Values
from fleet_tui.storage.schema.column_types import moment_text
from fleet_tui.storage.schema.person_tables import PersonTables

_STORED = [status for status in Status if status is not Status.INVITATION_ENDED]
_RANK = {status.value: rank for rank, status in enumerate(_STORED)}
STATUS_KEYS: dict[Status, str] = {status: str(_RANK[status.value]) for status in _STORED}
"""The beginnings of status keys, one character each; behind it stands the moment that people of it are sorted by."""
PENDING_KEY = STATUS_KEYS[Status.PENDING]
"""The beginning of the key of pending people; `invitations` appends the end of the invitation."""


def keys_of(layout: PersonTables, values: Values, names: Names, fields: Collection[str]) -> dict[str, str | None]:
    """The derived columns of those `fields` that have one. `values` holds at least the fields themselves."""
    keys: dict[str, str | None] = {}
    for name in fields:
        column = layout.key_columns.get(name)
        if column:
            keys[column] = _key(layout.type.fields[name], values, names)
    return keys


def key_columns_of(
    layout: PersonTables, people: Sequence[Values], names: Names, fields: Collection[str]
) -> dict[str, list[str | None]]:
    """The derived columns of those `fields` for many people, a list of keys for each; equal values have one key."""
    found: dict[str, list[str | None]] = {}
    for name in fields:
        column = layout.key_columns.get(name)
        if column:
            field = layout.type.fields[name]
            given = [(one.get(name), one.get("last_sign_in") if name == "status" else None) for one in people]
            known = {each: _key(field, {name: each[0], "last_sign_in": each[1]}, names) for each in set(given)}
            found[column] = [known[each] for each in given]
    return found


def _key(field: Field, values: Values, names: Names) -> str | None:
    value = values.get(field.name)
    if field.kind is Kind.EMAIL:
        return email_key(str(value)) if value else None
    if field.name == "status":
        return _status_key(str(value), values.get("last_sign_in"))
    if field.kind is Kind.REFERENCE:
        return _names_key((names[value],)) if isinstance(value, int) else ""
    if isinstance(value, tuple):
        return _names_key(tuple([names[id] for id in value]))
    return search_key(str(value)) if value else ""


@lru_cache(maxsize=4096)
def _names_key(names: tuple[str, ...]) -> str:
    """The key of entries with those names; few people differ in them."""
    return sort_key(", ".join(sorted(names, key=search_key)))


def _status_key(status: str, last_sign_in: object) -> str:
    """Statuses in order of precedence, signed-in people by the time of it; an unknown one is last."""
    moment = moment_text(last_sign_in) if isinstance(last_sign_in, datetime) else ""
    return f"{_RANK.get(status, len(_RANK))}{moment}"
