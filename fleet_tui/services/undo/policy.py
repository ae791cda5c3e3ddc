"""What undo and redo take, and from whom they must not take what they may: they go by the rules of what they repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ALLOW, PREFIX, ROLE_DEFAULT, SEND_RESETS
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.action_permissions import permission_for
from fleet_tui.domain.bulk.actions import Send, SetActive
from fleet_tui.domain.bulk.plan import Decision, Verdict
from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.history.changes import ACCOUNT, MESSAGE
from fleet_tui.domain.people.field_permissions import permission_of_field
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.access import last_admin
from fleet_tui.services.base.actor import Actor
from fleet_tui.services.undo.evaluate import OperationEvaluator, Reversal
from fleet_tui.storage import managers, ranking, undo
from fleet_tui.storage.history import operations
from fleet_tui.storage.history.operations import Operation

_AT_ONCE = 2_000


class UndoGuard:
    """What putting back one operation takes and must not do; its entries in the history are all of one sort."""

    def __init__(self, connection: Connection, operation: Operation, by: Actor) -> None:
        self._connection = connection
        self._operation = operation
        self._by = by
        changes = operations.first_changes(connection, operation)
        self.takes = _takes(PROFILE_TYPES[operation.kind], changes)
        """The permissions that it takes."""
        self._power = not last_admin.POWER.isdisjoint(changes)
        self.keeps = last_admin.KEPT_ALLOWED if self._power else last_admin.KEPT_ACTIVE if "active" in changes else ()
        """The permissions of which it could take the last one who has them."""

    def kept(self, evaluator: OperationEvaluator, people: Sequence[int]) -> dict[int, Decision]:
        """Those of the people who change now and must not, for what would become of all of them together."""
        if self._power:
            return self._kept_allowed(evaluator, people)
        return self._kept_active(evaluator, people) if self.keeps else {}

    def _kept_active(self, evaluator: OperationEvaluator, people: Sequence[int]) -> dict[int, Decision]:
        """Those who must not be deactivated."""
        connection, kind = self._connection, self._operation.kind
        activated = set(undo.activated(connection, self._operation))
        deactivated = [id for id in people if id in activated]
        count = last_admin.admins_among(connection, self._by, kind, deactivated)
        changing = [one.person.id for one in _changing(evaluator, [id for id in deactivated if id in count])]
        return last_admin.protect_last_admin(connection, self._by, kind, changing)

    def _kept_allowed(self, evaluator: OperationEvaluator, people: Sequence[int]) -> dict[int, Decision]:
        """Those who must not lose what their role, or their own answer, allows them now."""
        connection, kind = self._connection, self._operation.kind
        roles = ranking.roles(connection)

        def losing(permission: str, may: set[int]) -> set[int]:
            own = managers.having_override(connection, permission, kind, ALLOW, may)
            return {
                one.person.id
                for one in _changing(evaluator, [id for id in people if id in may])
                if not _may_then(one, permission, roles, ALLOW if one.person.id in own else ROLE_DEFAULT)
            }

        return last_admin.protect_permission_holders(connection, kind, people, losing)


def _takes(profile_type: ProfileType, changes: Mapping[str, list[object]]) -> frozenset[str]:
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


def _may_then(one: Reversal, permission: str, roles: Mapping[int, frozenset[str]], own: str) -> bool:
    """Whether somebody who has the permission has it still when they are put back."""
    before = one.back.before
    answer = before.get(PREFIX + permission, own)
    role = before.get("role", one.person.values["role"])
    return answer == ALLOW if answer != ROLE_DEFAULT else isinstance(role, int) and permission in roles.get(role, ())


def _changing(evaluator: OperationEvaluator, people: Sequence[int]) -> Iterator[Reversal]:
    for start in range(0, len(people), _AT_ONCE):
        for one in evaluator.evaluate(people[start : start + _AT_ONCE]):
            if one.decision.verdict is Verdict.CHANGES:
                yield one
