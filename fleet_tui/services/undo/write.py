"""Writing people back as they were before an operation, with its history."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.history.changes import MESSAGE
from fleet_tui.domain.history.inverse import Restoration
from fleet_tui.domain.values import Names, Values, entry_ids
from fleet_tui.services.accounts.profile_account import revoke_sessions_and_codes
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.undo.evaluate import Reversal
from fleet_tui.storage import undo
from fleet_tui.storage.accounts import accounts
from fleet_tui.storage.history import log
from fleet_tui.storage.history.operations import Operation
from fleet_tui.storage.mail import outbox
from fleet_tui.storage.people.store import PeopleStore
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

_FEW = 8
"""People with the same values who are not worth a statement of their own."""
_FIRST_INVITED = (None, AccountState.INVITED)


@dataclass(frozen=True, slots=True)
class OperationWriter:
    """Writes people back as they were before `operation`, as the operation with the id `number`."""

    tx: Transaction
    operation: Operation
    number: int
    redo: bool

    def put_back(self, found: Sequence[Reversal], names: Names) -> tuple[int, int]:
        """Put back the people that can be; the ids of the first and the last entry in the history.

        `names` are those of all entries that they get. Many people with the same values share a statement; of an
        import nearly all differ, and those with values for the same fields share one with values of their own. Fields
        of many entries are written person by person.
        """
        tx, layout = self.tx, self._layout
        changing = [one for one in found if one.decision.verdict is Verdict.CHANGES]
        backs = {id(one.back): one.back for one in changing}
        linked = {field.name for field in layout.linked_fields}
        values = {number: _single_values(back.before, linked) for number, back in backs.items()}
        alike: dict[tuple[object, ...], list[Reversal]] = {}
        for one in changing:
            same = values[id(one.back)], one.back.account, one.back.message, one.status, one.cancels
            alike.setdefault(same, []).append(one)
        single: dict[tuple[object, ...], list[Reversal]] = {}
        for group, some in alike.items():
            if len(some) > _FEW:
                self._put_back_alike(some, [dict(values[id(some[0].back)])], names)
            else:
                then = dict(values[id(some[0].back)])
                single.setdefault((tuple(then), then.get("active"), *group[1:]), []).extend(some)
        for some in single.values():
            self._put_back_alike(some, [dict(values[id(one.back)]) for one in some], names)
        for name in sorted(linked):
            entries = [
                (one.person.id, entry_ids(one.back.after[name]), entry_ids(one.back.before[name]))
                for one in changing
                if name in one.back.before
            ]
            PeopleStore(tx.connection, self.operation.kind).update_links(name, entries, names)
        action, rows = "redone" if self.redo else "undone", self._history_rows(changing, names)
        common = log.PeopleEntries(tx.now, tx.author, action, self.operation.kind)
        return log.append_people(tx.connection, common, rows)

    @property
    def _layout(self) -> PersonTables:
        return PERSON_TABLES[self.operation.kind]

    def _put_back_alike(self, alike: list[Reversal], values: list[dict[str, object]], names: Names) -> None:
        """Put people back that differ in nothing but their values: one for all of them, or one for each."""
        tx, people, first = self.tx, [one.person.id for one in alike], alike[0]
        if first.status is not None:
            # Once a person has signed in, the status never changes.
            values = [one | {"status": first.status, "last_sign_in": None} for one in values]
        store = PeopleStore(tx.connection, self.operation.kind)
        if len(values) == 1:
            store.update(people, values[0], names, tx.now)
        else:
            store.update_each(list(zip(people, values, strict=True)), {}, names, tx.now)
        revoke_sessions_and_codes(tx, self.operation.kind, people, values[0])
        self._put_back_accounts(people, first.back)
        self._put_back_messages(people, first)

    def _put_back_accounts(self, people: list[int], back: Restoration) -> None:
        if back.account == _FIRST_INVITED:
            undo.remove_accounts(self.tx.connection, self.operation.kind, people)
        elif back.account == (AccountState.INVITED, None):
            accounts.invite(self.tx.connection, self.operation.kind, people, self.tx.now)

    def _put_back_messages(self, people: list[int], one: Reversal) -> None:
        """Cancel messages that wait; queue again those that were cancelled."""
        tx, back = self.tx, one.back
        if one.cancels:
            undo.cancel_messages(tx.connection, self.operation, people, tx.now)
            if back.account != _FIRST_INVITED:
                undo.queue_older_messages(tx.connection, self.operation, people)
        if back.message:
            options = tx.queue_options(back.message)
            outbox.queue(tx.connection, self._layout, people, options, self.number)

    def _history_rows(self, changing: list[Reversal], names: Names) -> Iterator[tuple[int, str, str]]:
        """Id, name and changes of each person, as the history keeps them."""
        texts: dict[tuple[int, Purpose | None], str] = {}
        for one in changing:
            same = id(one.back), one.cancels
            if same not in texts:
                texts[same] = log.changes_text(self._changes(one, names))
            yield one.person.id, str(one.back.before.get("name", one.person.values["name"])), texts[same]

    def _changes(self, one: Reversal, names: Names) -> dict[str, list[object]]:
        """What was put back, and the message that was cancelled or waits again."""
        changes = one.back.changes(self._layout.type, names)
        if one.cancels:
            changes[MESSAGE.name] = [one.cancels.value, None]
        elif one.back.message:
            changes[MESSAGE.name] = [None, one.back.message.value]
        return changes


def _single_values(values: Values, linked: Collection[str]) -> tuple[tuple[str, object], ...]:
    """The values of all fields but the linked ones, in a form that can be compared."""
    return tuple((name, value) for name, value in values.items() if name not in linked)
