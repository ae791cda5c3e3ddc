"""Sessions, and how people sign in here.

Only reads. A start as the operating system's user needs nothing else of this room.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE
from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.accounts.usernames import username_key
from fleet_tui.domain.company import OPERATING_SYSTEM, PASSWORD, Company
from fleet_tui.domain.history.changes import SIGNED_IN, account_subject
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.storage import permissions
from fleet_tui.storage.accounts import sign_in
from fleet_tui.storage.accounts.sign_in import SignInAccount
from fleet_tui.storage.history import clock, log
from fleet_tui.storage.permissions import Holders

_TEMPORARY = "Somebody else has set this password: choose your own before anything else."
_OLD = "This password is more than a year old: choose another before anything else."
_YEAR = timedelta(days=365)


class Sessions:
    """How people sign in here, and the session of the operating system's user."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def options(self) -> SignInOptions:
        """How people sign in here: by setup until an administrator can sign in, then in the company's sign-in mode."""
        with self._context.unchecked_reading() as tx:
            company = tx.company()
            mode = SignInMode.SETUP if setup_required(tx, company) else SignInMode(company.sign_in)
            return SignInOptions(mode, company.name, self._context.system_user)

    def of_system_user(self) -> Session | None:
        """The session of the operating system's user; None without an active account, or in another sign-in mode.

        `SignInService.by_system` records the sign-in, or says why there is no session.
        """
        with self._context.unchecked_reading() as tx:
            company = tx.company()
            if company.sign_in != OPERATING_SYSTEM or setup_required(tx, company):
                return None
            known = first_active(accounts_of_system_user(tx, tx.context.system_user))
            return session_of(tx, known, company) if known else None


def setup_required(tx: Transaction, company: Company) -> bool:
    """Whether setup is required: no person with the permission to manage people could sign in.

    Files of early versions have usernames that were assigned by an administrator and never used: where people sign in
    as users of the operating system and no sign-in is recorded, only the username of the user at the keyboard counts.
    An account that was made by an invitation always counts: a demo is its maker's.
    """
    by_password = company.sign_in == PASSWORD
    if not by_password and _is_administrator(tx.connection, tx.context.system_user):
        return False  # the cheapest question first: it is what nearly every start finds
    if not permissions.any_holder(tx.connection, Holders(MANAGE_PEOPLE, can_sign_in=True)):
        return True
    # Employees first: a search that finds a sign-in ends there, and one that does not visits all events of accounts.
    if by_password or any(log.has(tx.connection, account_subject(kind), SIGNED_IN) for kind in sign_in.FIRST_ASKED):
        return False
    return not permissions.any_holder(tx.connection, Holders(MANAGE_PEOPLE, state=AccountState.ACCEPTED))


def _is_administrator(connection: Connection, system_user: str) -> bool:
    accounts = sign_in.with_username(connection, username_key(system_user))
    standings = (permissions.standing(connection, known.kind, known.person) for known in accounts)
    return any(one is not None and one.active and MANAGE_PEOPLE in one.granted for one in standings)


def accounts_of_system_user(tx: Transaction, user: str) -> list[SignInAccount]:
    """Accounts with the operating system's name for a user as username, active or not.

    Two spellings are two users to the system: an exact match is meant, and only without one a match in another case.
    """
    found = sign_in.with_username(tx.connection, typed_username_key(user))
    return [known for known in found if known.username == user] or found


def first_active(found: list[SignInAccount]) -> SignInAccount | None:
    """The account that is signed in to."""
    return next((known for known in found if known.active), None)


def session_of(tx: Transaction, known: SignInAccount, company: Company) -> Session:
    """A session that begins now, by the clock and by the latest moment that the file has seen.

    It keeps both: measured by the latest moment alone, it would last for as long as a clock was ahead once.
    """
    latest, must_change = clock.latest(tx.connection, tx.now), ""
    if company.sign_in == PASSWORD:
        if known.temporary:
            must_change = _TEMPORARY
        elif company.renewal and known.password_set and latest - known.password_set > _YEAR:
            must_change = _OLD
    return Session(
        known.kind,
        known.person,
        known.name,
        str(known.username),
        known.generation,
        tx.now,
        company.sign_in,
        must_change,
        latest - tx.now,
    )


def typed_username_key(username: str) -> str:
    """The key that usernames are compared by, for anything typed; text that did not arrive whole matches none."""
    return username_key(username.strip()).encode(errors="replace").decode()
