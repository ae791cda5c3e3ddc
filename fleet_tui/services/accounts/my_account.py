"""One's own profile, account and password."""

from __future__ import annotations

from dataclasses import replace

from fleet_tui.domain.access.permissions import ALLOW, CATALOGUE, DENY, PREFIX
from fleet_tui.domain.access.session import Session, SignedOut
from fleet_tui.domain.accounts.passwords import chosen, normalised
from fleet_tui.domain.accounts.sign_in import OwnAccount, OwnPermission
from fleet_tui.domain.errors import Invalid, Problem, Refusal
from fleet_tui.domain.history.changes import SET_PASSWORD, SIGNED_OUT
from fleet_tui.domain.people.profile import Profile
from fleet_tui.services.accounts.audit import record_account_event, record_refused_sign_in
from fleet_tui.services.accounts.throttling import Throttle, Wait, key_of_account
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.base.permissions import load_profile, redact_payroll
from fleet_tui.storage.accounts import codes, sign_in
from fleet_tui.storage.accounts.sign_in import SignInAccount

_NOBODY = "Nobody is signed in: sign in first."
_ORIGINS = {ALLOW: "allowed to you", DENY: "denied to you"}
_BY_ROLE = "role"


class MyAccount:
    """What a signed-in user may see and do for oneself, without any permission."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def profile(self) -> Profile:
        """One's own profile; payroll details only with the permission to see those of all people.

        Raises:
            SignedOut: the user is not signed in, or the session has ended.
            NotAllowed: the password has to be changed first.
        """
        with self._context.reading() as tx:
            session = self._session()
            return redact_payroll(tx.granted, load_profile(tx, session.kind, session.person))

    def account(self) -> OwnAccount:
        """One's own account and permissions.

        Raises:
            SignedOut: the user is not signed in, or the session has ended.
            NotAllowed: the password has to be changed first.
        """
        with self._context.reading() as tx:
            session = self._session()
            known, values = _account(tx, session), load_profile(tx, session.kind, session.person).values
            permissions = tuple(
                OwnPermission(
                    permission.label,
                    permission.group,
                    permission.id in tx.granted,
                    _ORIGINS.get(str(values.get(PREFIX + permission.id)), _BY_ROLE),
                )
                for permission in CATALOGUE
            )
            mode = tx.company().sign_in
            return OwnAccount(str(known.username), known.last_sign_in, known.password_set, mode, permissions)

    def change_password(self, current: str, password: str, confirm: str) -> Session:
        """Choose another password, or a first one; the session that goes on. All others of the account end.

        It works while the password has to be changed, which everything else waits for. A wrong current one counts as an
        attempt to sign in. An account without a password needs no current one: so an administrator can set a password
        before the company changes to signing in with passwords.

        Raises:
            Invalid: under "current", "password" or "confirm".
            SignedOut: the user is not signed in, or the session has ended.
            Refusal: there were too many attempts.
        """
        context, session = self._context, self._session()
        key = key_of_account(session.kind, session.person)
        with context.unchecked_transaction() as tx:
            company = tx.company()
            self._user().standing(tx.connection, tx.now)
            known = _account(tx, session)
            counted = Throttle(tx.connection, tx.now).begin([key])
            if isinstance(counted, Wait) and counted.first:
                record_refused_sign_in(tx, known, "waiting")
        if isinstance(counted, Wait):
            raise Refusal(counted.sentence)
        right = known.password_hash is None or context.passwords.verify(known.password_hash, current)
        if not right:
            problems = _WRONG
        elif normalised(password) == normalised(current):
            problems = _SAME
        else:
            own = (known.name, known.username, known.email, known.mobile, company.name)
            problems = chosen(password, confirm, [word for word in own if word])
        hashed = context.passwords.hash(password) if not problems else None
        with context.unchecked_transaction() as tx:
            self._user().standing(tx.connection, tx.now)
            if right:
                Throttle(tx.connection, tx.now).give_back(key, counted)
            else:
                record_refused_sign_in(tx, known, "wrong")
            if hashed:
                sign_in.set_password(tx.connection, session.kind, session.person, hashed, tx.now)
                codes.revoke(tx.connection, session.kind, [session.person], tx.now)
                record_account_event(tx, SET_PASSWORD, known)
                known = _account(tx, session)
        if problems:
            raise Invalid(problems)
        return replace(session, generation=known.generation, must_change="")

    def sign_out(self) -> None:
        """Record that the user has signed out; nothing is recorded for a session that has ended."""
        session, user = self._session(), self._user()
        with self._context.unchecked_transaction() as tx:
            try:
                user.standing(tx.connection, tx.now)
            except SignedOut:
                return
            record_account_event(tx, SIGNED_OUT, _account(tx, session))

    def _user(self) -> SignedInUser:
        if not isinstance(self._context.by, SignedInUser):
            raise SignedOut(_NOBODY)
        return self._context.by

    def _session(self) -> Session:
        return self._user().session


_WRONG = {"current": Problem("This is not your password: type the one that you signed in with.")}
_SAME = {"password": Problem("This is the password that you have: choose another.")}


def _account(tx: Transaction, session: Session) -> SignInAccount:
    known = sign_in.of(tx.connection, session.kind, session.person)
    if known is None:
        raise SignedOut("Your account is not here any more: you are signed out.")
    return known
