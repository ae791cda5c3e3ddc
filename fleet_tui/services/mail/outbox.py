"""Messages to people and what has become of them."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import SEE_MAIL, SEE_PEOPLE
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.bulk.evaluate import evaluator_for
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.errors import Gone, Refusal
from fleet_tui.domain.mail.messages import Item, MessageCounts, MessageState
from fleet_tui.services.access.privilege import require_privilege_over
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.permissions import require_permissions
from fleet_tui.services.mail.code_validity import reason_unusable
from fleet_tui.services.mail.messages import item, record, renew
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.mail import outbox_writes
from fleet_tui.storage.mail.outbox_writes import OutboxMessage
from fleet_tui.storage.people import columns
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_SENDS = {Purpose.INVITE: "send_invites", Purpose.RESET: "send_resets"}
_OVER = {
    MessageState.SENDING: "This message is being sent right now: look again in a moment.",
    MessageState.SENT: "This message has been sent: it cannot be taken back.",
    MessageState.STOPPED: "This message was stopped already.",
    MessageState.REPLACED: "A newer message has taken the place of this one.",
    MessageState.FAILED: "This message could not be sent, and is not tried again by itself.",
}
_NOT_AGAIN = _OVER | {
    MessageState.SENT: "This message has been sent. Send another one from the person's Profile Actions.",
    MessageState.STOPPED: "This message was stopped. Send another one from the person's Profile Actions.",
}


class Mail:
    """Messages to people and what has become of them. `goes` says in a sentence which way they go."""

    def __init__(self, context: Context, goes: str = "") -> None:
        self._context = context
        self._database = context.database
        self._goes = goes

    def how(self) -> str:
        """Which way messages go, in a sentence: the settings of this program say it, not the database."""
        return self._goes

    def messages(self, before: int | None = None, limit: int = 50, waiting: bool = False) -> tuple[Item, ...]:
        """Messages, newest first; `before` is an id for older ones, `waiting` leaves out those that are done with.

        Raises:
            NotAllowed: whoever is signed in may not see them.
        """
        with self._database.read() as connection:
            require_permissions(self._context, connection, SEE_PEOPLE, SEE_MAIL)
            found = outbox_writes.page(connection, self._context.clock(), before, limit, waiting=waiting)
        return tuple(map(item, found))

    def waiting(self) -> MessageCounts:
        """How many wait, and how.

        Raises:
            NotAllowed: whoever is signed in may not see them.
        """
        with self._database.read() as connection:
            require_permissions(self._context, connection, SEE_PEOPLE, SEE_MAIL)
            return outbox_writes.counts(connection, self._context.clock())

    def stop(self, id: int) -> Item:
        """Take back a message that waits; the code that it would have brought is worth nothing any more.

        Raises:
            Refusal: it does not wait any more, or is being sent right now; or that is not allowed.
        """
        with self._database.write() as connection:
            message = self._message(connection, id)
            if not item(message).can_be_stopped:
                raise Refusal(_OVER[message.state])
            self._require_to_reach(connection, message)
            outbox_writes.cancel(connection, id, None)
            if message.code is not None:
                codes.revoke_those(connection, [message.code], self._context.clock())
            record(self._context, connection, "stopped", message)
            return item(self._message(connection, id))

    def again(self, id: int) -> Item:
        """Try a message at once that waits or failed; with a fresh code when its own is worth nothing any more.

        Raises:
            Refusal: it cannot be sent to that person any more, and why; or that is not allowed.
        """
        self._context.prepare_codes()
        with self._database.write() as connection:
            message = self._message(connection, id)
            if not item(message).can_be_tried:
                raise Refusal(_NOT_AGAIN[message.state])
            self._freshen(connection, message)
            outbox_writes.wait_again(connection, id, self._context.clock())
            return item(self._message(connection, id))

    def _message(self, connection: Connection, id: int) -> OutboxMessage:
        require_permissions(self._context, connection, SEE_PEOPLE, SEE_MAIL)
        found = outbox_writes.one(connection, id, self._context.clock())
        if found is None:
            raise Gone("This message is not in the database any more.")
        return found

    def _require_to_reach(self, connection: Connection, message: OutboxMessage) -> None:
        granted = self._context.granted(connection)
        require_privilege_over(connection, granted, message.kind, message.person, message.name)

    def _freshen(self, connection: Connection, message: OutboxMessage) -> None:
        """Give the message another code if its own is worth nothing, and if the person may still be sent one."""
        to = outbox_writes.addressee(connection, message.kind, message.person)
        code = outbox_writes.code(connection, message.code) if message.code is not None else None
        if to is None or code is None or not reason_unusable(connection, code, to, self._context.clock()):
            return  # one without a code gets it when it is sent
        newest = codes.newest(connection, message.kind, message.person, message.purpose)
        if newest is not None and newest != message.code:
            raise Refusal("A newer message has followed this one.")
        self._context.require(connection, _SENDS[message.purpose])
        self._require_to_reach(connection, message)
        layout, action = PERSON_TABLES[message.kind], Send(message.purpose)
        evaluator = evaluator_for(action, layout.type, {}, company_settings.company(connection))
        rows = [
            row
            for some in columns.read(connection, layout, [message.person], evaluator.facts, None, self._context.clock())
            for row in some
        ]
        decision = evaluator.of(columns.known(layout, evaluator.facts, rows[0][3:])).decision
        if decision.verdict is not Verdict.CHANGES:
            raise Refusal(f"This message cannot be sent any more: {decision.reason}.")
        renew(self._context, connection, message, to)
