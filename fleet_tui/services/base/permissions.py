"""What the actor may do and see: payroll details only with the permission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from fleet_tui.domain.access.permissions import SEE_PAYROLL
from fleet_tui.domain.errors import Gone
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import FIND, Filter, Find
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.domain.people.profile import Person, Profile
from fleet_tui.services.base.actor import EVERYTHING, SystemActor
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.people import loading
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

P = TypeVar("P", bound=Person)


def redact_filter(granted: frozenset[str], filter: Filter) -> Filter:
    """The filter over what the actor may see: without the permission, payroll ids are not searched."""
    find = filter.on(FIND)
    if not isinstance(find, Find) or SEE_PAYROLL in granted:
        return filter
    narrowed = replace(find, payroll=False)
    return Filter(tuple(narrowed if each is find else each for each in filter.conditions))


def query_permissions(fields: Iterable[str]) -> tuple[str, ...]:
    """The permissions that filtering or sorting by those fields needs, beside seeing people."""
    return (SEE_PAYROLL,) if PAYROLL_FIELDS.intersection(fields) else ()


def redact_payroll(granted: frozenset[str], person: P) -> P:
    """The person as the actor sees it: payroll fields hold nothing without the permission."""
    if SEE_PAYROLL in granted or PAYROLL_FIELDS.isdisjoint(person.values):
        return person
    return replace(person, values={**person.values, **dict.fromkeys(PAYROLL_FIELDS & person.values.keys())})


def load_profile(tx: Transaction, kind: PersonKind, id: int) -> Profile:
    """A whole profile with the status that is true now, payroll details included.

    Raises:
        Gone: there is no such person.
    """
    layout = PERSON_TABLES[kind]
    fields = {field.name for field in (*layout.type.stored, *layout.type.system)}
    found = loading.load(tx.connection, layout, [id], fields)
    if not found:
        raise Gone(f"This {layout.type.singular.lower()} is not in the database any more.")
    (person,) = invitations.as_shown(tx.connection, layout, found, tx.now)
    names = loading.names_of(tx.connection, layout, [person.values])
    return Profile(kind, id, person.version, person.values, names, tx.company().country)


class PermissionCache:
    """The actor's permissions as they were last read, for the screens. Services ask again in each transaction."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known = EVERYTHING if isinstance(context.by, SystemActor) else frozenset()
        self.looked = False
        """Whether the database has been asked."""

    def may(self, permission: str) -> bool:
        """Whether the permission was granted when it was last read."""
        return permission in self._known

    def refresh(self) -> bool:
        """Read the permissions again; whether they have changed.

        Raises:
            SignedOut: the actor is not signed in, or the session has ended.
            NotAllowed: the password has to be changed first.
        """
        before = self._known
        with self._context.reading() as tx:
            self._known = tx.granted
        self.looked = True
        return self._known != before
