"""What roles allow, and what it would mean for people if one allowed something else (product.md, "Accounts")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import LABELS, MANAGE_ROLES, in_order
from fleet_tui.domain.access.roles import Role, RolePlan
from fleet_tui.domain.errors import Gone, Refusal, Stale
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import Entry
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.access import last_admin
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.permissions import require_permissions as require
from fleet_tui.services.history.log import last_change
from fleet_tui.storage import lists as entries
from fleet_tui.storage import roles as stored

_KINDS = {
    source: kind
    for kind in (PersonKind.EMPLOYEE, PersonKind.TECHNICIAN)
    if (source := PROFILE_TYPES[kind].fields["role"].source)
}
"""The lists of roles, those of employees first, who are given most permissions."""


class Roles:
    """The roles of both kinds of people."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def all(self) -> tuple[Role, ...]:
        """Every role with what it allows, those of employees first, retired ones too: people may have them.

        Raises:
            SignedOut, NotAllowed: who acts may not change roles.
        """
        with self._database.read() as connection:
            require(self._context, connection, MANAGE_ROLES)
            allows, have = stored.permissions_by_role(connection), stored.active_by_role(connection)
            lists = entries.of_lists(connection, _KINDS)
        return tuple(
            Role(entry, allows.get(entry.id, frozenset()), have.get(entry.id, 0))
            for name in _KINDS
            for entry in lists[name]
        )

    def plan(self, role: int, wanted: Mapping[str, bool]) -> RolePlan:
        """What would change, and for how many, if the role allowed some permissions more and others no more.

        What is not wanted otherwise stays as it is now, whoever made it so.

        Raises:
            SignedOut, NotAllowed: who acts may not change roles.
            Gone: there is no such role.
            Refusal: one of them is no permission.
        """
        with self._database.read() as connection:
            require(self._context, connection, MANAGE_ROLES)
            now = _role(connection, role)
            _known(wanted)
            more = {id for id, yes in wanted.items() if yes}
            return _plan(connection, now, (now.allowed | more) - (wanted.keys() - more))

    def save(self, plan: RolePlan) -> Role:
        """Let the role allow what was planned; whoever has it may do so at once, unless an own answer says otherwise.

        Raises:
            SignedOut, NotAllowed: who acts may not change roles.
            Gone: there is no such role any more.
            Stale: somebody changed the role since it was planned.
            Refusal: nobody would be left who may manage people, or roles.
        """
        with self._database.write() as connection:
            require(self._context, connection, MANAGE_ROLES)
            entry = _entry(connection, plan.role.entry.id)
            before = stored.permissions_of(connection, entry.id)
            if entry.version != plan.version:
                who, when = last_change(connection, entry.list.value, self._context.clock(), entry.name)
                raise Stale(who, when, entry.version)
            gained, lost = in_order(plan.allowed - before), in_order(before - plan.allowed)
            if gained or lost:
                with last_admin.ensure_admin_remains(connection, *last_admin.KEPT_ALLOWED):
                    stored.allow(connection, entry, gained, lost)
                changes: dict[str, list[object]] = {
                    id: [id in before, id in plan.allowed] for id in in_order({*gained, *lost})
                }
                self._context.record(connection, "changed", entry.list.value, entry.name, changes)
            # How many have it is what the plan has counted: nobody waits for counting it once more.
            return Role(_entry(connection, entry.id), plan.allowed, plan.people)


def _plan(connection: Connection, role: Role, allowed: frozenset[str]) -> RolePlan:
    gained, lost = in_order(allowed - role.allowed), in_order(role.allowed - allowed)
    kind = _KINDS[role.entry.list]
    return RolePlan(
        role=role,
        allowed=allowed,
        gained=gained,
        lost=lost,
        people=role.people,
        with_own_answers=stored.count_with_override(connection, role.entry.id, kind, {*gained, *lost}),
        version=role.entry.version,
        refused=last_admin.refusal_of_role(connection, role.entry.id, lost) or "",
    )


def _entry(connection: Connection, id: int) -> Entry:
    entry = entries.one(connection, id)
    if entry is None or entry.list not in _KINDS:
        raise Gone("This role is not in the list any more.")
    return entry


def _role(connection: Connection, id: int) -> Role:
    entry = _entry(connection, id)
    return Role(entry, stored.permissions_of(connection, id), stored.active_by_role(connection, id).get(id, 0))


def _known(permissions: Iterable[str]) -> None:
    for id in permissions:
        if id not in LABELS:
            raise Refusal(f"There is no permission “{displayable(id)}”.")
