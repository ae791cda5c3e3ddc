"""Signing in, with a password or as the operating system's user.

Whatever is wrong with a password, one sentence is said after the same work: as many hashes as accounts of one username
can be, and the same transactions (OWASP ASVS 5, 6.3.8; reliability.md, "accounts cannot be listed").
"""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.usernames import DEMO
from fleet_tui.domain.company import OPERATING_SYSTEM, PASSWORD, Company
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable
from fleet_tui.services.accounts import sessions
from fleet_tui.services.accounts.audit import record_refused_sign_in, record_sign_in
from fleet_tui.services.accounts.throttling import Throttle, Wait, key_of_account, key_of_unknown
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.base.hashing import Passwords
from fleet_tui.storage.accounts import sign_in
from fleet_tui.storage.accounts.sign_in import SignInAccount
from fleet_tui.storage.history import clock, log

WRONG = (
    "This username and password do not open an account here. Check both; a password reset or an administrator helps "
    "when they are right."
)
EXPIRED = "This temporary password has expired: ask for a password reset."
_NOT_BY_SYSTEM = "Nobody signs in here as a user of the operating system: sign in with username and password."
_OF_SYSTEM = "system"
"""The scope in which refusals of the operating system's users are counted, so that they cannot fill the history."""


class SignInService:
    """Signs people in. Only the history tells an unknown username, an inactive profile and a wrong password apart."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def with_password(self, username: str, password: str) -> Session:
        """Sign in with a password.

        Raises:
            Refusal: one and the same sentence, whatever is wrong; another one when a temporary password that is right
                has expired, and when there were too many attempts.
        """
        context = self._context
        context.prepare_codes()
        attempt = self._begin(sessions.typed_username_key(username))
        right = attempt.account_with(password, context.passwords)
        rehashed = None
        if right and right.password_hash and context.passwords.outdated(right.password_hash):
            rehashed = context.passwords.hash(password)
        with context.unchecked_transaction() as tx:
            session = attempt.finish(tx, right, rehashed)
        if isinstance(session, str):
            raise Refusal(session)
        return session

    def _begin(self, username_key: str) -> _Attempt:
        with self._context.unchecked_transaction() as tx:
            accounts = sign_in.with_username(tx.connection, username_key)
            keys = [_key(known) for known in accounts] or [key_of_unknown(self._context.key, username_key)]
            counted = Throttle(tx.connection, tx.now).begin(keys)
            if isinstance(counted, Wait) and counted.first:
                record_refused_sign_in(tx, accounts[0] if accounts else None, "waiting")
        if isinstance(counted, Wait):
            raise Refusal(counted.sentence)
        return _Attempt(counted, [known for known in accounts if _key(known) in counted])

    def by_system(self, *, recorded: bool = True) -> Session:
        """Sign in the operating system's user, where the company signs in so.

        A single command of the command line is not `recorded`: no entry in the history, no last sign-in.

        Raises:
            Refusal: the user has no account here, or an inactive one.
        """
        context = self._context
        if recorded:
            context.prepare_codes()
        with context.unchecked_transaction() if recorded else context.unchecked_reading() as tx:
            company = tx.company()
            by_user = company.sign_in == OPERATING_SYSTEM
            found = sessions.accounts_of_system_user(tx, context.system_user) if by_user else []
            known = sessions.first_active(found)
            demo = not found and log.first_author(tx.connection) == DEMO
            if known and recorded:
                record_sign_in(tx, known)
            elif recorded and by_user and not Throttle(tx.connection, tx.now).count(_OF_SYSTEM):
                record_refused_sign_in(tx, found[0] if found else None, "inactive")
            if known:
                return sessions.session_of(tx, known, company)
        user = displayable(context.system_user)
        if found:
            raise Refusal(f"The profile of {user} is not active: an administrator can activate it.")
        if by_user and demo:
            raise Refusal(
                f"This is a demo of another user of this computer: {user} makes one with fleet-tui demo FILE."
            )
        if by_user:
            raise Refusal(f"The user {user} of this computer has no account here: use the code of an invitation.")
        raise Refusal(_NOT_BY_SYSTEM)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """An attempt that may be evaluated: the keys that it is counted under, and the accounts of the username."""

    counted: frozenset[str]
    accounts: list[SignInAccount]

    def account_with(self, password: str, passwords: Passwords) -> SignInAccount | None:
        """The account that the password opens. It takes as long for no account as for two."""
        of_kind = {known.kind: known for known in self.accounts}
        right: SignInAccount | None = None
        for kind in sign_in.FIRST_ASKED:
            known = of_kind.get(kind)
            same = passwords.verify(known.password_hash if known else None, password)
            if same and known and (right is None or known.active > right.active):
                right = known
        return right

    def finish(self, tx: Transaction, right: SignInAccount | None, rehashed: str | None) -> Session | str:
        """Look again and sign in, or say in a sentence why not; either is recorded."""
        company = tx.company()
        known = sign_in.of(tx.connection, right.kind, right.person) if right else None
        if right is None or known is None or known.password_hash != right.password_hash:
            blamed = known or (self.accounts[0] if self.accounts else None)
            reason = "wrong" if blamed and blamed.password_hash else "no password"
        elif not known.active:
            blamed, reason = known, "inactive"
        elif company.sign_in != PASSWORD:
            blamed, reason = known, "mode"
        else:
            Throttle(tx.connection, tx.now).give_back(_key(known), self.counted)
            if _expired(tx, known, company):
                record_refused_sign_in(tx, known, "expired")
                return EXPIRED
            if rehashed:
                sign_in.rehashed(tx.connection, known, rehashed)
            record_sign_in(tx, known)
            return sessions.session_of(tx, known, company)
        record_refused_sign_in(tx, blamed, reason)
        return WRONG


def _key(known: SignInAccount) -> str:
    return key_of_account(known.kind, known.person)


def _expired(tx: Transaction, known: SignInAccount, company: Company) -> bool:
    """Whether a temporary password has lasted as long as it may, by the clock or by the latest moment of the file.

    Either counts: a clock that was set back revives nothing, and one that was ahead once makes nothing last.
    """
    if not known.temporary or not known.expires:
        return False
    if known.password_set is not None and tx.now - known.password_set >= company.temporary:
        return True
    return known.expires <= clock.latest(tx.connection, tx.now)
