"""Judging the change of a profile before the transaction that writes it, so that others wait for the writing alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from fleet_tui.domain.accounts.status import status_to_store
from fleet_tui.domain.errors import Invalid
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.history.changes import account_subject
from fleet_tui.domain.history.changes import changes as differences
from fleet_tui.domain.people import rules
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.rules import Problems
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.values import Names, Values
from fleet_tui.services.access import field_permissions, last_admin
from fleet_tui.services.access.privilege import PROTECTED_FIELDS
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.base.permissions import load_profile
from fleet_tui.services.people.checks import ProfileChange, check_profile, require_version
from fleet_tui.storage.accounts import accounts
from fleet_tui.storage.history import log
from fleet_tui.storage.people import loading
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_OF_OTHERS = PROTECTED_FIELDS | last_admin.ADMIN_FIELDS
"""Fields whose change is also judged by the profiles of others, beside those that are unique."""
_OF_PEOPLE = {kind: frozenset({kind.value, account_subject(kind)}) for kind in PersonKind}
_ANYBODY = frozenset[str]().union(*_OF_PEOPLE.values())


@dataclass(frozen=True, slots=True)
class ProfileEdit:
    """What was typed into a profile at a version, parsed; the fields that could not be parsed have a problem."""

    kind: PersonKind
    id: int
    version: int
    country: str
    typed: Values = field(repr=False)
    problems: Problems

    @classmethod
    def parsed(cls, tx: Transaction, kind: PersonKind, id: int, version: int, raw: Values) -> ProfileEdit:
        """The edit, with phone numbers of the company's country."""
        country = tx.company().country
        typed, problems = rules.parse_all(PROFILE_TYPES[kind], raw, country, adding=False)
        return cls(kind, id, version, country, typed, problems)

    def judge(self, tx: Transaction) -> JudgedEdit:
        """The change as it is to be written.

        Raises:
            Stale, Invalid, Gone, NotAllowed: it cannot be.
        """
        profile_type = PROFILE_TYPES[self.kind]
        field_permissions.require_any_change_permission(tx)
        typed, refused = field_permissions.without_unseen_payroll(tx, self.typed)
        before = load_profile(tx, self.kind, self.id)
        require_version(tx, before, self.version)
        values = rules.with_derived_values(profile_type, {**before.values, **typed}, self.country)
        found = rules.check(profile_type, values, self.problems, adding=False)
        found |= check_profile(tx, ProfileChange(self.kind, self.id, before.values, values), found)
        found |= field_permissions.problems_of_change(tx, before, values)
        found |= refused
        if found:
            raise Invalid(found)
        account = accounts.account_state(tx.connection, self.kind, self.id)
        values["status"] = status_to_store(self.kind, values, account).value
        names = loading.names_of(tx.connection, PERSON_TABLES[self.kind], [before.values, values])
        changes = differences(profile_type, before.values, values, names)
        return JudgedEdit(log.revision(tx.connection), tx.granted, before, values, names, changes)


@dataclass(frozen=True, slots=True)
class JudgedEdit:
    """A change that was found right at a revision, for an actor with those permissions."""

    revision: int
    granted: frozenset[str]
    before: Profile
    values: dict[str, object] = field(repr=False)
    names: Names
    changes: dict[str, list[object]] = field(repr=False)

    def holds(self, tx: Transaction) -> bool:
        """Whether it is still right: at most profiles of others have changed since, and it does not depend on them."""
        if tx.granted != self.granted:
            return False
        since = log.subjects_since(tx.connection, self.revision)
        if since is None or not since:
            return since is not None
        own, kinds = _OF_PEOPLE[self.before.kind], {kind for kind, _ in since}
        if kinds - _ANYBODY or any(kind in own and person == self.before.id for kind, person in since):
            return False
        fields = PROFILE_TYPES[self.before.kind].fields
        return not any(name in _OF_OTHERS or fields[name].unique for name in self.changes)
