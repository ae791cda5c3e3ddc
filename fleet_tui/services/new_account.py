"""The account that is set up while a profile is added: later, by invitation, or with a temporary password."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.actions import Purpose
from fleet_tui.domain.choices import ACCOUNT_CREATE, ACCOUNT_INVITE
from fleet_tui.domain.errors import BadValue, Problem
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.passwords import problem_with
from fleet_tui.domain.rules import Problems, own_words
from fleet_tui.domain.shared_fields import USERNAME_LENGTH
from fleet_tui.domain.status import AccountState
from fleet_tui.domain.text import clean, displayable, require_visible
from fleet_tui.domain.values import Values
from fleet_tui.services.context import Context
from fleet_tui.services.passwords import Passwords
from fleet_tui.storage import accounts, clock, lookups, operations, outbox
from fleet_tui.storage.layout import LAYOUTS

_STATES = {ACCOUNT_INVITE: AccountState.INVITED, ACCOUNT_CREATE: AccountState.ASSIGNED}


def username_key(username: str) -> str:
    """What two spellings of one username have in common."""
    return unicodedata.normalize("NFKC", username).casefold()


def checked_username(typed: str) -> tuple[str, Problems]:
    """A username as it is kept, and what is wrong with it, under "username"."""
    try:
        username = clean(typed, label="Username")
    except BadValue as error:
        return typed, {"username": Problem(str(error))}
    if not username_key(username):
        return username, {"username": Problem("Username is missing: fill it in.")}
    try:
        require_visible(username, "Username")
    except BadValue as error:
        return username, {"username": Problem(str(error))}
    if len(username) > USERNAME_LENGTH:
        sentence = f"This username has {len(username)} characters: choose one of at most {USERNAME_LENGTH}."
        return username, {"username": Problem(sentence)}
    return username, {}


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What was asked about the account of a new profile; the password only ever as its hash."""

    kind: PersonKind
    state: AccountState | None
    username: str
    password_hash: str | None = field(repr=False)
    refused: str
    email: str
    mobile: str

    @classmethod
    def of(cls, kind: PersonKind, values: Values, passwords: Passwords, company: str) -> NewAccount:
        """The account asked for. Hashing takes a tenth of a second, and judging a long password several: both are done
        before any transaction. `company` is its name, which the password must not be made of.
        """
        state = _STATES.get(str(values.get("account_setup")))
        email, mobile = str(values.get("email") or ""), str(values.get("mobile") or "")
        username = str(values.get("username") or email or mobile)
        if state is not AccountState.ASSIGNED:
            return cls(kind, state, username, None, "", email, mobile)
        password = str(values.get("password") or "")
        refused = problem_with(password, (*own_words(values), username, company))
        return cls(kind, state, username, None if refused else passwords.hash(password), refused, email, mobile)

    def check(self, connection: Connection, problems: Problems) -> Problems:
        """A username is taken once within the kind, without case; a password is not made of the company's name."""
        if self.state is not AccountState.ASSIGNED:
            return {}
        found: Problems = {}
        if self.username and "username" not in problems:
            found |= checked_username(self.username)[1]
            if accounts.holder_of_username(connection, self.kind, username_key(self.username)) is not None:
                sentence = f"The username {displayable(self.username)} is taken: choose another."
                found["username"] = Problem(sentence)
        if self.refused and "password" not in problems:
            found["password"] = Problem(self.refused)
        return found

    def create(self, connection: Connection, person: int, at: datetime, context: Context) -> tuple[str, ...]:
        """Write the account, and what the person who added the profile should know of it.

        An invitation waits for the operation that is recorded next, which undo takes back.
        """
        if self.state is None:
            return ()
        if self.state is AccountState.ASSIGNED:
            lasts = lookups.company(connection).temporary
            accounts.create_account(
                connection,
                self.kind,
                person,
                self.state,
                at,
                username=(self.username, username_key(self.username)),
                password_hash=self.password_hash,
                expires=clock.latest(connection, at) + lasts,
            )
            days = "1 day" if lasts.days == 1 else f"{lasts.days} days"
            return (
                f"The username is {displayable(self.username)}.",
                f"The password lasts {days} and must be changed at the first sign-in.",
            )
        accounts.create_account(connection, self.kind, person, self.state, at)
        posting = context.posting(connection, Purpose.INVITE)
        outbox.queue(
            connection, LAYOUTS[self.kind], [person], Purpose.INVITE, at, posting, operations.next_id(connection)
        )
        return (f"The invitation to {displayable(self.email or self.mobile)} waits in the outbox.",)
