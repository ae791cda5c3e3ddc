"""Adding and changing one profile: everything that is wrong is said at once, beside its field."""

from __future__ import annotations

from dataclasses import replace

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState, Status, status_to_store
from fleet_tui.domain.bulk.actions import SENDS
from fleet_tui.domain.bulk.field_effects import billed
from fleet_tui.domain.bulk.repeat import save_title
from fleet_tui.domain.errors import Invalid, Refusal
from fleet_tui.domain.fields import PersonKind, When
from fleet_tui.domain.history.changes import ACCOUNT
from fleet_tui.domain.history.changes import changes as differences
from fleet_tui.domain.people import rules
from fleet_tui.domain.people.choices import COLORS
from fleet_tui.domain.people.profile import Profile, Saved
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.services.access import field_permissions
from fleet_tui.services.accounts.profile_account import NewAccount, revoke_sessions_and_codes
from fleet_tui.services.base.context import Context, Subject, Transaction
from fleet_tui.services.base.permissions import load_profile, redact_payroll
from fleet_tui.services.people.checks import ProfileChange, check_profile, unique_violations
from fleet_tui.services.people.judging import JudgedEdit, ProfileEdit
from fleet_tui.storage.db.errors import UniqueViolation
from fleet_tui.storage.people import loading, queries
from fleet_tui.storage.people.store import PeopleStore
from fleet_tui.storage.schema.person_tables import PERSON_TABLES


def blank_values(tx: Transaction, kind: PersonKind) -> dict[str, object]:
    """What the form of a new profile starts with; a technician gets the color that is used least."""
    values = {
        field.name: field.default for field in PROFILE_TYPES[kind].fields.values() if field.when is not When.NEVER
    }
    if kind is PersonKind.TECHNICIAN:
        used = queries.colors_in_use(tx.connection)
        values["color"] = min(COLORS, key=lambda choice: used.get(choice.value, 0)).value
        values["country"] = tx.company().country
    return values


class ProfileWriter:
    """Adds and changes profiles. Parsing, and hashing a password, come before the transaction that writes."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def add(self, kind: PersonKind, raw: Values) -> Saved:
        """See `People.add`."""
        profile_type = PROFILE_TYPES[kind]
        with self._context.reading(SEE_PEOPLE, MANAGE_PEOPLE) as tx:
            blank, company = blank_values(tx, kind), tx.company()
        values, problems = rules.parse_all(profile_type, blank | dict(raw), company.country, adding=True)
        values = rules.with_derived_values(profile_type, values, company.country)
        wrong = rules.check(profile_type, values, problems, adding=True)
        account = NewAccount.of(kind, values, self._context.passwords, company.name)
        if account.state is AccountState.INVITED:
            self._context.prepare_codes()
        with self._context.transaction(SEE_PEOPLE, MANAGE_PEOPLE) as tx:
            change = ProfileChange(kind, None, {}, values)
            found = wrong | check_profile(tx, change, wrong)
            found |= account.check(tx, found)
            # In place of unique violations: trying must not find out values that the actor does not see.
            found |= field_permissions.without_unseen_payroll(tx, values)[1]
            found |= field_permissions.problems_of_new(tx, kind, values)
            if found:
                raise Invalid(found)
            return _create(tx, change, account)

    def save(self, kind: PersonKind, id: int, version: int, raw: Values) -> Saved:
        """See `People.save`. It is judged before the transaction that writes, and there again if it may not hold."""
        with self._context.reading(SEE_PEOPLE) as tx:
            edit = ProfileEdit.parsed(tx, kind, id, version, raw)
            judged = edit.judge(tx)
            if not judged.changes:
                return Saved(redact_payroll(tx.granted, judged.before), ("Nothing was changed.",))
        with self._context.transaction(SEE_PEOPLE) as tx:
            if not judged.holds(tx):
                judged = edit.judge(tx)
            _update(tx, judged)
            granted = tx.granted
        return self._saved(judged, granted)

    def _saved(self, judged: JudgedEdit, granted: frozenset[str]) -> Saved:
        """The profile and the notes after the change, read while others may write again."""
        before = judged.before
        try:
            with self._context.unchecked_reading() as tx:
                profile = load_profile(tx, before.kind, before.id)
                notes = _notes(tx, profile, judged.changes, before.values)
        except Refusal:  # what is saved is saved
            profile = replace(before, version=before.version + 1, values=judged.values, names=judged.names)
            notes = ()
        return Saved(redact_payroll(granted, profile), notes)


def _create(tx: Transaction, change: ProfileChange, account: NewAccount) -> Saved:
    kind, layout = change.kind, change.layout
    status = status_to_store(kind, change.after, account.state).value
    system = {"active": True, "status": status, "created": tx.now, "changed": tx.now, "last_sign_in": None}
    values = {field.name: change.after.get(field.name) for field in layout.type.stored} | system
    names, name = loading.names_of(tx.connection, layout, [values]), str(values["name"])
    try:
        (id,) = PeopleStore(tx.connection, kind).create([values], names)
    except UniqueViolation as violation:
        raise _refused(tx, change, violation) from None
    queued = account.create(tx, id)
    changes, subject = differences(layout.type, {}, values, names), Subject(kind.value, name, id)
    tx.record("added", subject, changes)
    if account.state is AccountState.INVITED:
        # Undo takes back the invitation, and the profile stays.
        entry = tx.record("invited", subject, {ACCOUNT.name: [None, AccountState.INVITED.value]})
        PeopleStore(tx.connection, kind).update([id], {}, {}, tx.now)
        tx.record_operation(SENDS[Purpose.INVITE], kind, (entry, entry))
    profile = redact_payroll(tx.granted, load_profile(tx, kind, id))
    return Saved(profile, (*queued, *_notes(tx, profile, changes, {})))


def _update(tx: Transaction, judged: JudgedEdit) -> None:
    """Write what differs, with its history and the operation that undo takes back."""
    if not judged.changes:  # somebody else has just made the same change
        return
    before, values, changes = judged.before, judged.values, judged.changes
    kind, id, name = before.kind, before.id, str(values["name"])
    changed = {name: values[name] for name in changes}
    if values["status"] != before.values["status"] or values["status"] == Status.PENDING.value:
        changed |= {"status": values["status"], "last_sign_in": before.values["last_sign_in"]}
    try:
        with field_permissions.ensure_admin_remains_after(tx, changes):
            PeopleStore(tx.connection, kind).update([id], changed, judged.names, tx.now)
    except UniqueViolation as violation:
        raise _refused(tx, ProfileChange(kind, id, before.values, values), violation) from None
    revoke_sessions_and_codes(tx, kind, [id], changed)
    entry = tx.record("changed", Subject(kind.value, name, id), changes)
    tx.record_operation(save_title(name), kind, (entry, entry))


def _refused(tx: Transaction, change: ProfileChange, violation: UniqueViolation) -> Exception:
    """The refusal of a value that is taken; a violation without a holder is a fault of the program."""
    found = unique_violations(tx, change)
    return Invalid(found) if found else violation


def _notes(tx: Transaction, profile: Profile, changes: dict[str, list[object]], before: Values) -> tuple[str, ...]:
    """What to know about a profile that was saved, never a reason not to save; `before` are the values before."""
    notes = []
    if "name" in changes:
        notes += _same_name(tx, profile)
    if profile.kind is PersonKind.TECHNICIAN:
        if "truck" in changes:
            notes += _same_truck(tx, profile)
        difference = billed(profile.values) - billed(before)
        if difference:
            after = queries.billed(tx.connection)
            notes.append(f"Managed technicians {after - difference} → {after}.")
    return tuple(notes)


def _same_name(tx: Transaction, profile: Profile) -> list[str]:
    layout = PERSON_TABLES[profile.kind]
    others = len(queries.namesakes(tx.connection, layout, profile.name, profile.id))
    if not others:
        return []
    if others == 1:
        return [f"Another {layout.type.singular.lower()} has the same name."]
    return [f"{others} other {layout.type.plural.lower()} have the same name."]


def _same_truck(tx: Transaction, profile: Profile) -> list[str]:
    truck = profile.values["truck"]
    if not isinstance(truck, int):
        return []
    drivers = [displayable(name) for name in queries.drivers_of(tx.connection, truck, [profile.id])]
    if not drivers:
        return []
    rest = f" and {len(drivers) - 1} more" if len(drivers) > 1 else ""
    return [f"{displayable(profile.names[truck])} is also assigned to {drivers[0]}{rest}."]
