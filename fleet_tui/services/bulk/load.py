"""Loading people with a past from elsewhere, and writing the history of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from sqlalchemy.engine import Connection

from fleet_tui.domain.access import identity
from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.accounts.status import status_to_store
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.history.changes import changes
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.domain.people.rules import with_derived_values
from fleet_tui.storage import company_settings, lists
from fleet_tui.storage.accounts import codes, invitations
from fleet_tui.storage.accounts.accounts import NewAccount, create_accounts
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.db.errors import UniqueViolation
from fleet_tui.storage.history import log
from fleet_tui.storage.people.store import PeopleStore
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

_AT_ONCE = 2_000


def load_people(database: Database, people: Iterable[NewPerson], *, actor: str, at: datetime) -> int:
    """Load all people or none; returns the number. The history says that `actor` added each at `at`.

    Raises:
        Refusal: a value that must be unique is taken, by another of them or by a person in the database.
    """
    with database.write() as connection:
        return load_into(connection, people, actor=actor, at=at)


def load_into(connection: Connection, people: Iterable[NewPerson], *, actor: str, at: datetime) -> int:
    """The same in a transaction of the caller's."""
    number, loader, remaining = 0, _Loader(connection, identity.program(actor), at), iter(people)
    while some := list(islice(remaining, _AT_ONCE)):
        for kind, layout in PERSON_TABLES.items():
            number += loader.load(layout, [new for new in some if new.kind is kind])
    return number


class _Loader:
    """Loads people and creates the list entries that they name."""

    def __init__(self, connection: Connection, author: Author, at: datetime) -> None:
        self._connection = connection
        self._author = author
        self._at = at
        self._ids: dict[tuple[ListName, str], int] = {}
        self._names: dict[int, str] = {}
        self._country = company_settings.company(connection).country

    def load(self, layout: PersonTables, people: list[NewPerson]) -> int:
        """Load people of one kind, with accounts, invitations and history; returns the number."""
        connection, kind = self._connection, layout.type.kind
        values = [self._values(layout, new) for new in people]
        try:
            ids = PeopleStore(connection, kind).create(values, self._names)
            create_accounts(
                connection,
                (
                    NewAccount(kind, id, new.account, new.created, new.username)
                    for id, new in zip(ids, people, strict=True)
                    if new.account
                ),
            )
            invited = {
                id: (*new.invited, _address(new))
                for id, new in zip(ids, people, strict=True)
                if new.invited and new.active  # deactivating a profile has revoked its code
            }
            codes.create_unknown(connection, kind, invited)
            invitations.sort_anew(connection, layout, ids)
        except UniqueViolation:
            raise Refusal(
                f"Two {layout.type.plural.lower()} would have the same phone, e-mail, payroll id or username: "
                "nobody was loaded."
            ) from None
        log.append(
            connection,
            (
                self._added(kind.value, id, str(row["name"]), changes(layout.type, {}, row, self._names))
                for id, row in zip(ids, values, strict=True)
            ),
        )
        return len(people)

    def _values(self, layout: PersonTables, new: NewPerson) -> dict[str, object]:
        values = {field.name: field.default for field in layout.type.stored} | dict(new.values)
        for field in layout.reference_fields:
            value = values.get(field.name)
            if field.source and isinstance(value, str):
                values[field.name] = self._id_of(field.source, value)
            elif field.source and isinstance(value, tuple):
                values[field.name] = tuple(sorted({self._id_of(field.source, str(name)) for name in value})) or None
        values = with_derived_values(layout.type, values, self._country)
        values["last_sign_in"] = new.last_sign_in
        return values | {
            "active": new.active,
            "status": status_to_store(new.kind, values, new.account).value,
            "created": new.created,
            "changed": new.created,
        }

    def _id_of(self, source: ListName, name: str) -> int:
        """The id of the entry, which is created when it is missing."""
        if (source, name) not in self._ids:
            entry = lists.named(self._connection, source, name)
            if entry is None:
                id = lists.create(self._connection, source, name)
                log.append(self._connection, [self._added(source.value, None, name, {"name": [None, name]})])
            else:
                id = entry.id
            self._ids[source, name] = id
            self._names[id] = entry.name if entry else name
        return self._ids[source, name]

    def _added(self, kind: str, id: int | None, name: str, changes: dict[str, list[object]]) -> log.HistoryRow:
        return log.HistoryRow(self._at, self._author, "added", kind, id, name, changes)


def _address(new: NewPerson) -> str:
    return str(new.values.get("email") or new.values.get("mobile"))
