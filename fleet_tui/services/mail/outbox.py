"""Messages to people and what has become of them."""

from __future__ import annotations

from fleet_tui.domain.access.permissions import SEE_MAIL, SEE_PEOPLE
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.bulk.evaluate import evaluator_for
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.errors import Gone, Refusal
from fleet_tui.domain.mail.messages import Item, MessageCounts, MessageState
from fleet_tui.domain.paging import LogPage, PageQuery, Way
from fleet_tui.services.access.privilege import require_privilege_over
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.mail.messages import item, reason_unusable, record, renew
from fleet_tui.storage.accounts import codes
from fleet_tui.storage.mail import outbox_writes
from fleet_tui.storage.mail.outbox_writes import OutboxMessage
from fleet_tui.storage.people.columns import FactQuery
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_SEE = (SEE_PEOPLE, SEE_MAIL)
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
    """Messages to people and what has become of them. `goes` is a sentence about the way that they go."""

    def __init__(self, context: Context, goes: str = "") -> None:
        self._context = context
        self._goes = goes

    def how(self) -> str:
        """The way that messages go, in a sentence: from the settings of this program, not from the database."""
        return self._goes

    def messages(self, before: int | None = None, limit: int = 50, waiting: bool = False) -> tuple[Item, ...]:
        """Messages, newest first; `before` is an id for older ones, `waiting` leaves out those that are done with.

        Raises:
            NotAllowed: the actor may not see them.
        """
        with self._context.reading(*_SEE) as tx:
            return tuple(map(item, outbox_writes.page(tx.connection, tx.now, before, limit, waiting=waiting)))

    def page(self, query: PageQuery) -> LogPage[Item]:
        """Messages, the newest first.

        Raises:
            NotAllowed: the actor may not see them.
        """
        with self._context.reading(*_SEE) as tx:
            if query.way is Way.OLDER:
                found = outbox_writes.page(tx.connection, tx.now, query.at, query.limit, waiting=False)
            else:
                found = outbox_writes.page_after(tx.connection, tx.now, query.at or 0, query.limit)
            more = found[-1 if query.way is Way.OLDER else 0].id if len(found) == query.limit else None
            return LogPage(tuple(map(item, found)), more)

    def waiting(self) -> MessageCounts:
        """The numbers of waiting messages by state.

        Raises:
            NotAllowed: the actor may not see them.
        """
        with self._context.reading(*_SEE) as tx:
            return outbox_writes.counts(tx.connection, tx.now)

    def stop(self, id: int) -> Item:
        """Stop a message that waits and revoke its code.

        Raises:
            Refusal: it does not wait any more, or is being sent right now; or that is not allowed.
        """
        with self._context.transaction(*_SEE) as tx:
            message = _existing(tx, id)
            if not item(message).can_be_stopped:
                raise Refusal(_OVER[message.state])
            _require_privilege(tx, message)
            outbox_writes.cancel(tx.connection, id, None)
            if message.code is not None:
                codes.revoke_those(tx.connection, [message.code], tx.now)
            record(tx, "stopped", message)
            return item(_existing(tx, id))

    def again(self, id: int) -> Item:
        """Try a message at once that waits or failed; with a new code when its own cannot be used any more.

        Raises:
            Refusal: it cannot be sent to that person any more, and why; or that is not allowed.
        """
        self._context.prepare_codes()
        with self._context.transaction(*_SEE) as tx:
            message = _existing(tx, id)
            if not item(message).can_be_tried:
                raise Refusal(_NOT_AGAIN[message.state])
            _renew_if_needed(tx, message)
            outbox_writes.wait_again(tx.connection, id, tx.now)
            return item(_existing(tx, id))


def _existing(tx: Transaction, id: int) -> OutboxMessage:
    found = outbox_writes.one(tx.connection, id, tx.now)
    if found is None:
        raise Gone("This message is not in the database any more.")
    return found


def _require_privilege(tx: Transaction, message: OutboxMessage) -> None:
    require_privilege_over(tx, message.kind, message.person, message.name)


def _renew_if_needed(tx: Transaction, message: OutboxMessage) -> None:
    """Give the message another code if its own cannot be used, and if the person may still be sent one."""
    to = outbox_writes.addressee(tx.connection, message.kind, message.person)
    code = outbox_writes.code(tx.connection, message.code) if message.code is not None else None
    if to is None or code is None or not reason_unusable(tx.connection, code, to, tx.now):
        return  # one without a code gets it when it is sent
    newest = codes.newest(tx.connection, message.kind, message.person, message.purpose)
    if newest is not None and newest != message.code:
        raise Refusal("A newer message has followed this one.")
    tx.require(_SENDS[message.purpose])
    _require_privilege(tx, message)
    layout, action = PERSON_TABLES[message.kind], Send(message.purpose)
    evaluator = evaluator_for(action, layout.type, {}, tx.company())
    query = FactQuery(layout, evaluator.facts, tx.now)
    rows = [row for some in query.read(tx.connection, [message.person]) for row in some]
    decision = evaluator.evaluate(query.meaning(rows[0][3:])).decision
    if decision.verdict is not Verdict.CHANGES:
        raise Refusal(f"This message cannot be sent any more: {decision.reason}.")
    renew(tx, message, to)
