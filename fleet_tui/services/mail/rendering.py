"""The letter of a message: the company's words, with the code that only the key beside the database gives."""

from __future__ import annotations

from fleet_tui.domain.accounts.codes import code_for, hashed
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.company import Company
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.mail import templates
from fleet_tui.domain.mail.delivery import OutgoingMessage
from fleet_tui.domain.mail.messages import EMAIL
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage.mail import outbox_writes
from fleet_tui.storage.mail.outbox_writes import Addressee, OutboxMessage


def letter_is_known(tx: Transaction, message: OutboxMessage) -> bool:
    """Whether the key gives the code of the message; without the key that it was made with, a code is lost.

    A message of the second version of the file has no code yet.
    """
    if message.code is None:
        return False
    row = outbox_writes.code(tx.connection, message.code)
    return hashed(code_for(tx.context.key, row["nonce"])) == str(row["hash"])


def render_message(tx: Transaction, message: OutboxMessage, to: Addressee) -> tuple[OutgoingMessage, str]:
    """The letter with everything filled in, and its code."""
    assert message.code is not None  # noqa: S101  # it has one by now
    row, company = outbox_writes.code(tx.connection, message.code), tx.company()
    code = code_for(tx.context.key, row["nonce"])
    facts = {
        "name": message.name,
        "company": company.name,
        templates.CODE: code,
        "expires": show_moment(row["expires"]),
        "username": to.username or message.address,
    }
    subject, text = _templates(company, message)
    # A subject is shown in lists of the mailbox: there the placeholder of a code stays as it is.
    for_all = {place: fact for place, fact in facts.items() if place != templates.CODE}
    letter = OutgoingMessage(
        token=message.token,
        channel=message.channel,
        name=message.name,
        address=message.address,
        subject=templates.filled(subject, for_all),
        text=templates.filled(text, facts),
    )
    return letter, code


def _templates(company: Company, message: OutboxMessage) -> tuple[str, str]:
    """The company's subject and text for it."""
    invites = message.purpose is Purpose.INVITE
    if message.channel != EMAIL:
        return "", company.invitation_sms if invites else company.reset_sms
    if invites:
        return company.invitation_subject, company.invitation_text
    return company.reset_subject, company.reset_text
