"""Requests for a new password before signing in; the answer is the same whether a message was sent or not."""

from __future__ import annotations

import contextlib
import time

from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState, reachable
from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.contact import email_key, parse_phone
from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.history.changes import ASKED_RESET, MESSAGE, REASON, UNKNOWN_USERNAME
from fleet_tui.services.accounts.audit import record_account_event, record_unknown_account
from fleet_tui.services.accounts.sessions import typed_username_key
from fleet_tui.services.accounts.throttling import Throttle
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.storage.accounts import sign_in
from fleet_tui.storage.accounts.sign_in import SignInAccount
from fleet_tui.storage.mail import outbox
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_RESET = "reset"
"""The scope in which all requests are counted."""
_MOST_FOR_ONE = 3
"""Messages an hour to one person."""
_STEP = 0.25
"""Seconds. Queuing a message takes some milliseconds, which could be measured otherwise."""
_MOST_PEOPLE = 5
"""People with one shared phone number who get a message for one request."""


class ResetService:
    """Sends codes for a new password."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def request(self, contact: str) -> None:
        """Send a code to the people with that username, e-mail address or phone number; each request is recorded.

        Nothing of the account changes until the code is used, and nothing tells whether there was an account: the
        answer comes at the end of a step of time, so that how long it takes does not tell it either.

        Raises:
            Refusal: too many requests in the last hour; or people sign in without passwords here.
        """
        context, begun = self._context, time.monotonic()
        context.prepare_codes()
        with context.unchecked_transaction() as tx:
            company = tx.company()
            by_password = company.sign_in == PASSWORD
            wait = Throttle(tx.connection, tx.now).count(_RESET) if by_password else None
            if by_password and not wait:
                _queue(tx, _accounts_of(tx.connection, contact, company.country))
        if not by_password:
            raise Refusal("People sign in as users of the operating system here: there are no passwords to set.")
        if wait:
            raise Refusal(wait.sentence)
        context.pause(_STEP - (time.monotonic() - begun) % _STEP)


def _queue(tx: Transaction, accounts: list[SignInAccount]) -> None:
    for known in accounts:
        scope = f"{_RESET}-{known.kind.value}-{known.person}"
        if Throttle(tx.connection, tx.now).count(scope, _MOST_FOR_ONE):
            record_account_event(tx, ASKED_RESET, known, {REASON.name: [None, "waiting"]})
            continue
        options = tx.queue_options(Purpose.RESET)
        outbox.queue(tx.connection, PERSON_TABLES[known.kind], [known.person], options)
        record_account_event(tx, ASKED_RESET, known, {MESSAGE.name: [None, Purpose.RESET.value]})
    if not accounts:
        record_unknown_account(tx, ASKED_RESET, UNKNOWN_USERNAME)


def _accounts_of(connection: Connection, contact: str, country: str) -> list[SignInAccount]:
    """The accounts with that username, e-mail address or mobile phone that can be sent a code to set a password."""
    text = typed_username_key(contact)
    found = sign_in.with_username(connection, text)
    if "@" in text:
        found += sign_in.reached_at(connection, email_key=email_key(text), mobile=None)
    elif any(character.isdigit() for character in text):
        with contextlib.suppress(BadValue):  # it cannot be a phone number
            found += sign_in.reached_at(connection, email_key=None, mobile=parse_phone(text, country))
    of_each = {(known.kind, known.person): known for known in found if _can_reset(known)}
    return list(of_each.values())[:_MOST_PEOPLE]


def _can_reset(known: SignInAccount) -> bool:
    contact = {"email": known.email, "mobile": known.mobile}
    return known.active and known.state is not AccountState.INVITED and reachable(known.kind, contact)
