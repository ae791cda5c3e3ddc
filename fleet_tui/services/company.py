"""The company's settings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.company import COMPANY_FIELDS, OPERATING_SYSTEM, PASSWORD, Company, unusable
from fleet_tui.domain.errors import Invalid, Problem, Stale
from fleet_tui.domain.history import encode
from fleet_tui.domain.rules import missing, parse_fields
from fleet_tui.domain.values import Values
from fleet_tui.services.access import Person
from fleet_tui.services.context import Context
from fleet_tui.services.history import last_change
from fleet_tui.storage import clock, lookups, signing_in
from fleet_tui.storage.signing_in import Known

_LOCKED_OUT = {
    PASSWORD: "You could not sign in then: you have no password here. Set one first.",
    OPERATING_SYSTEM: "You could not sign in then: this computer knows no user with your username.",
}


class CompanySettings:
    """What holds for the whole company."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def get(self) -> Company:
        """The settings as they are, for whoever is signed in."""
        with self._database.read() as connection:
            self._context.granted(connection)
            return lookups.company(connection)

    def save(self, version: int, raw: Values) -> Company:
        """Change the settings in `raw`, if they are still at `version`.

        Raises:
            Invalid: with every wrong field; the sign-in mode too, when whoever changes it could not sign in any more.
            Stale: somebody changed them since.
            NotAllowed: whoever is signed in may not.
        """
        with self._database.write() as connection:
            self._context.require(connection, "manage_company")
            before = lookups.company(connection)
            if before.version != version:
                who, when = last_change(connection, "company", self._context.clock())
                raise Stale(who, when, before.version)
            values = _checked(raw, before.country)
            if values.get("sign_in", before.sign_in) != before.sign_in:
                self._keep_in(connection, str(values["sign_in"]))
            changes = {
                field.name: [encode(field, getattr(before, field.name), {}), encode(field, values[field.name], {})]
                for field in COMPANY_FIELDS
                if field.name in values and values[field.name] != getattr(before, field.name)
            }
            if changes:
                lookups.change_company(connection, {name: values[name] for name in changes})
                self._context.record(connection, "changed", "company", str(values.get("name", before.name)), changes)
            return lookups.company(connection)

    def _keep_in(self, connection: Connection, mode: str) -> None:
        """Nobody locks themselves out: whoever changes how people sign in can sign in that way."""
        if not isinstance(self._context.by, Person):
            return
        session, now = self._context.by.session, clock.latest(connection, self._context.clock())
        known = signing_in.of(connection, session.kind, session.person)
        fits = known is not None and (_has_password(known, now) if mode == PASSWORD else _is_user(known))
        if not fits:
            raise Invalid({"sign_in": Problem(_LOCKED_OUT[mode])})


def _has_password(known: Known, now: datetime) -> bool:
    return bool(known.username and known.password_hash) and (known.expires is None or known.expires > now)


def _is_user(known: Known) -> bool:
    """Whether this computer has a user of that name; where users cannot be asked for, any name may be one."""
    try:
        import pwd
    except ImportError:  # not on Windows
        return bool(known.username)
    try:
        pwd.getpwnam(known.username or "")
    except (KeyError, ValueError):
        return False
    return True


def _checked(raw: Values, country: str) -> dict[str, object]:
    values, problems = parse_fields(COMPANY_FIELDS, raw, country)
    for field in COMPANY_FIELDS:
        if field.required and field.name in values and values[field.name] is None:
            problems[field.name] = missing(field)
    problems = unusable(values) | problems
    if problems:
        raise Invalid(problems)
    return values
