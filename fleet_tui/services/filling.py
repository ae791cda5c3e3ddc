"""The letter of a message: the company's words, with the code that only the key beside the database gives."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from fleet_tui.domain import letters
from fleet_tui.domain.actions import Purpose
from fleet_tui.domain.codes import derived, hashed
from fleet_tui.domain.company import Company
from fleet_tui.domain.mailing import Letter
from fleet_tui.domain.messages import EMAIL
from fleet_tui.domain.moments import show_moment
from fleet_tui.storage import lookups, posted
from fleet_tui.storage.posted import Addressee, Posted


def letter_is_known(connection: Connection, key: bytes, message: Posted) -> bool:
    """Whether the key gives what the message brings; without the key that it was made with, a code is lost.

    A message of the second version of the file has no code yet.
    """
    if message.code is None:
        return False
    row = posted.code(connection, message.code)
    return hashed(derived(key, row["nonce"])) == str(row["hash"])


def letter_of(connection: Connection, key: bytes, message: Posted, to: Addressee) -> tuple[Letter, str]:
    """The message with everything filled in, and the code that is in it."""
    assert message.code is not None  # noqa: S101  # it has one by now
    row, company = posted.code(connection, message.code), lookups.company(connection)
    code = derived(key, row["nonce"])
    facts = {
        "name": message.name,
        "company": company.name,
        letters.CODE: code,
        "expires": show_moment(row["expires"]),
        "username": to.username or message.address,
    }
    subject, text = _templates(company, message)
    # A subject is seen by whoever sees the mailbox: there the place of a code stays as it is.
    for_all = {place: fact for place, fact in facts.items() if place != letters.CODE}
    letter = Letter(
        token=message.token,
        channel=message.channel,
        name=message.name,
        address=message.address,
        subject=letters.filled(subject, for_all),
        text=letters.filled(text, facts),
    )
    return letter, code


def _templates(company: Company, message: Posted) -> tuple[str, str]:
    """The company's subject and text for it."""
    invites = message.purpose is Purpose.INVITE
    if message.channel != EMAIL:
        return "", company.invitation_sms if invites else company.reset_sms
    if invites:
        return company.invitation_subject, company.invitation_text
    return company.reset_subject, company.reset_text
