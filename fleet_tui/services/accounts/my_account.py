"""One's own profile, account and password."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ALLOW, CATALOGUE, DENY, PREFIX
from fleet_tui.domain.access.session import Session, SignedOut
from fleet_tui.domain.accounts.passwords import chosen, normalised
from fleet_tui.domain.accounts.sign_in import OwnAccount, OwnPermission
from fleet_tui.domain.errors import Gone, Invalid, Problem, Refusal
from fleet_tui.domain.history.changes import SET_PASSWORD, SIGNED_OUT
from fleet_tui.domain.people.profile import Profile
from fleet_tui.services.accounts import throttling
from fleet_tui.services.accounts.audit import record_account_event, record_refused_sign_in
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.permissions import redact_payroll
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import codes, sign_in
from fleet_tui.storage.accounts.sign_in import SignInAccount
from fleet_tui.storage.people import rows
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_NOBODY = "Nobody is signed in: sign in first."
_ORIGINS = {ALLOW: "allowed to you", DENY: "denied to you"}
_BY_ROLE = "role"


class MyAccount:
    """What everybody who is signed in may see and do for themselves, whatever else they may."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def profile(self) -> Profile:
        """One's own profile; payroll details only with the permission to see anybody's.

        Raises:
            SignedOut: nobody is signed in, or not any more.
            NotAllowed: the password has to be changed first.
        """
        with self._database.read() as connection:
            granted = self._context.granted(connection)
            return redact_payroll(granted, _profile(connection, self._session()))

    def account(self) -> OwnAccount:
        """One's own account and permissions.

        Raises:
            SignedOut: nobody is signed in, or not any more.
            NotAllowed: the password has to be changed first.
        """
        with self._database.read() as connection:
            granted = self._context.granted(connection)
            session = self._session()
            known, answers = _known(connection, session), _profile(connection, session).values
            permissions = tuple(
                OwnPermission(
                    permission.label,
                    permission.group,
                    permission.id in granted,
                    _ORIGINS.get(str(answers.get(PREFIX + permission.id)), _BY_ROLE),
                )
                for permission in CATALOGUE
            )
            mode = company_settings.company(connection).sign_in
            return OwnAccount(str(known.username), known.last_sign_in, known.password_set, mode, permissions)

    def change_password(self, current: str, password: str, confirm: str) -> Session:
        """Choose another password, or a first one; the session that goes on. All others of the account end.

        It works while the password has to be changed, which everything else waits for. A wrong current one counts as an
        attempt to sign in. Who has none yet, because the operating system lets them in, needs no current one: so an
        administrator can have a password before people sign in with passwords.

        Raises:
            Invalid: under "current", "password" or "confirm".
            SignedOut: nobody is signed in, or not any more.
            Refusal: there were too many attempts.
        """
        context, session = self._context, self._session()
        account = throttling.of_account(session.kind, session.person)
        with self._database.write() as connection:
            at, company = context.clock(), company_settings.company(connection)
            self._person().standing(connection, at)
            known = _known(connection, session)
            begun = throttling.begin(connection, [account], at)
            if isinstance(begun, throttling.Wait) and begun.first:
                record_refused_sign_in(connection, context.author, known, at, "waiting")
        if isinstance(begun, throttling.Wait):
            raise Refusal(begun.sentence)
        right = known.password_hash is None or context.passwords.verify(known.password_hash, current)
        problems = _problems(known, company.name, current, password, confirm) if right else _WRONG
        hashed = context.passwords.hash(password) if not problems else None
        with self._database.write() as connection:
            at = context.clock()
            self._person().standing(connection, at)
            if right:
                throttling.right(connection, account, begun, at)
            else:
                record_refused_sign_in(connection, context.author, known, at, "wrong")
            if hashed:
                sign_in.set_password(connection, session.kind, session.person, hashed, at)
                codes.revoke(connection, session.kind, [session.person], at)
                record_account_event(connection, context.author, SET_PASSWORD, known, at)
                known = _known(connection, session)
        if problems:
            raise Invalid(problems)
        return replace(session, generation=known.generation, must_change="")

    def sign_out(self) -> None:
        """Say in the history that one has gone; one who is out already says nothing."""
        session, person = self._session(), self._person()
        with self._database.write() as connection:
            at = self._context.clock()
            try:
                person.standing(connection, at)
            except SignedOut:
                return
            record_account_event(connection, person.author, SIGNED_OUT, _known(connection, session), at)

    def _person(self) -> SignedInUser:
        if not isinstance(self._context.by, SignedInUser):
            raise SignedOut(_NOBODY)
        return self._context.by

    def _session(self) -> Session:
        return self._person().session


_WRONG = {"current": Problem("This is not your password: type the one that you signed in with.")}


def _problems(known: SignInAccount, company: str, current: str, password: str, confirm: str) -> dict[str, Problem]:
    if normalised(password) == normalised(current):
        return {"password": Problem("This is the password that you have: choose another.")}
    own = (known.name, known.username, known.email, known.mobile, company)
    return chosen(password, confirm, [word for word in own if word])


def _known(connection: Connection, session: Session) -> SignInAccount:
    known = sign_in.of(connection, session.kind, session.person)
    if known is None:
        raise SignedOut("Your account is not here any more: you are signed out.")
    return known


def _profile(connection: Connection, session: Session) -> Profile:
    layout = PERSON_TABLES[session.kind]
    fields = {field.name for field in (*layout.type.stored, *layout.type.system)}
    found = rows.load(connection, layout, [session.person], fields)
    if not found:
        raise Gone("Your profile is not in the database any more.")
    names = rows.names_of(connection, layout, [found[0].values])
    country = company_settings.company(connection).country
    return Profile(session.kind, session.person, found[0].version, found[0].values, names, country)
