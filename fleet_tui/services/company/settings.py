"""The company's settings."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import MANAGE_COMPANY, MANAGE_PEOPLE, MANAGE_ROLES, takes
from fleet_tui.domain.access.session import Session
from fleet_tui.domain.company import COMPANY_FIELDS, OPERATING_SYSTEM, PASSWORD, Company, unusable
from fleet_tui.domain.errors import Invalid, Problem, Stale
from fleet_tui.domain.history.changes import FieldChange, encode, words
from fleet_tui.domain.people.rules import missing, parse_fields
from fleet_tui.domain.values import Values
from fleet_tui.services.accounts.sessions import account_of_system_user
from fleet_tui.services.base.actor import SignedInUser, require
from fleet_tui.services.base.context import Context
from fleet_tui.services.history.log import last_change
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import sign_in
from fleet_tui.storage.history import clock, operations

_LOCKED_OUT = {
    PASSWORD: "You could not sign in then: you have no password here. Set one first.",
    OPERATING_SYSTEM: "You could not sign in then: the user that you are on this computer has another username here.",
}
_WHAT = "Save company settings"
_LETS_IN = (MANAGE_PEOPLE, MANAGE_ROLES)
"""How people sign in says who can use these: it is changed by somebody who has them (product.md, "Accounts")."""


class CompanySettings:
    """What holds for the whole company."""

    def __init__(self, context: Context, system_user: str = "") -> None:
        """`system_user` is the operating system's name for whoever sits there."""
        self._context = context
        self._system_user = system_user
        self._database = context.database

    def get(self) -> Company:
        """The settings as they are, for whoever is signed in."""
        with self._database.read() as connection:
            self._context.granted(connection)
            return company_settings.company(connection)

    def save(self, version: int, raw: Values) -> Company:
        """Change the settings in `raw`, if they are still at `version`.

        Raises:
            Invalid: with every wrong field; the sign-in mode too, when whoever changes it could not sign in any more or
                may not say who can.
            Stale: somebody changed them since.
            NotAllowed: whoever is signed in may not.
            Refusal: nobody who may manage people and roles could sign in any more.
        """
        with self._database.write() as connection:
            granted, before, values = self._asked(connection, version, raw)
            entry = self.write(connection, granted, before, values, "changed")
            if entry is not None:
                operations.record(
                    connection,
                    at=self._context.clock(),
                    by=self._context.author,
                    what=_WHAT,
                    kind=None,
                    people=1,
                    first=entry,
                    last=entry,
                )
            return company_settings.company(connection)

    def changes(self, version: int, raw: Values) -> tuple[FieldChange, ...]:
        """What `save` would change, before and after.

        Raises:
            Invalid, Stale, NotAllowed: as `save` does.
        """
        with self._database.read() as connection:
            _, before, values = self._asked(connection, version, raw)
            return in_words(differences(before, values), before.country)

    def _asked(
        self, connection: Connection, version: int, raw: Values
    ) -> tuple[frozenset[str], Company, dict[str, object]]:
        """The permissions of the actor, the settings as they are, and what they are to be."""
        granted = self._context.granted(connection)
        require(granted, MANAGE_COMPANY)
        before = company_settings.company(connection)
        if before.version != version:
            who, when = last_change(connection, "company", self._context.clock())
            raise Stale(who, when, before.version)
        values = _checked(raw, before.country)
        self._check_mode(connection, granted, before, values)
        return granted, before, values

    def write(
        self, connection: Connection, granted: frozenset[str], before: Company, values: Values, action: str
    ) -> int | None:
        """Write what differs, with its history; the id of the entry, None when nothing does.

        Raises:
            Invalid, Refusal: people would be locked out, as `save` says.
        """
        other_mode = self._check_mode(connection, granted, before, values)
        changes = differences(before, values)
        if not changes:
            return None
        with _somebody_left(connection) if other_mode else nullcontext():
            company_settings.change_company(connection, {name: values[name] for name in changes})
        return self._context.record(connection, action, "company", str(values.get("name", before.name)), changes)

    def _check_mode(self, connection: Connection, granted: frozenset[str], before: Company, values: Values) -> bool:
        """Whether people are to sign in another way; the actor must be able to do so."""
        mode = str(values.get("sign_in", before.sign_in))
        if mode != before.sign_in:
            self._keep_in(connection, granted, mode)
        return mode != before.sign_in

    def _keep_in(self, connection: Connection, granted: frozenset[str], mode: str) -> None:
        """Nobody locks themselves out, or others in: whoever changes how people sign in can sign in that way."""
        lacking = [permission for permission in _LETS_IN if permission not in granted]
        if lacking:
            raise Invalid({"sign_in": Problem(f"How people sign in says who can: {takes(*lacking)} too.")})
        if not isinstance(self._context.by, SignedInUser):
            return
        fits = self._has_password if mode == PASSWORD else self._is_user
        if not fits(connection, self._context.by.session):
            raise Invalid({"sign_in": Problem(_LOCKED_OUT[mode])})

    def _has_password(self, connection: Connection, session: Session) -> bool:
        known, now = sign_in.of(connection, session.kind, session.person), self._context.clock()
        if known is None or not known.username or not known.password_hash:
            return False
        return known.expires is None or known.expires > clock.latest(connection, now)

    def _is_user(self, connection: Connection, session: Session) -> bool:
        """Whether the operating system would let in the one who acts, and nobody else, as who sits there."""
        known = account_of_system_user(connection, self._system_user)
        return known is not None and (known.kind, known.person) == (session.kind, session.person)


def differences(before: Company, values: Values) -> dict[str, list[object]]:
    """What `values` change, as the history keeps it."""
    return {
        field.name: [encode(field, getattr(before, field.name), {}), encode(field, values[field.name], {})]
        for field in COMPANY_FIELDS
        if field.name in values and values[field.name] != getattr(before, field.name)
    }


def in_words(changes: Mapping[str, list[object]], country: str) -> tuple[FieldChange, ...]:
    """Changes of settings in words."""
    fields = {field.name: field for field in COMPANY_FIELDS}
    return tuple(
        FieldChange(fields[name].label, words(fields[name], old, country), words(fields[name], new, country))
        for name, (old, new) in changes.items()
    )


def _somebody_left(connection: Connection) -> AbstractContextManager[None]:
    from fleet_tui.services.access import last_admin  # with all that judges bulk actions, which a start does without

    return last_admin.ensure_admin_remains(connection, *last_admin.KEPT_ALLOWED)


def _checked(raw: Values, country: str) -> dict[str, object]:
    values, problems = parse_fields(COMPANY_FIELDS, raw, country)
    for field in COMPANY_FIELDS:
        if field.required and field.name in values and values[field.name] is None:
            problems[field.name] = missing(field)
    problems = unusable(values) | problems
    if problems:
        raise Invalid(problems)
    return values
