"""Signing in, with a password or as the operating system's user.

Whatever is wrong with a password, one sentence is said after the same work: as many hashes as accounts of one username
can be, and the same transactions (OWASP ASVS 5, 6.3.8; reliability.md, "accounts cannot be listed").
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.usernames import DEMO
from fleet_tui.domain.company import OPERATING_SYSTEM, PASSWORD, Company
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable
from fleet_tui.services.accounts import sessions, throttling
from fleet_tui.services.accounts.audit import record_refused_sign_in, record_sign_in
from fleet_tui.services.base.context import Context
from fleet_tui.storage import company_settings
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
    """Signs people in. Unknown, inactive and wrong are told apart in the history only."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def with_password(self, username: str, password: str) -> Session:
        """Sign in with a password.

        Raises:
            Refusal: one and the same sentence, whatever is wrong; another one when a temporary password that is right
                has expired, and when there were too many attempts.
        """
        context = self._context
        context.prepare_codes()
        name = sessions.typed_username_key(username)
        with self._database.write() as connection:
            now = context.clock()
            candidates = sign_in.with_username(connection, name)
            under = [_under(known) for known in candidates] or [throttling.of_nobody(context.key, name)]
            begun = throttling.begin(connection, under, now)
            if isinstance(begun, throttling.Wait) and begun.first:
                blamed = candidates[0] if candidates else None
                record_refused_sign_in(connection, context.author, blamed, now, "waiting")
        if isinstance(begun, throttling.Wait):
            raise Refusal(begun.sentence)
        candidates = [known for known in candidates if _under(known) in begun]
        right, rehashed = _evaluated(context, candidates, password)
        with self._database.write() as connection:
            session = _finish(context, connection, begun, candidates, right, rehashed)
        if isinstance(session, str):
            raise Refusal(session)
        return session

    def by_system(self, *, recorded: bool = True) -> Session:
        """Sign in the operating system's user, where the company signs in so.

        A single command of the command line is not `recorded`: no entry in the history, no last sign-in.

        Raises:
            Refusal: the user has no account here, or an inactive one.
        """
        context = self._context
        if recorded:
            context.prepare_codes()
        with self._database.write() if recorded else self._database.read() as connection:
            at, company = context.clock(), company_settings.company(connection)
            by_user = company.sign_in == OPERATING_SYSTEM
            found = sessions.accounts_of_system_user(connection, context.system_user) if by_user else []
            known = sessions.first_active(found)
            now = clock.latest(connection, at)
            demo = not found and log.first_author(connection) == DEMO
            if known and recorded:
                record_sign_in(connection, known, at)
            elif recorded and by_user and not throttling.count(connection, _OF_SYSTEM, at):
                record_refused_sign_in(connection, context.author, found[0] if found else None, at, "inactive")
        if known:
            return sessions.session_of(known, company, at, now)
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


def _under(known: SignInAccount) -> str:
    return throttling.of_account(known.kind, known.person)


def _evaluated(
    context: Context, candidates: list[SignInAccount], password: str
) -> tuple[SignInAccount | None, str | None]:
    """Whose password it is, and another hash of it when theirs is outdated. Takes as long for nobody as for two."""
    passwords = context.passwords
    of_kind = {known.kind: known for known in candidates}
    right: SignInAccount | None = None
    for kind in sign_in.FIRST_ASKED:
        known = of_kind.get(kind)
        same = passwords.verify(known.password_hash if known else None, password)
        if same and known and (right is None or known.active > right.active):
            right = known
    if right and right.password_hash and passwords.outdated(right.password_hash):
        return right, passwords.hash(password)
    return right, None


def _finish(
    context: Context,
    connection: Connection,
    begun: frozenset[str],
    candidates: list[SignInAccount],
    right: SignInAccount | None,
    rehashed: str | None,
) -> Session | str:
    """Look again and sign in, or say in a sentence why not; either with its history."""
    at, company = context.clock(), company_settings.company(connection)
    now = clock.latest(connection, at)
    known = sign_in.of(connection, right.kind, right.person) if right else None
    if right is None or known is None or known.password_hash != right.password_hash:
        blamed = known or (candidates[0] if candidates else None)
        reason = "wrong" if blamed and blamed.password_hash else "no password"
    elif not known.active:
        blamed, reason = known, "inactive"
    elif company.sign_in != PASSWORD:
        blamed, reason = known, "mode"
    elif _over(known, company, at, now):
        throttling.right(connection, _under(known), begun, at)
        record_refused_sign_in(connection, context.author, known, at, "expired")
        return EXPIRED
    else:
        throttling.right(connection, _under(known), begun, at)
        if rehashed:
            sign_in.rehashed(connection, known, rehashed)
        record_sign_in(connection, known, at)
        return sessions.session_of(known, company, at, now)
    record_refused_sign_in(connection, context.author, blamed, at, reason)
    return WRONG


def _over(known: SignInAccount, company: Company, at: datetime, now: datetime) -> bool:
    """Whether it is a temporary password that has lasted as long as it may, by the clock or by what the file has seen.

    Either counts: a clock that was set back revives nothing, and one that was ahead once makes nothing last.
    """
    if not known.temporary or not known.expires:
        return False
    return known.expires <= now or (known.password_set is not None and at - known.password_set >= company.temporary)
