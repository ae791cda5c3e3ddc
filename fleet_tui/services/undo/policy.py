"""The permissions that undo and redo need, and the people they protect: the rules of the actions that they repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fleet_tui.domain.access.permissions import ALLOW, PREFIX, ROLE_DEFAULT, SEND_RESETS, is_allowed
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send, SetActive, permission_for
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.history.changes import ACCOUNT, MESSAGE
from fleet_tui.domain.people.field_permissions import permission_of_field
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.access import last_admin
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.undo.evaluate import OperationEvaluator, Reversal
from fleet_tui.storage import permissions, roles, undo
from fleet_tui.storage.history import operations
from fleet_tui.storage.history.operations import Operation

_AT_ONCE = 2_000


class UndoPolicy:
    """Which permissions the undo of one operation needs, and which people it must not change.

    Raises:
        SignedOut, NotAllowed: the actor may not do what the undo does.
    """

    def __init__(self, tx: Transaction, operation: Operation) -> None:
        self._tx = tx
        self._operation = operation
        changes = operations.changed_fields(tx.connection, operation)
        if operations.adds_people(tx.connection, operation):
            changes["active"] = [False, True]  # to take it back is to make them inactive
        tx.require(*sorted(_permissions_for(PROFILE_TYPES[operation.kind], changes)))
        self._changes_permissions = not last_admin.ADMIN_FIELDS.isdisjoint(changes)
        self.protects: tuple[str, ...] = last_admin.KEPT_WHEN_DEACTIVATING if "active" in changes else ()
        """The permissions that could lose the last holder."""
        if self._changes_permissions:
            self.protects = last_admin.KEPT_WHEN_REGRANTING

    def protected(self, evaluator: OperationEvaluator, people: Sequence[int]) -> dict[int, Decision]:
        """Those of the people that must not change, because the last holder of a permission would lose it."""
        if self._changes_permissions:
            return self._protected_from_losing(evaluator, people)
        return self._protected_from_deactivation(evaluator, people) if self.protects else {}

    def _protected_from_deactivation(self, evaluator: OperationEvaluator, people: Sequence[int]) -> dict[int, Decision]:
        admins = last_admin.LastAdmin(self._tx, self._operation.kind)
        activated = set(undo.activated(self._tx.connection, self._operation))
        deactivated = [id for id in people if id in activated]
        count = admins.candidates(deactivated)
        changing = [one.person.id for one in _changing(evaluator, [id for id in deactivated if id in count])]
        return admins.protected_from_deactivation(changing)

    def _protected_from_losing(self, evaluator: OperationEvaluator, people: Sequence[int]) -> dict[int, Decision]:
        connection, kind = self._tx.connection, self._operation.kind
        by_role = roles.permissions_by_role(connection)

        def losing(permission: str, may: set[int]) -> set[int]:
            own = permissions.allowed_by_override(connection, permission, kind, may)
            return {
                one.person.id
                for one in _changing(evaluator, [id for id in people if id in may])
                if not _keeps_permission(one, permission, by_role, ALLOW if one.person.id in own else ROLE_DEFAULT)
            }

        return last_admin.LastAdmin(self._tx, kind).protected_from_losing(people, losing)


def _permissions_for(profile_type: ProfileType, changes: Mapping[str, list[object]]) -> frozenset[str]:
    found = set()
    for name, values in changes.items():
        if name == ACCOUNT.name:
            found.add(permission_for(Send(Purpose.INVITE)))
        elif name == MESSAGE.name:
            found |= {permission_for(Send(Purpose(value))) for value in values if value is not None}
        elif name == "active":
            found.add(permission_for(SetActive(active=True)))
        elif name in profile_type.fields:
            found.add(permission_of_field(profile_type.fields[name]).change)
    return frozenset(found) or frozenset({SEND_RESETS})  # which changes nothing of a profile


def _keeps_permission(one: Reversal, permission: str, by_role: Mapping[int, frozenset[str]], override: str) -> bool:
    """Whether a holder of the permission still has it when put back; `override` is the present one."""
    before = one.back.before
    role = before.get("role", one.person.values["role"])
    allows = by_role.get(role, frozenset()) if isinstance(role, int) else frozenset()
    return is_allowed(permission, allows, str(before.get(PREFIX + permission, override)))


def _changing(evaluator: OperationEvaluator, people: Sequence[int]) -> Iterator[Reversal]:
    for start in range(0, len(people), _AT_ONCE):
        for one in evaluator.evaluate(people[start : start + _AT_ONCE]):
            if one.decision.verdict is Verdict.CHANGES:
                yield one
