"""Asking for a new password at the door: a message goes out, and nobody learns whether it did."""

from __future__ import annotations

import contextlib
import time
from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState, reachable
from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.contact import email_key, parse_phone
from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.history.changes import ASKED_RESET, MESSAGE, REASON, UNKNOWN_USERNAME
from fleet_tui.services.accounts import throttling
from fleet_tui.services.accounts.audit import record_account_event, record_unknown_account
from fleet_tui.services.accounts.sessions import typed_username_key
from fleet_tui.services.base.context import Context
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import sign_in
from fleet_tui.storage.accounts.sign_in import SignInAccount
from fleet_tui.storage.mail import outbox
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_RESET = "reset"
"""The scope in which all requests are counted, whoever they are for."""
_MOST_FOR_ONE = 3
"""Messages an hour to one person."""
_STEP = 0.25
"""Seconds. Queuing a message takes some milliseconds, which whoever asks could measure otherwise."""
_MOST_PEOPLE = 5
"""People who share one phone number and hear of one request."""


class ResetService:
    """Sends codes for a new password."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def request(self, contact: str) -> None:
        """Send a code to the people with that username, e-mail address or phone number; each request is recorded.

        Nothing of the account changes until the code is used, and nothing tells whether there was an account: the
        answer comes at the end of a step of time, so that how long it takes does not tell it either.

        Raises:
            Refusal: too many requests lately, for anybody; or people sign in without passwords here.
        """
        context, begun = self._context, time.monotonic()
        context.prepare_codes()
        with context.database.write() as connection:
            at, company = context.clock(), company_settings.company(connection)
            by_password = company.sign_in == PASSWORD
            wait = throttling.count(connection, _RESET, at) if by_password else None
            if by_password and not wait:
                _queue(context, connection, _meant(connection, contact, company.country), at)
        if not by_password:
            raise Refusal("People sign in as users of the operating system here: there are no passwords to set.")
        if wait:
            raise Refusal(wait.sentence)
        context.pause(_STEP - (time.monotonic() - begun) % _STEP)


def _queue(context: Context, connection: Connection, people: list[SignInAccount], at: datetime) -> None:
    for known in people:
        mine = f"{_RESET}-{known.kind.value}-{known.person}"
        if throttling.count(connection, mine, at, _MOST_FOR_ONE):
            record_account_event(connection, context.author, ASKED_RESET, known, at, {REASON.name: [None, "waiting"]})
            continue
        posting = context.posting(connection, Purpose.RESET)
        outbox.queue(connection, PERSON_TABLES[known.kind], [known.person], Purpose.RESET, at, posting)
        record_account_event(
            connection, context.author, ASKED_RESET, known, at, {MESSAGE.name: [None, Purpose.RESET.value]}
        )
    if not people:
        record_unknown_account(connection, context.author, ASKED_RESET, UNKNOWN_USERNAME, at)


def _meant(connection: Connection, contact: str, country: str) -> list[SignInAccount]:
    """Whose username, e-mail address or mobile phone that is, of those who can be sent a code to set a password."""
    text = typed_username_key(contact)
    found = sign_in.with_username(connection, text)
    if "@" in text:
        found += sign_in.reached_at(connection, email_key=email_key(text), mobile=None)
    elif any(character.isdigit() for character in text):
        with contextlib.suppress(BadValue):  # then it is nobody's number
            found += sign_in.reached_at(connection, email_key=None, mobile=parse_phone(text, country))
    of_each = {(known.kind, known.person): known for known in found if _can_reset(known)}
    return list(of_each.values())[:_MOST_PEOPLE]


def _can_reset(known: SignInAccount) -> bool:
    contact = {"email": known.email, "mobile": known.mobile}
    return known.active and known.state is not AccountState.INVITED and reachable(known.kind, contact)
