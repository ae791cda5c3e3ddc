"""Put people back as they were before an operation, with their history, in the transaction that judged them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.history import MESSAGE
from fleet_tui.domain.plans import Verdict
from fleet_tui.domain.restoring import Restoration
from fleet_tui.domain.status import AccountState
from fleet_tui.domain.values import Names
from fleet_tui.services.restorable import Found
from fleet_tui.storage import accounts, chain, outbox, reverting
from fleet_tui.storage.changing import change_same
from fleet_tui.storage.layout import LAYOUTS
from fleet_tui.storage.operations import Operation

_FIRST_INVITED = (None, AccountState.INVITED)


@dataclass(frozen=True, slots=True)
class Reverting:
    """What is the same for everybody: what is taken back, by whom and when, and what that is called itself."""

    connection: Connection
    operation: Operation
    number: int
    who: str
    at: datetime
    redo: bool

    def put_back(self, found: Sequence[Found]) -> tuple[int, int]:
        """Put back those who can be; the ids of their first and their last entry in the history.

        Those who get the same values share their statements.
        """
        alike: dict[tuple[object, ...], list[Found]] = {}
        for one in found:
            if one.judged.verdict is Verdict.CHANGES:
                alike.setdefault((id(one.back), one.status, one.cancels), []).append(one)
        profile_type = LAYOUTS[self.operation.kind].type
        entries = {entry for some in alike.values() for entry in some[0].back.entries(profile_type)}
        names = reverting.names_of(self.connection, entries)
        told = [entry for some in alike.values() for entry in self._put_back(some, names)]
        action = "redone" if self.redo else "undone"
        return chain.append_people(self.connection, self.at, self.who, action, self.operation.kind, told)

    def _put_back(self, alike: list[Found], names: Names) -> list[tuple[int, str, str]]:
        layout, back = LAYOUTS[self.operation.kind], alike[0].back
        people = [one.person.id for one in alike]
        values = dict(back.before)
        if alike[0].status is not None:
            # Nobody's status changes who has signed in.
            values |= {"status": alike[0].status, "last_sign_in": None}
        change_same(self.connection, layout, people, values, names, self.at)
        self._put_back_accounts(people, back)
        self._put_back_messages(people, alike[0])
        changes = chain.changes_text(self._changes(alike[0], names))
        return [(one.person.id, str(back.before.get("name", one.person.values["name"])), changes) for one in alike]

    def _put_back_accounts(self, people: list[int], back: Restoration) -> None:
        if back.account == _FIRST_INVITED:
            reverting.remove_accounts(self.connection, self.operation.kind, people)
        elif back.account == (AccountState.INVITED, None):
            accounts.invite(self.connection, self.operation.kind, people, self.at)

    def _put_back_messages(self, people: list[int], one: Found) -> None:
        """Those that wait are cancelled, and wait again when that was what was done."""
        layout, back = LAYOUTS[self.operation.kind], one.back
        if one.cancels:
            reverting.cancel_messages(self.connection, self.operation, people)
            if back.account != _FIRST_INVITED:
                reverting.queue_older_messages(self.connection, self.operation, people)
        if back.message:
            outbox.queue(self.connection, layout, people, back.message, self.at, self.number)

    def _changes(self, one: Found, names: Names) -> dict[str, list[object]]:
        """What the history keeps: what was put back, and the message that was taken back or waits again."""
        changes = one.back.changes(LAYOUTS[self.operation.kind].type, names)
        if one.cancels:
            changes[MESSAGE.name] = [one.cancels.value, None]
        elif one.back.message:
            changes[MESSAGE.name] = [None, one.back.message.value]
        return changes
