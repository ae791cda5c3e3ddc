"""Codes of invitations and resets, used before signing in: what they open, and using them, once.

Why a code opens nothing is not said: used, expired, withdrawn, for another person or never sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts import codes as spelling
from fleet_tui.domain.accounts.passwords import chosen
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.sign_in import CodeDetails
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.accounts.usernames import username_key
from fleet_tui.domain.company import PASSWORD, Company
from fleet_tui.domain.errors import BadValue, Invalid, Problem, Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.history.changes import ACCOUNT, CODE, CODE_REFUSED, CODE_USED, REASON, UNKNOWN_CODE
from fleet_tui.domain.people.rules import Problems
from fleet_tui.domain.text import displayable
from fleet_tui.services.accounts.audit import (
    record_account_event,
    record_own_event,
    record_sign_in,
    record_unknown_account,
)
from fleet_tui.services.accounts.profile_account import address_of_another, username_of
from fleet_tui.services.accounts.sessions import session_of
from fleet_tui.services.accounts.throttling import Throttle, key_of_account
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.mail.messages import reason_unusable
from fleet_tui.storage.accounts import codes, sign_in
from fleet_tui.storage.accounts.sign_in import SignInAccount
from fleet_tui.storage.history import log
from fleet_tui.storage.mail import outbox_writes
from fleet_tui.storage.people.store import PeopleStore

NOTHING = (
    "This code opens nothing: it was used, replaced or taken back, or it has expired. Compare it with the newest "
    "message, or ask for another."
)
_OTHER_MODE = "The company has just changed how people sign in: nothing was done, try the code again."
_IN_USE = "Somebody is using this code at this moment: try again in a few seconds, or ask for another code."
_CLAIM = timedelta(seconds=10)
"""How long a code stays reserved when the program that claimed it is killed."""
_CODE = "code"
"""The scope in which codes that open nothing are counted."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A code that can be used, its account, and the company's settings."""

    id: int
    purpose: Purpose
    known: SignInAccount
    company: Company

    @property
    def with_password(self) -> bool:
        """Whether people sign in with passwords here, so that one is chosen."""
        return self.company.sign_in == PASSWORD

    @property
    def own(self) -> list[str]:
        """Words that the password must not be made of."""
        words = (self.known.name, self.known.email, self.known.mobile, self.company.name)
        return [word for word in words if word]


class CodeService:
    """Codes of invitations and resets."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def inspect(self, typed: str) -> CodeDetails:
        """What a code opens; nothing is changed.

        Raises:
            BadValue: it cannot be a code: the database is not asked.
            Refusal: it opens nothing, one sentence whatever the reason; or there were too many attempts.
        """
        code = spelling.read(typed)
        self._context.prepare_codes()
        with self._context.unchecked_transaction() as tx:
            found = _look(tx, code)
            if isinstance(found, _Opened):
                return _details(tx, found)
        raise Refusal(found)

    def redeem(self, typed: str, username: str, password: str, confirm: str) -> Session:
        """Make the account of an invitation, or set the password of a reset, and sign in.

        What is not needed (see `CodeDetails`) is not looked at.

        Raises:
            Invalid: under "code", "username", "password" or "confirm".
            Refusal: there were too many attempts.
        """
        context = self._context
        try:
            code = spelling.read(typed)
        except BadValue as error:
            raise Invalid({"code": Problem(str(error))}) from None
        context.prepare_codes()
        opened = _or_refused(self._looked(code))
        invited = opened.purpose is Purpose.INVITE
        if not opened.with_password:
            name, problems = context.system_user, Problems()
        else:
            name, problems = username_of(username) if invited else (str(opened.known.username), {})
            problems |= chosen(password, confirm, [*opened.own, name])
        hashed = None
        if opened.with_password and not problems:
            self._claim(code)
            hashed = context.passwords.hash(password)
        with context.unchecked_transaction() as tx:
            found = _look(tx, code)
            if isinstance(found, _Opened):
                if found.with_password is not opened.with_password:
                    raise Refusal(_OTHER_MODE)
                if invited and "username" not in problems:
                    problems |= _taken(tx, found, name)
                if not problems:
                    return _use(tx, found, name, hashed)
                codes.release(tx.connection, found.id)
        raise Invalid(problems) if isinstance(found, _Opened) else _refusal(found)

    def _looked(self, code: str) -> _Opened | str:
        """What the code opens, read without the write lock; an invalid one is looked at again to be counted."""
        with self._context.unchecked_reading() as tx:
            row = codes.by_hash(tx.connection, spelling.hashed(code))
            opened = _opened(tx, row)[0] if row else None
        if opened:
            return opened
        with self._context.unchecked_transaction() as tx:
            return _look(tx, code)

    def _claim(self, code: str) -> None:
        """Reserve the code while the password is hashed, which no transaction waits for.

        Without it, all parallel uses of one code would hash, and the computer would be too busy for the one that wins.

        Raises:
            Refusal: another program has claimed the code, or it opens nothing.
        """
        with self._context.unchecked_transaction() as tx:
            found = _look(tx, code)
            claimed = isinstance(found, _Opened) and codes.claim(tx.connection, found.id, tx.now, _CLAIM)
        _or_refused(found)
        if not claimed:
            raise Refusal(_IN_USE)


def _look(tx: Transaction, code: str) -> _Opened | str:
    """What the code opens, or in a sentence that it opens nothing; then that is counted and recorded.

    A valid code never waits: codes cannot be guessed, and a program that tried many would shut out all others.
    """
    row = codes.by_hash(tx.connection, spelling.hashed(code))
    opened, known = _opened(tx, row) if row else (None, None)
    if opened:
        return opened
    wait = Throttle(tx.connection, tx.now).count(_CODE)
    if wait:
        if wait.first:
            record_unknown_account(tx, CODE_REFUSED, UNKNOWN_CODE, {REASON.name: [None, "waiting"]})
        return wait.sentence
    if known:
        record_account_event(tx, CODE_REFUSED, known, {REASON.name: [None, "worthless"]})
    else:
        record_unknown_account(tx, CODE_REFUSED, UNKNOWN_CODE)
    return NOTHING


def _opened(tx: Transaction, row: Mapping[str, Any]) -> tuple[_Opened | None, SignInAccount | None]:
    """What a code of the table opens, if anything, and the account that it belongs to."""
    kind, purpose = PersonKind(row["kind"]), Purpose(row["purpose"])
    known, company = sign_in.of(tx.connection, kind, row["person"]), tx.company()
    if known is None or reason_unusable(
        tx.connection, row, outbox_writes.addressee(tx.connection, kind, known.person), tx.now
    ):
        return None, known
    invited = purpose is Purpose.INVITE
    if invited is not (known.state is AccountState.INVITED) or (company.sign_in != PASSWORD and not invited):
        return None, known
    return _Opened(row["id"], purpose, known, company), known


def _or_refused(found: _Opened | str) -> _Opened:
    if isinstance(found, str):
        raise _refusal(found)
    return found


def _refusal(sentence: str) -> Refusal:
    return Invalid({"code": Problem(sentence)}) if sentence == NOTHING else Refusal(sentence)


def _details(tx: Transaction, found: _Opened) -> CodeDetails:
    invited = found.purpose is Purpose.INVITE
    username = found.known.username or ""
    if invited:
        username = found.known.email or found.known.mobile or "" if found.with_password else tx.context.system_user
        if found.with_password and (_taken(tx, found, username) or username_of(username)[1]):
            username = ""
    name = displayable(found.known.name)
    return CodeDetails(found.purpose, name, username, found.with_password, invited and found.with_password)


def _taken(tx: Transaction, found: _Opened, username: str) -> Problems:
    """That another account of the kind has the username, or another profile has that address."""
    key, kind = username_key(username), found.known.kind
    if all(known.kind is not kind for known in sign_in.with_username(tx.connection, key)):
        email, mobile = found.known.email or "", found.known.mobile or ""
        return address_of_another(tx, username, email, mobile) if found.with_password else {}
    if found.with_password:
        return {"username": Problem(f"The username {displayable(username)} is taken: choose another.")}
    return {"code": Problem(f"The user {displayable(username)} of this computer has an account already: sign in.")}


def _use(tx: Transaction, found: _Opened, username: str, hashed: str | None) -> Session:
    connection, kind, person = tx.connection, found.known.kind, found.known.person
    invited = found.purpose is Purpose.INVITE
    if invited:
        sign_in.accept(connection, kind, person, (username, username_key(username)))
        PeopleStore(connection, kind).update([person], {}, {}, tx.now)
    if hashed:
        sign_in.set_password(connection, kind, person, hashed, tx.now)
    codes.use(connection, found.id, tx.now)
    Throttle(connection, tx.now).clear(key_of_account(kind, person))
    known = sign_in.of(connection, kind, person)
    if known is None:
        raise AssertionError("an account that was just written is there")
    if invited:
        changes: dict[str, list[object]] = {ACCOUNT.name: [found.known.state.value, AccountState.ACCEPTED.value]}
        entry = log.HistoryRow(tx.now, known.author, "accepted", kind.value, person, known.name, changes)
        log.append(connection, [entry])
    record_own_event(tx, CODE_USED, known, {CODE.name: [None, found.purpose.value]})
    record_sign_in(tx, known)
    return session_of(tx, known, found.company)
