"""Put people back as they were before an operation, with their history, in the transaction that judged them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.history.changes import MESSAGE
from fleet_tui.domain.history.inverse import Restoration
from fleet_tui.domain.values import Names, Values
from fleet_tui.services.accounts import revoke
from fleet_tui.services.base.context import Context
from fleet_tui.services.undo.evaluate import Reversal
from fleet_tui.storage import undo
from fleet_tui.storage.accounts import accounts
from fleet_tui.storage.history import log
from fleet_tui.storage.history.operations import Operation
from fleet_tui.storage.mail import outbox
from fleet_tui.storage.people.store import change_links, change_same
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_FIRST_INVITED = (None, AccountState.INVITED)


@dataclass(frozen=True, slots=True)
class Reverting:
    """What is the same for everybody: what is taken back, by whom and when, and what that is called itself."""

    connection: Connection
    operation: Operation
    number: int
    context: Context
    at: datetime
    redo: bool

    def put_back(self, found: Sequence[Reversal], names: Names) -> tuple[int, int]:
        """Put back those who can be; the ids of their first and their last entry in the history.

        `names` are those of all entries that they get. Those who get the same values share their statements. Fields
        that hold many are written person by person: nearly everybody gets something else of them.
        """
        layout = PERSON_TABLES[self.operation.kind]
        changing = [one for one in found if one.decision.verdict is Verdict.CHANGES]
        backs = {id(one.back): one.back for one in changing}
        linked = {field.name for field in layout.linked_fields}
        values = {number: _single_values(back.before, linked) for number, back in backs.items()}
        alike: dict[tuple[object, ...], list[Reversal]] = {}
        for one in changing:
            same = values[id(one.back)], one.back.account, one.back.message, one.status, one.cancels
            alike.setdefault(same, []).append(one)
        for some in alike.values():
            self._put_back(dict(values[id(some[0].back)]), some, names)
        for name in sorted(linked):
            theirs = [
                (one.person.id, _entries(one.back.after[name]), _entries(one.back.before[name]))
                for one in changing
                if name in one.back.before
            ]
            change_links(self.connection, layout, name, theirs, names)
        action = "redone" if self.redo else "undone"
        return log.append_people(
            self.connection, self.at, self.context.author, action, self.operation.kind, self._told(changing, names)
        )

    def _put_back(self, values: dict[str, object], alike: list[Reversal], names: Names) -> None:
        people = [one.person.id for one in alike]
        if alike[0].status is not None:
            # Nobody's status changes who has signed in.
            values |= {"status": alike[0].status, "last_sign_in": None}
        change_same(self.connection, PERSON_TABLES[self.operation.kind], people, values, names, self.at)
        revoke.revoke_sessions_and_codes(self.connection, self.operation.kind, people, values, self.at)
        self._put_back_accounts(people, alike[0].back)
        self._put_back_messages(people, alike[0])

    def _told(self, changing: list[Reversal], names: Names) -> Iterator[tuple[int, str, str]]:
        """What the history keeps of each of them."""
        texts: dict[tuple[int, Purpose | None], str] = {}
        for one in changing:
            same = id(one.back), one.cancels
            if same not in texts:
                texts[same] = log.changes_text(self._changes(one, names))
            yield one.person.id, str(one.back.before.get("name", one.person.values["name"])), texts[same]

    def _put_back_accounts(self, people: list[int], back: Restoration) -> None:
        if back.account == _FIRST_INVITED:
            undo.remove_accounts(self.connection, self.operation.kind, people)
        elif back.account == (AccountState.INVITED, None):
            accounts.invite(self.connection, self.operation.kind, people, self.at)

    def _put_back_messages(self, people: list[int], one: Reversal) -> None:
        """Those that wait are cancelled, and wait again when that was what was done."""
        layout, back = PERSON_TABLES[self.operation.kind], one.back
        if one.cancels:
            undo.cancel_messages(self.connection, self.operation, people, self.at)
            if back.account != _FIRST_INVITED:
                undo.queue_older_messages(self.connection, self.operation, people)
        if back.message:
            posting = self.context.posting(self.connection, back.message)
            outbox.queue(self.connection, layout, people, back.message, self.at, posting, self.number)

    def _changes(self, one: Reversal, names: Names) -> dict[str, list[object]]:
        """What the history keeps: what was put back, and the message that was taken back or waits again."""
        changes = one.back.changes(PERSON_TABLES[self.operation.kind].type, names)
        if one.cancels:
            changes[MESSAGE.name] = [one.cancels.value, None]
        elif one.back.message:
            changes[MESSAGE.name] = [None, one.back.message.value]
        return changes


def _single_values(values: Values, linked: Collection[str]) -> tuple[tuple[str, object], ...]:
    """The values of the fields that hold one thing, to compare them with others'."""
    return tuple((name, value) for name, value in values.items() if name not in linked)


def _entries(value: object) -> frozenset[int]:
    return frozenset(value) if isinstance(value, tuple) else frozenset()
