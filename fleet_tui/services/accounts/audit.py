"""What the history keeps of accounts; never a secret, and never the text typed for a username that does not exist."""

from __future__ import annotations

from fleet_tui.domain.history.changes import (
    REASON,
    REFUSED,
    SIGNED_IN,
    UNKNOWN_ACCOUNT,
    UNKNOWN_USERNAME,
    account_subject,
)
from fleet_tui.services.base.context import Subject, Transaction
from fleet_tui.storage.accounts.sign_in import SignInAccount
from fleet_tui.storage.history import log
from fleet_tui.storage.people.store import PeopleStore

Changes = dict[str, list[object]]


def record_account_event(tx: Transaction, action: str, known: SignInAccount, changes: Changes | None = None) -> None:
    """Record what the actor did with an account."""
    tx.record(action, Subject(account_subject(known.kind), known.name, known.person), changes or {})


def record_own_event(tx: Transaction, action: str, known: SignInAccount, changes: Changes | None = None) -> None:
    """Record what the owner of an account did with it before there was a session."""
    subject_kind = account_subject(known.kind)
    entry = log.HistoryRow(tx.now, known.author, action, subject_kind, known.person, known.name, changes or {})
    log.append(tx.connection, [entry])


def record_unknown_account(tx: Transaction, action: str, subject: str, changes: Changes | None = None) -> None:
    """Record an attempt that belongs to no account."""
    tx.record(action, Subject(UNKNOWN_ACCOUNT, subject), changes or {})


def record_refused_sign_in(tx: Transaction, known: SignInAccount | None, reason: str) -> None:
    """Record that a sign-in was refused, and why; for a username that does not exist only "waiting" is a reason."""
    if known:
        record_account_event(tx, REFUSED, known, {REASON.name: [None, reason]})
    else:
        changes: Changes = {REASON.name: [None, reason]} if reason == "waiting" else {}
        record_unknown_account(tx, REFUSED, UNKNOWN_USERNAME, changes)


def record_sign_in(tx: Transaction, known: SignInAccount) -> None:
    """Record a sign-in, in the history and in the profile."""
    PeopleStore(tx.connection, known.kind).mark_signed_in(known.person, tx.now)
    record_own_event(tx, SIGNED_IN, known)
