"""Only MANAGE_ROLES may change a more privileged person: one with permissions beyond the actor's own.

Without this rule an actor could redirect an administrator's messages, or give a role with more permissions, and so
become an administrator.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, literal

from fleet_tui.domain.access.permissions import LABELS, MANAGE_ROLES, requirement
from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.bulk.actions import Action, Send, SetActive, settings_of
from fleet_tui.domain.bulk.evaluate import MORE_THAN_YOU, MORE_THAN_YOU_THEN
from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import Entry
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage import permissions, roles
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

PROTECTED_FIELDS = frozenset({"name", "role", "email", "mobile", "active"})
"""The fields under the rule, beside invitations, resets, new accounts and permission overrides.

A name too: messages and colleagues go by it, so a changed name lets one person pass for another.
"""


def needs_privilege_check(action: Action) -> bool:
    """Whether a bulk action is under the rule."""
    fields = {setting.field for setting in settings_of(action)}
    return isinstance(action, SetActive | Send) or not PROTECTED_FIELDS.isdisjoint(fields)


class PrivilegeCheck:
    """Finds more privileged people of one kind, in one transaction."""

    def __init__(self, tx: Transaction, kind: PersonKind) -> None:
        self._connection = tx.connection
        self._tables = PERSON_TABLES[kind]
        self._beyond = frozenset[str]() if MANAGE_ROLES in tx.granted else frozenset(LABELS) - tx.granted

    def blocked(
        self, people: Collection[int], roles_then: Mapping[int, int | None] | None = None
    ) -> dict[int, Decision]:
        """The more privileged people, also by a role of `roles_then` (by person), each with the reason."""
        found: dict[int, Decision] = {}
        if self._beyond and roles_then:
            then = permissions.with_any_permission_in_roles(self._connection, self._tables, self._beyond, roles_then)
            found |= dict.fromkeys(then, MORE_THAN_YOU_THEN)
        if self._beyond and people:
            now = permissions.with_any_permission(self._connection, self._tables, self._beyond, people)
            found |= dict.fromkeys(now, MORE_THAN_YOU)
        return found

    def blocks_role(self, role: int | None) -> bool:
        """Whether a person with the role and no overrides would be more privileged."""
        return bool(self._beyond) and not self._beyond.isdisjoint(roles.permissions_of(self._connection, role))

    def more_privileged(self, role_then: int | None = None) -> ColumnElement[bool] | None:
        """Whether the person of a row is more privileged, or would be with that role; None when nobody can be."""
        if not self._beyond:
            return None
        now = permissions.has_permission(self._tables, self._beyond)
        if role_then is None:
            return now
        then: ColumnElement[Any] = literal(role_then)
        return now | permissions.has_permission(self._tables, self._beyond, role=then)


def require_privilege_over(tx: Transaction, kind: PersonKind, person: int, name: str) -> None:
    """Raise NotAllowed for a more privileged person; `name` is for the sentence."""
    decision = PrivilegeCheck(tx, kind).blocked([person]).get(person)
    if decision:
        raise NotAllowed(sentence(name, decision))


def require_privilege_over_role(tx: Transaction, entry: Entry) -> None:
    """Raise NotAllowed for renaming or retiring a role with more permissions than the actor has."""
    if MANAGE_ROLES not in tx.granted and not roles.permissions_of(tx.connection, entry.id) <= tx.granted:
        raise NotAllowed(f"{displayable(entry.name)} allows more than you may: {requirement(MANAGE_ROLES)}.")


def sentence(name: str, decision: Decision) -> str:
    """Why a person is not changed, as a sentence with the name."""
    return f"{displayable(name)} {decision.reason}."
