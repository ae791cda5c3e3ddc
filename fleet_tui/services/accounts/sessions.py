"""The session of somebody who signs in, and who the operating system's user is here."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.usernames import username_key
from fleet_tui.domain.company import PASSWORD, Company
from fleet_tui.services.base.context import Context
from fleet_tui.storage.accounts import sign_in
from fleet_tui.storage.accounts.sign_in import SignInAccount
from fleet_tui.storage.history import clock

_TEMPORARY = "Somebody else has set this password: choose your own before anything else."
_OLD = "This password is more than a year old: choose another before anything else."
_YEAR = timedelta(days=365)


def of_system(context: Context, connection: Connection, company: Company) -> Session | None:
    """The session of the operating system's user, not recorded; None for one who is not let in."""
    known, at = let_in_by_system(connection, context.system_user), context.clock()
    return session_of(known, company, at, clock.latest(connection, at)) if known else None


def let_in_by_system(connection: Connection, user: str) -> SignInAccount | None:
    """Who the operating system's user is here, where people sign in so."""
    return first_active(with_name(connection, user))


def with_name(connection: Connection, user: str) -> list[SignInAccount]:
    """People with the operating system's name for a user as username. Two spellings are two users to the system: an
    exact match is meant, and only without one a match in another case.
    """
    found = sign_in.with_username(connection, asked_key(user))
    return [known for known in found if known.username == user] or found


def first_active(found: list[SignInAccount]) -> SignInAccount | None:
    """Who of them is let in."""
    return next((known for known in found if known.active), None)


def session_of(known: SignInAccount, company: Company, at: datetime, now: datetime) -> Session:
    """The session of somebody who has just signed in, `at` by the clock; `now` is the latest moment the file has seen.

    It keeps both: measured by the latest moment alone, it would last for as long as a clock was ahead once.
    """
    must_change = ""
    if company.sign_in == PASSWORD:
        if known.temporary:
            must_change = _TEMPORARY
        elif company.renewal and known.password_set and now - known.password_set > _YEAR:
            must_change = _OLD
    username = str(known.username)
    return Session(
        known.kind, known.person, known.name, username, known.generation, at, company.sign_in, must_change, now - at
    )


def asked_key(username: str) -> str:
    """What usernames are compared by, of anything that was typed; what did not arrive whole is nobody's."""
    return username_key(username.strip()).encode(errors="replace").decode()
