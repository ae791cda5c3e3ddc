"""The account of a profile: set up while the profile is added, and what of it ends when the profile changes.

It is set up by invitation, with a temporary password, or later. Inactive profiles cannot sign in (technicians.txt,
"Edit", step 4), and a code belongs to the address it was sent to.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from fleet_tui.domain.accounts.passwords import problem_with
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.accounts.usernames import checked_username, username_key
from fleet_tui.domain.contact import email_key, parse_phone
from fleet_tui.domain.errors import BadValue, Problem
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.choices import ACCOUNT_CREATE, ACCOUNT_INVITE
from fleet_tui.domain.people.rules import Problems, own_words
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.storage.accounts import accounts, codes
from fleet_tui.storage.history import clock, operations
from fleet_tui.storage.mail import outbox
from fleet_tui.storage.people import queries
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_ADDRESS = re.compile(r"[^\s<>:;,\"']+@[^\s<>:;,\"']+")
"""An address, alone or as people write one: `mailto:ann@example.com`, `Ann <ann@example.com>`."""
_ADDRESS_FIELDS = ("email", "mobile")
_STATES = {ACCOUNT_INVITE: AccountState.INVITED, ACCOUNT_CREATE: AccountState.ASSIGNED}


def username_of(typed: str) -> tuple[str, Problems]:
    """A username as it is kept, and what is wrong with it, under "username"."""
    try:
        return checked_username(typed), {}
    except BadValue as error:
        return typed, {"username": Problem(str(error))}


def address_of_another(tx: Transaction, username: str, email: str, mobile: str) -> Problems:
    """That a username is an address or a number in another profile: it would read as that person's name.

    `email` and `mobile` are the user's own, which may be in a profile of each kind.
    """
    text = username_key(username)  # an @ of another width reads as an @
    if "@" in text:
        keys = {email_key(found.rstrip(".")) for found in _ADDRESS.findall(text)} - {email_key(email)}
        taken = any(queries.is_in_a_profile(tx.connection, email_key=key) for key in keys)
    else:
        try:
            number = parse_phone(text, tx.company().country)
        except BadValue:
            return {}
        taken = number != mobile and queries.is_in_a_profile(tx.connection, mobile=number)
    sentence = f"{displayable(username)} is in the profile of somebody else: choose a username that is yours."
    return {"username": Problem(sentence)} if taken else {}


def username_problems(tx: Transaction, kind: PersonKind, username: str, email: str, mobile: str) -> Problems:
    """What is wrong with the username of a new account: its form, or that somebody has it or its address.

    `email` and `mobile` are those of the profile. A username is taken once within the kind, without case.
    """
    found = address_of_another(tx, username, email, mobile) | username_of(username)[1]
    holder = accounts.holder_of_username(tx.connection, kind, username_key(username))
    if holder is not None:
        person = queries.holder_with_id(tx.connection, PERSON_TABLES[kind], holder)
        by = f" by {displayable(str(person))}" if person else ""
        sentence = f"The username {displayable(username)} is taken{by}: choose another."
        found["username"] = Problem(sentence, person)
    return found


@dataclass(frozen=True, slots=True)
class NewAccount:
    """The account asked for with a new profile; the password only ever as its hash."""

    kind: PersonKind
    state: AccountState | None
    username: str
    password_hash: str | None = field(repr=False)
    refused: str
    email: str
    mobile: str

    @classmethod
    def of(cls, kind: PersonKind, values: Values, passwords: Passwords, company: str) -> NewAccount:
        """The account asked for; `company` is a name that the password must not be made of.

        Hashing takes a tenth of a second, and checking a long password several: both are done before any transaction.
        """
        state = _STATES.get(str(values.get("account_setup")))
        email, mobile = str(values.get("email") or ""), str(values.get("mobile") or "")
        username = str(values.get("username") or email or mobile)
        if state is not AccountState.ASSIGNED:
            return cls(kind, state, username, None, "", email, mobile)
        password = str(values.get("password") or "")
        refused = problem_with(password, (*own_words(values), username, company))
        return cls(kind, state, username, None if refused else passwords.hash(password), refused, email, mobile)

    def check(self, tx: Transaction, problems: Problems) -> Problems:
        """A username is taken once within the kind, without case; a password is not made of the company's name."""
        if self.state is not AccountState.ASSIGNED:
            return {}
        found: Problems = {}
        if self.username and "username" not in problems:
            found |= username_problems(tx, self.kind, self.username, self.email, self.mobile)
        if self.refused and "password" not in problems:
            found["password"] = Problem(self.refused)
        return found

    def create(self, tx: Transaction, person: int) -> tuple[str, ...]:
        """Write the account; sentences for the actor.

        An invitation waits for the operation that is recorded next, which undo takes back.
        """
        if self.state is None:
            return ()
        account = accounts.NewAccount(self.kind, person, self.state, tx.now)
        if self.state is AccountState.ASSIGNED:
            lasts = tx.company().temporary
            expires = clock.latest(tx.connection, tx.now) + lasts
            account = replace(account, username=self.username, password_hash=self.password_hash, expires=expires)
            accounts.create_accounts(tx.connection, [account])
            days = "1 day" if lasts.days == 1 else f"{lasts.days} days"
            return (
                f"The username is {displayable(self.username)}.",
                f"The password lasts {days} and must be changed at the first sign-in.",
            )
        accounts.create_accounts(tx.connection, [account])
        options, operation = tx.queue_options(Purpose.INVITE), operations.next_id(tx.connection)
        outbox.queue(tx.connection, PERSON_TABLES[self.kind], [person], options, operation)
        return (f"The invitation to {displayable(self.email or self.mobile)} waits in the outbox.",)


def revoke_sessions_and_codes(tx: Transaction, kind: PersonKind, people: Collection[int], values: Values) -> None:
    """Revoke what ends for those people when these values are written: codes, and for a deactivation sessions too."""
    inactive = values.get("active") is False
    if inactive or any(name in values for name in _ADDRESS_FIELDS):
        revoke = codes.revoke if inactive else codes.revoke_elsewhere
        revoke(tx.connection, kind, people, tx.now)
    if inactive:
        accounts.end_sessions(tx.connection, kind, people)
