"""Writing the people of an import with history, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fleet_tui.domain.accounts.status import status_to_store
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.history.changes import encode
from fleet_tui.domain.values import Values
from fleet_tui.services.accounts.profile_account import revoke_sessions_and_codes
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.imports.added_text import AddedText
from fleet_tui.services.imports.new_people import NewPeople
from fleet_tui.services.imports.rows import RowResult
from fleet_tui.storage.accounts import accounts
from fleet_tui.storage.db.errors import UniqueViolation
from fleet_tui.storage.history import log
from fleet_tui.storage.people import loading
from fleet_tui.storage.people.store import PeopleStore
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_TAKEN = (
    "Two people would have the same phone, e-mail address or payroll ID: nobody was imported. Import the file again."
)


class ImportWriter:
    """Writes rows in the caller's transaction. `entries` are the first and the last id of the history."""

    def __init__(self, tx: Transaction, kind: PersonKind, people: NewPeople) -> None:
        self._tx = tx
        self._tables = PERSON_TABLES[kind]
        self._kind = kind
        self._store = PeopleStore(tx.connection, kind)
        self._people = people
        self._names: Mapping[int, str] = {}
        self._created: Mapping[int, int] = {}
        self._added = AddedText(self._tables.type, {})
        self.entries: tuple[int, int] | None = None

    def use_names(self, names: Mapping[int, str], created: Mapping[int, int]) -> None:
        """Take the names of all entries, and the ids of those that were proposed, by the proposed ones."""
        self._names, self._created = names, created
        self._added = AddedText(self._tables.type, names)

    def write(self, rows: Sequence[tuple[int, RowResult]]) -> Iterator[tuple[int, int]]:
        """Write rows; the ids of the added people, by the places that came with the rows."""
        try:
            added = [(place, row) for place, row in rows if row.decision.verdict is Verdict.NEW]
            ids = self._add([row for _, row in added])
            self._change([row for _, row in rows if row.decision.verdict is Verdict.CHANGES])
        except UniqueViolation:
            raise Refusal(_TAKEN) from None
        return zip((place for place, _ in added), ids, strict=True)

    def _add(self, rows: Sequence[RowResult]) -> Sequence[int]:
        if not rows:
            return ()
        at, kind = self._tx.now, self._kind
        system = {"created": at, "changed": at, "last_sign_in": None}
        people = [self._people.whole(self._resolved(row.after)) | system for row in rows]
        for values in people:
            values["status"] = status_to_store(kind, values, None).value
        ids = self._store.create(people, self._names)
        texts = map(self._added.of, people)
        self._record("added", zip(ids, (row.name for row in rows), texts, strict=True))
        return ids

    def _change(self, rows: Sequence[RowResult]) -> None:
        if not rows:
            return
        connection, people = self._tx.connection, [row.person for row in rows]
        states = accounts.states(connection, self._kind, people)
        now = {
            person.id: person.values
            for person in loading.load(connection, self._tables, people, {"status", "last_sign_in", "email", "mobile"})
        }
        written: list[tuple[int, Values]] = []
        texts: list[str] = []
        for row in rows:
            after = self._resolved(row.after)
            texts.append(self._text(row.before, after))
            values = dict(after)
            if not after.keys().isdisjoint(("email", "mobile")):
                then = {**now[row.person], **after}
                values["status"] = status_to_store(self._kind, then, states.get(row.person)).value
                values["last_sign_in"] = then["last_sign_in"]
            written.append((row.person, values))
        before = {row.person: row.before for row in rows}
        self._store.update_each(written, before, self._names, self._tx.now)
        self._revoke(written)
        self._record("changed", zip(people, (row.name for row in rows), texts, strict=True))

    def _revoke(self, written: Sequence[tuple[int, Values]]) -> None:
        """End sessions of people that are inactive now, and codes that went to another address."""
        inactive = [id for id, values in written if values.get("active") is False]
        moved = [id for id, values in written if "status" in values and values.get("active") is not False]
        if inactive:
            revoke_sessions_and_codes(self._tx, self._kind, inactive, {"active": False})
        if moved:
            revoke_sessions_and_codes(self._tx, self._kind, moved, {"email": None, "mobile": None})

    def _resolved(self, values: Values) -> dict[str, object]:
        """The values with the ids of entries that were only proposed."""
        if not self._created:
            return dict(values)
        return {name: self._entry(value) for name, value in values.items()}

    def _entry(self, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(sorted({self._created.get(id, id) for id in value}))
        return self._created.get(value, value) if type(value) is int else value

    def _text(self, before: Values, after: Values) -> str:
        fields = self._tables.type.fields
        return log.changes_text(
            {
                name: [encode(fields[name], one[name], self._names) for one in (before, after)]
                for name in after
                if name in fields
            }
        )

    def _record(self, action: str, people: Iterable[tuple[int, str, str]]) -> None:
        common = log.PeopleEntries(self._tx.now, self._tx.author, action, self._kind)
        first, last = log.append_people(self._tx.connection, common, people)
        self.entries = (self.entries[0] if self.entries else first, last)
