"""What a dispatcher does with people: look through them, open one, add, change, deactivate and activate."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ACTIVATE_PEOPLE, MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.accounts.status import AccountState, status_to_store
from fleet_tui.domain.company import Company
from fleet_tui.domain.errors import Gone, Invalid, Refusal, Stale
from fleet_tui.domain.fields import PersonKind, When
from fleet_tui.domain.people.choices import COLORS
from fleet_tui.domain.people.profile import Profile, Saved
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.base.permissions import redact_payroll, require_permissions
from fleet_tui.services.people.queries import Selecting
from fleet_tui.storage import company_settings
from fleet_tui.storage.accounts import invitations
from fleet_tui.storage.db import errors
from fleet_tui.storage.people import queries, rows
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

if TYPE_CHECKING:
    from fleet_tui.domain.people.rules import Problems


class People(Selecting):
    """The people of the fleet, of both kinds."""

    def profile(self, kind: PersonKind, id: int) -> Profile:
        """Everything kept about one person.

        Raises:
            Gone: there is nobody with that id.
        """
        with self._database.read() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE)
            return redact_payroll(granted, self._load(connection, PERSON_TABLES[kind], id))

    def blank(self, kind: PersonKind) -> dict[str, object]:
        """What the form of a new profile starts with."""
        with self._database.read() as connection:
            require_permissions(self._context, connection, SEE_PEOPLE, MANAGE_PEOPLE)
            values = {
                field.name: field.default
                for field in PROFILE_TYPES[kind].fields.values()
                if field.when is not When.NEVER
            }
            if kind is PersonKind.TECHNICIAN:
                used = queries.colors_in_use(connection)
                values["color"] = min(COLORS, key=lambda choice: used.get(choice.value, 0)).value
                values["country"] = company_settings.company(connection).country
        return values

    def add(self, kind: PersonKind, raw: Values) -> Saved:
        """Add a profile with what was typed; what was not asked keeps its default.

        Raises:
            Invalid: with every field that is wrong or not allowed.
        """
        # Not above, as below: what changes people stands on much of the program, and a start only reads them.
        from fleet_tui.domain.history.changes import changes as differences
        from fleet_tui.domain.people import rules
        from fleet_tui.services.access import field_permissions
        from fleet_tui.services.accounts.new_account import NewAccount
        from fleet_tui.services.people import notes
        from fleet_tui.services.people.checks import check_profile, clashes
        from fleet_tui.storage.accounts import accounts

        layout, blank, company = PERSON_TABLES[kind], self.blank(kind), self._company()
        values, problems = rules.parse_all(layout.type, blank | dict(raw), company.country, adding=True)
        values = rules.with_derived_values(layout.type, values, company.country)
        wrong = rules.check(layout.type, values, problems, adding=True)
        account = NewAccount.of(kind, values, self._context.passwords, company.name)
        if account.state is AccountState.INVITED:
            self._context.prepare_codes()
        with self._database.write() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE, MANAGE_PEOPLE)
            found = wrong | check_profile(connection, layout, {}, values, wrong)
            tx = Transaction(self._context, connection, self._context.clock())
            found |= account.check(tx, found)
            # In place of whether somebody has the same: what is not seen is not found out by trying.
            found |= field_permissions.without_unseen_payroll(granted, values)[1] | field_permissions.problems_of_new(
                connection, layout, granted, values
            )
            if found:
                raise Invalid(found)
            at = self._context.clock()
            status = status_to_store(kind, values, account.state).value
            system = {"active": True, "status": status, "created": at, "changed": at, "last_sign_in": None}
            kept = {field.name: values.get(field.name) for field in layout.type.stored} | system
            names = rows.names_of(connection, layout, [kept])
            try:
                id = rows.create(connection, layout, kept, names)
            except errors.UniqueViolation as clash:
                raise _refused(clash, clashes(connection, layout, kept)) from None
            queued = account.create(tx, id)
            if kept["fleet_pro"]:
                accounts.enable_fleet_pro(connection, kind, id, True, at)
            changes = differences(layout.type, {}, kept, names)
            self._record(connection, "added", layout, id, str(kept["name"]), changes, at)
            if account.state is AccountState.INVITED:
                self._invited(connection, layout, id, str(kept["name"]), at)
            profile = redact_payroll(granted, self._load(connection, layout, id))
            return Saved(profile, (*queued, *notes.after(connection, layout, profile, changes, {})))

    def save(self, kind: PersonKind, id: int, version: int, raw: Values) -> Saved:
        """Change the fields in `raw`, if the profile is still at `version`.

        Raises:
            Stale: somebody changed it since.
            Invalid: with every field that is wrong or not allowed.
            Gone: there is nobody with that id.
        """
        from fleet_tui.domain.people import rules
        from fleet_tui.services.access import field_permissions
        from fleet_tui.services.people.checks import check_profile

        layout, country = PERSON_TABLES[kind], self._company().country
        parsed, problems = rules.parse_all(layout.type, raw, country, adding=False)
        with self._database.write() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE)
            field_permissions.require_any_change_permission(granted)
            typed, refused = field_permissions.without_unseen_payroll(granted, parsed)
            before = self._load(connection, layout, id)
            _require_version(Transaction(self._context, connection, self._context.clock()), before, version)
            values = rules.with_derived_values(layout.type, {**before.values, **typed}, country)
            found = rules.check(layout.type, values, problems, adding=False)
            found |= check_profile(connection, layout, before.values, values, found, besides=id)
            found |= field_permissions.problems_of_change(connection, layout, granted, before, values) | refused
            if found:
                raise Invalid(found)
            saved = self._write(connection, layout, before, values, "changed", "Save")
            return replace(saved, profile=redact_payroll(granted, saved.profile))

    def set_active(self, kind: PersonKind, id: int, version: int, active: bool) -> Saved:
        """Deactivate or activate a profile (technicians.txt: inactive profiles cannot sign in).

        Raises:
            Stale: somebody changed it since.
            NotAllowed: they may do more than who acts.
            Refusal: a technician without a type cannot be activated, nor oneself deactivated, nor the last active
                person who may manage people.
            Gone: there is nobody with that id.
        """
        from fleet_tui.services.access import last_admin, privilege

        layout = PERSON_TABLES[kind]
        with self._database.write() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE, ACTIVATE_PEOPLE)
            before = self._load(connection, layout, id)
            _require_version(Transaction(self._context, connection, self._context.clock()), before, version)
            privilege.require_privilege_over(connection, granted, kind, id, before.name)
            if active and kind is PersonKind.TECHNICIAN and not before.values["type"]:
                who = displayable(before.name)
                raise Refusal(f"{who} has no technician type: choose one and save before activating.")
            refused = None
            if before.active and not active:
                refused = last_admin.refusal_to_deactivate(connection, self._context.by, kind, id)
            if refused:
                raise Refusal(refused)
            action, verb = ("activated", "Activate") if active else ("deactivated", "Deactivate")
            saved = self._write(connection, layout, before, {**before.values, "active": active}, action, verb)
            return replace(saved, profile=redact_payroll(granted, saved.profile))

    def _write(
        self,
        connection: Connection,
        layout: PersonTables,
        before: Profile,
        values: dict[str, object],
        action: str,
        verb: str,
    ) -> Saved:
        """Write what differs, with its history and the operation that undo takes back; `verb` begins its words."""
        from fleet_tui.domain.history.changes import changes as differences
        from fleet_tui.services.access import field_permissions
        from fleet_tui.services.accounts import revoke
        from fleet_tui.services.people import notes
        from fleet_tui.services.people.checks import clashes
        from fleet_tui.storage.accounts import accounts

        kind, at = layout.type.kind, self._context.clock()
        account = accounts.account_state(connection, kind, before.id)
        values["status"] = status_to_store(kind, values, account).value
        names = rows.names_of(connection, layout, [before.values, values])
        changes = differences(layout.type, before.values, values, names)
        if not changes:
            return Saved(before, ("Nothing was changed.",))
        changed = {name: values[name] for name in changes} | {"status": values["status"]}
        changed["last_sign_in"] = before.values["last_sign_in"]
        try:
            with field_permissions.ensure_admin_remains_after(connection, changes):
                rows.store(connection, layout, before.id, changed, names)
        except errors.UniqueViolation as clash:
            raise _refused(clash, clashes(connection, layout, values, besides=before.id)) from None
        revoke.revoke_sessions_and_codes(Transaction(self._context, connection, at), kind, [before.id], changed)
        queries.bump_version(connection, layout, before.id, at)
        if "fleet_pro" in changes:
            accounts.enable_fleet_pro(connection, kind, before.id, bool(values["fleet_pro"]), at)
        name = str(values["name"])
        entry = self._record(connection, action, layout, before.id, name, changes, at)
        self._operation(connection, f"{verb} {name}", kind, entry, at)
        profile = self._load(connection, layout, before.id)
        return Saved(profile, notes.after(connection, layout, profile, changes, before.values))

    def _invited(self, connection: Connection, layout: PersonTables, id: int, name: str, at: datetime) -> None:
        """Keep the invitation of somebody who is added as what undo takes back: the profile stays."""
        from fleet_tui.domain.accounts.purpose import Purpose
        from fleet_tui.domain.bulk.actions import SENDS
        from fleet_tui.domain.history.changes import ACCOUNT

        changes: dict[str, list[object]] = {ACCOUNT.name: [None, AccountState.INVITED.value]}
        entry = self._record(connection, "invited", layout, id, name, changes, at)
        queries.bump_version(connection, layout, id, at)
        self._operation(connection, SENDS[Purpose.INVITE], layout.type.kind, entry, at)

    def _operation(self, connection: Connection, what: str, kind: PersonKind, entry: int, at: datetime) -> None:
        """Keep what was done to one person, with its entry in the history, for undo."""
        from fleet_tui.storage.history import operations

        operations.record(
            connection, at=at, by=self._context.author, what=what, kind=kind, people=1, first=entry, last=entry
        )

    def _record(
        self,
        connection: Connection,
        action: str,
        layout: PersonTables,
        id: int,
        name: str,
        changes: dict[str, list[object]],
        at: datetime,
    ) -> int:
        return self._context.record(connection, action, layout.type.kind.value, name, changes, person=id, at=at)

    def _load(self, connection: Connection, layout: PersonTables, id: int) -> Profile:
        fields = {field.name for field in layout.type.stored} | {field.name for field in layout.type.system}
        found = rows.load(connection, layout, [id], fields)
        if not found:
            raise Gone(f"This {layout.type.singular.lower()} is not in the database any more.")
        (person,) = invitations.as_shown(connection, layout, found, self._context.clock())
        names = rows.names_of(connection, layout, [person.values])
        country = company_settings.company(connection).country
        return Profile(person.kind, person.id, person.version, person.values, names, country)

    def _company(self) -> Company:
        with self._database.read() as connection:
            return company_settings.company(connection)


def _refused(clash: errors.UniqueViolation, found: Problems) -> Exception:
    """The refusal for what the database would not take; a clash that nobody can be named for is a fault."""
    return Invalid(found) if found else clash


def _require_version(tx: Transaction, profile: Profile, version: int) -> None:
    from fleet_tui.services.history.log import changed_since

    if profile.version != version:
        who, when, fields = changed_since(tx, profile.kind, profile.id, profile.version - version)
        raise Stale(who, when, profile.version, fields)
