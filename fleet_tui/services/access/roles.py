"""Permissions of roles, and what changing them would mean for people (product.md, "Accounts")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fleet_tui.domain.access.permissions import LABELS, MANAGE_ROLES, in_order
from fleet_tui.domain.access.roles import Role, RolePlan
from fleet_tui.domain.errors import Gone, Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import Entry
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.access import last_admin
from fleet_tui.services.base.context import Context, Subject, Transaction
from fleet_tui.services.history.log import stale
from fleet_tui.storage import lists as entries
from fleet_tui.storage import roles as stored

_KINDS = {
    source: kind
    for kind in (PersonKind.EMPLOYEE, PersonKind.TECHNICIAN)
    if (source := PROFILE_TYPES[kind].fields["role"].source)
}
"""The lists of roles, those of employees first: they have most permissions."""


class Roles:
    """The roles of both kinds of people."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> tuple[Role, ...]:
        """All roles and the permissions of each, those of employees first, retired ones too: people may have them.

        Raises:
            SignedOut, NotAllowed: the actor may not change roles.
        """
        with self._context.reading(MANAGE_ROLES) as tx:
            allows, have = stored.permissions_by_role(tx.connection), stored.active_by_role(tx.connection)
            lists = entries.of_lists(tx.connection, _KINDS)
        return tuple(
            Role(entry, allows.get(entry.id, frozenset()), have.get(entry.id, 0))
            for name in _KINDS
            for entry in lists[name]
        )

    def plan(self, role: int, wanted: Mapping[str, bool]) -> RolePlan:
        """What would change, and for how many people, if the role had the `wanted` permissions (by id) or lost them.

        Permissions that are not in `wanted` stay as they are.

        Raises:
            SignedOut, NotAllowed: the actor may not change roles.
            Gone: there is no such role.
            Refusal: a permission does not exist.
        """
        with self._context.reading(MANAGE_ROLES) as tx:
            now = _role(tx, role)
            _require_known(wanted)
            more = {id for id, yes in wanted.items() if yes}
            return _plan(tx, now, (now.allowed | more) - (wanted.keys() - more))

    def save(self, plan: RolePlan) -> Role:
        """Give the role the planned permissions; its people have them at once, unless an override says otherwise.

        Raises:
            SignedOut, NotAllowed: the actor may not change roles.
            Gone: there is no such role any more.
            Stale: the role was changed since it was planned.
            Refusal: no active person would be left with the permission to manage people, or roles.
        """
        with self._context.transaction(MANAGE_ROLES) as tx:
            entry = _entry(tx, plan.role.entry.id)
            before = stored.permissions_of(tx.connection, entry.id)
            if entry.version != plan.version:
                raise stale(tx, entry.version, entry.list.value, entry.name)
            gained, lost = in_order(plan.allowed - before), in_order(before - plan.allowed)
            if gained or lost:
                with last_admin.ensure_admin_remains(tx, *last_admin.KEPT_WHEN_REGRANTING):
                    stored.allow(tx.connection, entry, gained, lost)
                changes: dict[str, list[object]] = {
                    id: [id in before, id in plan.allowed] for id in in_order({*gained, *lost})
                }
                tx.record("changed", Subject(entry.list.value, entry.name), changes)
            # The plan has counted the people: a count takes its time.
            return Role(_entry(tx, entry.id), plan.allowed, plan.people)


def _plan(tx: Transaction, role: Role, allowed: frozenset[str]) -> RolePlan:
    gained, lost = in_order(allowed - role.allowed), in_order(role.allowed - allowed)
    kind = _KINDS[role.entry.list]
    return RolePlan(
        role=role,
        allowed=allowed,
        gained=gained,
        lost=lost,
        people=role.people,
        with_own_answers=stored.count_with_override(tx.connection, role.entry.id, kind, {*gained, *lost}),
        version=role.entry.version,
        refused=last_admin.refusal_of_role(tx, role.entry.id, lost) or "",
    )


def _entry(tx: Transaction, id: int) -> Entry:
    entry = entries.one(tx.connection, id)
    if entry is None or entry.list not in _KINDS:
        raise Gone("This role is not in the list any more.")
    return entry


def _role(tx: Transaction, id: int) -> Role:
    entry = _entry(tx, id)
    return Role(entry, stored.permissions_of(tx.connection, id), stored.active_by_role(tx.connection, id).get(id, 0))


def _require_known(permissions: Iterable[str]) -> None:
    for id in permissions:
        if id not in LABELS:
            raise Refusal(f"There is no permission “{displayable(id)}”.")
