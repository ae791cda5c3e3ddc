"""What the history is told of accounts; never a secret, and never what was typed for a username that nobody has."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.history.changes import (
    NOBODYS_ACCOUNT,
    REASON,
    REFUSED,
    SIGNED_IN,
    UNKNOWN_USERNAME,
    account_subject,
)
from fleet_tui.storage.accounts.sign_in import SignInAccount
from fleet_tui.storage.history import log
from fleet_tui.storage.history.log import HistoryRow
from fleet_tui.storage.people import store

Changes = dict[str, list[object]]


def record_account_event(
    connection: Connection, by: Author, action: str, known: SignInAccount, at: datetime, changes: Changes | None = None
) -> None:
    """Write an entry about somebody's account."""
    subject_kind = account_subject(known.kind)
    log.append(connection, [HistoryRow(at, by, action, subject_kind, known.person, known.name, changes or {})])


def record_unknown_account(
    connection: Connection, by: Author, action: str, subject: str, at: datetime, changes: Changes | None = None
) -> None:
    """Write an entry about something that was tried and belongs to nobody."""
    log.append(connection, [HistoryRow(at, by, action, NOBODYS_ACCOUNT, None, subject, changes or {})])


def record_refused_sign_in(
    connection: Connection, by: Author, known: SignInAccount | None, at: datetime, reason: str
) -> None:
    """Write that a sign-in was refused, and why; for a username that nobody has there is nothing more to say."""
    if known:
        record_account_event(connection, by, REFUSED, known, at, {REASON.name: [None, reason]})
    else:
        changes: Changes = {REASON.name: [None, reason]} if reason == "waiting" else {}
        record_unknown_account(connection, by, REFUSED, UNKNOWN_USERNAME, at, changes)


def record_sign_in(connection: Connection, known: SignInAccount, at: datetime) -> None:
    """Write that somebody has signed in, and say so of their profile."""
    store.signed_in(connection, known.kind, known.person, at)
    record_account_event(connection, known.author, SIGNED_IN, known, at)


def any_sign_in_recorded(connection: Connection) -> bool:
    """Whether a sign-in is in the history."""
    return any(log.has(connection, account_subject(kind), SIGNED_IN) for kind in PersonKind)
