"""The company's settings."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from fleet_tui.domain.access.permissions import MANAGE_COMPANY, MANAGE_PEOPLE, MANAGE_ROLES, requirement
from fleet_tui.domain.access.session import Session
from fleet_tui.domain.company import COMPANY_FIELDS, OPERATING_SYSTEM, PASSWORD, Company, unusable
from fleet_tui.domain.company_changes import company_changes, in_words
from fleet_tui.domain.errors import Invalid, Problem
from fleet_tui.domain.history.changes import FieldChange
from fleet_tui.domain.people.presence import ChangedSince
from fleet_tui.domain.people.rules import missing, parse_fields
from fleet_tui.domain.values import Values
from fleet_tui.services.accounts.sessions import accounts_of_system_user, first_active
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.base.context import Context, Subject, Transaction
from fleet_tui.services.history.changed_since import summary
from fleet_tui.services.history.log import stale
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import sign_in
from fleet_tui.storage.history import clock, log
from fleet_tui.storage.history.log import HistoryFilter

_LOCKED_OUT = {
    PASSWORD: "You could not sign in then: you have no password here. Set one first.",
    OPERATING_SYSTEM: "You could not sign in then: the user that you are on this computer has another username here.",
}
_LABELS = {field.name: field.label for field in COMPANY_FIELDS}
_WHAT = "Save company settings"
_LETS_IN = (MANAGE_PEOPLE, MANAGE_ROLES)
"""The sign-in mode decides which users have these: changing it takes them too (product.md, "Accounts")."""


class CompanySettings:
    """The settings of the whole company."""

    def __init__(self, context: Context, system_user: str = "") -> None:
        """`system_user` is the operating system's name for the user at the keyboard."""
        self._context = context
        self._system_user = system_user

    def get(self) -> Company:
        """The settings, for any signed-in user."""
        with self._context.reading() as tx:
            return tx.company()

    def changed_since(self, version: int) -> ChangedSince | None:
        """What happened to the settings after that version; None while nothing did. Asked often, so it is cheap."""
        with self._context.reading() as tx:
            later = tx.company().version - version
            if later <= 0:
                return None
            rows = log.newest(tx.connection, later, HistoryFilter(("company",)))
            return summary(tx, rows, lambda names: tuple(_LABELS[name] for name in names if name in _LABELS))

    def save(self, version: int, raw: Values) -> Company:
        """Change the settings in `raw`, if they are still at `version`.

        Raises:
            Invalid: with every wrong field; also the sign-in mode, when the actor could not sign in any more or may not
                change which users can.
            Stale: they were changed since.
            NotAllowed: the permission to manage the company is missing.
            Refusal: no user with the permissions to manage people and roles could sign in any more.
        """
        with self._context.transaction(MANAGE_COMPANY) as tx:
            before, values = self._before_and_values(tx, version, raw)
            entry = self.write(tx, before, values, "changed")
            if entry is not None:
                tx.record_operation(_WHAT, None, (entry, entry))
            return tx.company()

    def changes(self, version: int, raw: Values) -> tuple[FieldChange, ...]:
        """What `save` would change, before and after.

        Raises:
            Invalid, Stale, NotAllowed: as `save` does.
        """
        with self._context.reading(MANAGE_COMPANY) as tx:
            before, values = self._before_and_values(tx, version, raw)
            return in_words(company_changes(before, values), before.country)

    def _before_and_values(self, tx: Transaction, version: int, raw: Values) -> tuple[Company, dict[str, object]]:
        before = tx.company()
        if before.version != version:
            raise stale(tx, before.version, "company")
        values = _checked(raw, before.country)
        self._check_mode(tx, before, values)
        return before, values

    def write(self, tx: Transaction, before: Company, values: Values, action: str) -> int | None:
        """Write what differs, with its history; the id of the entry, None when nothing does.

        Raises:
            Invalid, Refusal: users would be locked out, as `save` says.
        """
        other_mode = self._check_mode(tx, before, values)
        changes = company_changes(before, values)
        if not changes:
            return None
        with _ensure_admin_remains(tx) if other_mode else nullcontext():
            company_settings.change_company(tx.connection, {name: values[name] for name in changes})
        return tx.record(action, Subject("company", str(values.get("name", before.name))), changes)

    def _check_mode(self, tx: Transaction, before: Company, values: Values) -> bool:
        """Whether the sign-in mode changes; the actor must be able to sign in afterwards."""
        mode = str(values.get("sign_in", before.sign_in))
        if mode == before.sign_in:
            return False
        lacking = [permission for permission in _LETS_IN if permission not in tx.granted]
        if lacking:
            raise Invalid({"sign_in": Problem(f"How people sign in says who can: {requirement(*lacking)} too.")})
        if isinstance(tx.actor, SignedInUser):
            fits = _has_password if mode == PASSWORD else self._is_system_user
            if not fits(tx, tx.actor.session):
                raise Invalid({"sign_in": Problem(_LOCKED_OUT[mode])})
        return True

    def _is_system_user(self, tx: Transaction, session: Session) -> bool:
        """Whether the user at the keyboard would sign in to the account of the session."""
        known = first_active(accounts_of_system_user(tx, self._system_user))
        return known is not None and (known.kind, known.person) == (session.kind, session.person)


def _has_password(tx: Transaction, session: Session) -> bool:
    known = sign_in.of(tx.connection, session.kind, session.person)
    if known is None or not known.username or not known.password_hash:
        return False
    return known.expires is None or known.expires > clock.latest(tx.connection, tx.now)


def _ensure_admin_remains(tx: Transaction) -> AbstractContextManager[None]:
    from fleet_tui.services.access import last_admin  # with all that evaluates bulk actions, which a start does without

    return last_admin.ensure_admin_remains(tx, *last_admin.KEPT_WHEN_REGRANTING)


def _checked(raw: Values, country: str) -> dict[str, object]:
    values, problems = parse_fields(COMPANY_FIELDS, raw, country)
    for field in COMPANY_FIELDS:
        if field.required and field.name in values and values[field.name] is None:
            problems[field.name] = missing(field)
    problems = unusable(values) | problems
    if problems:
        raise Invalid(problems)
    return values
