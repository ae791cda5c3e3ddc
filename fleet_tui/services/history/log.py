"""The history as people read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from fleet_tui.domain.access.permissions import LABELS, SEE_HISTORY, SEE_PAYROLL, SEE_PEOPLE
from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.errors import Stale
from fleet_tui.domain.fields import Choice, Field, Kind, PersonKind
from fleet_tui.domain.history.changes import (
    BESIDES,
    NOTHING,
    UNKNOWN_ACCOUNT,
    Event,
    FieldChange,
    account_subject,
    labels,
    words,
)
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.history.changed_since import author_name
from fleet_tui.storage.history import log
from fleet_tui.storage.history.log import HistoryFilter

_COMPANY_FIELDS = {field.name: field for field in COMPANY_FIELDS}
_ROLES = {ListName.EMPLOYEE_ROLES.value, ListName.TECHNICIAN_ROLES.value}
_PERMISSIONS = {
    id: Field(id, label, Kind.TOGGLE, choices=(Choice("yes", "Allowed"), Choice("no", "Denied")))
    for id, label in LABELS.items()
}
_HIDDEN = "not shown"
_ACCOUNTS = {UNKNOWN_ACCOUNT, *map(account_subject, PersonKind)}


class HistoryLog:
    """Events of the history: author, time, and each changed field before and after."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def events(
        self, *, kind: PersonKind | None = None, person: int | None = None, before: int | None = None, limit: int = 50
    ) -> tuple[Event, ...]:
        """Events, newest first: all, or those of a kind, or of one person; `before` an event's id for older ones.

        Events of an account are among those of its person. Without the permission to see payroll details, an event says
        that one was changed, but not its values.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history; this goes for one's own too.
        """
        with self._context.reading(SEE_PEOPLE, SEE_HISTORY) as tx:
            hidden = frozenset[str]() if SEE_PAYROLL in tx.granted else PAYROLL_FIELDS
            country, kinds = tx.company().country, _about(kind, person)
            wanted = HistoryFilter(kinds, person=person, before=before, many=person is None)
            rows = log.newest(tx.connection, limit, wanted)
        return tuple(event_of(row, country, hidden) for row in rows)


def _about(kind: PersonKind | None, person: int | None) -> tuple[str, ...]:
    if kind is None:
        return ()
    return (kind.value,) if person is None else (kind.value, account_subject(kind))


def event_of(row: Mapping[str, Any], country: str, hidden: Collection[str]) -> Event:
    """An entry as people read it; of the fields in `hidden` it says only that they were changed."""
    fields = _fields_of(row["subject_kind"])
    changes = tuple(
        FieldChange(fields[name].label, _HIDDEN, _HIDDEN)
        if name in hidden and name in fields
        else FieldChange(fields[name].label, words(fields[name], old, country), words(fields[name], new, country))
        if name in fields
        else FieldChange(name, _plain(old), _plain(new))
        for name, (old, new) in row["changes"].items()
    )
    return Event(
        row["id"],
        row["at"],
        displayable(row["who"]),
        row["action"],
        row["subject_kind"],
        displayable(row["subject"]),
        row["person"],
        changes,
    )


def _plain(kept: object) -> str:
    """A value of no field: the name of an entry, a part of a view."""
    return NOTHING if kept is None or kept == "" else displayable(str(kept))


def _fields_of(subject_kind: str) -> dict[str, Field]:
    if subject_kind in {kind.value for kind in PersonKind}:
        return BESIDES | PROFILE_TYPES[PersonKind(subject_kind)].fields
    if subject_kind in _ACCOUNTS:
        return BESIDES
    if subject_kind in _ROLES:
        return _PERMISSIONS
    return _COMPANY_FIELDS if subject_kind == "company" else {}


def changed_since(
    tx: Transaction, kind: PersonKind, person: int, versions: int
) -> tuple[str, datetime, tuple[str, ...]]:
    """Author and time of the last change of a person, and the labels of the fields in the last `versions` changes."""
    found = log.newest(tx.connection, max(1, versions), HistoryFilter((kind.value,), person=person))
    changed = dict.fromkeys(name for row in found for name in row["changes"])
    who = author_name(tx, found[0]["author"], found[0]["who"])
    return who, found[0]["at"], labels(PROFILE_TYPES[kind], changed)


def stale(tx: Transaction, version: int, subject_kind: str, subject: str | None = None) -> Stale:
    """The refusal for a subject that is at another `version` than it was shown in, with its last change.

    None is found when the file was put back from a backup under a running program: then "Somebody", now.
    """
    found = log.newest(tx.connection, 1, HistoryFilter((subject_kind,), subject))
    author, at = (displayable(found[0]["who"]), found[0]["at"]) if found else ("Somebody", tx.now)
    return Stale(author, at, version)
