"""The account that is set up while a profile is added: later, by invitation, or with a temporary password."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.actions import Purpose
from fleet_tui.domain.choices import ACCOUNT_CREATE, ACCOUNT_INVITE
from fleet_tui.domain.errors import Problem
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.rules import Problems
from fleet_tui.domain.status import AccountState
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.services.context import Context
from fleet_tui.storage import accounts, lookups, outbox
from fleet_tui.storage.layout import LAYOUTS

_STATES = {ACCOUNT_INVITE: AccountState.INVITED, ACCOUNT_CREATE: AccountState.ASSIGNED}


def username_key(username: str) -> str:
    """What two spellings of one username have in common."""
    return unicodedata.normalize("NFKC", username).casefold()


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What was asked about the account of a new profile; the password only ever as its hash."""

    kind: PersonKind
    state: AccountState | None
    username: str
    password_hash: str | None
    email: str
    mobile: str

    @classmethod
    def of(cls, kind: PersonKind, values: Values) -> NewAccount:
        """The account asked for; hashing takes a tenth of a second, so it is done before any transaction."""
        state = _STATES.get(str(values.get("account_setup")))
        email, mobile = str(values.get("email") or ""), str(values.get("mobile") or "")
        username = str(values.get("username") or email or mobile)
        password = values.get("password")
        hashed = _hash(str(password)) if state is AccountState.ASSIGNED and password else None
        return cls(kind, state, username, hashed, email, mobile)

    def check(self, connection: Connection, problems: Problems) -> Problems:
        """A username is taken once within the kind, without case."""
        if self.state is not AccountState.ASSIGNED or not self.username or "username" in problems:
            return {}
        if accounts.holder_of_username(connection, self.kind, username_key(self.username)) is None:
            return {}
        sentence = f"The username {displayable(self.username)} is taken: choose another."
        return {"username": Problem(sentence)}

    def create(self, connection: Connection, person: int, at: datetime, context: Context) -> tuple[str, ...]:
        """Write the account, and what the person who added the profile should know of it."""
        if self.state is None:
            return ()
        if self.state is AccountState.ASSIGNED:
            accounts.create_account(
                connection,
                self.kind,
                person,
                self.state,
                at,
                username=(self.username, username_key(self.username)),
                password_hash=self.password_hash,
                expires=at + lookups.company(connection).temporary,
            )
            return (f"The username is {displayable(self.username)}.",)
        accounts.create_account(connection, self.kind, person, self.state, at)
        posting = context.posting(connection, Purpose.INVITE)
        outbox.queue(connection, LAYOUTS[self.kind], [person], Purpose.INVITE, at, posting)
        return (f"The invitation to {displayable(self.email or self.mobile)} waits in the outbox.",)


def _hash(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)
