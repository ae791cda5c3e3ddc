"""Protects the last administrators: an active person with the permission to manage people, and one with the permission
to manage roles, always remain (product.md, "Marking").

People with an account that can sign in count first: as long as one of them is left, one of them is protected. Plans say
which people are protected; `ensure_admin_remains` checks again when everything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from fleet_tui.domain.access.permissions import LABELS, MANAGE_PEOPLE, MANAGE_ROLES, PREFIX
from fleet_tui.domain.bulk.evaluate import (
    LAST_MANAGER,
    LAST_MANAGER_WITH_SIGN_IN,
    LAST_ROLES_ADMIN,
    LAST_ROLES_ADMIN_WITH_SIGN_IN,
    ONESELF,
)
from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.base.actor import Actor, SignedInUser
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage import permissions, roles
from fleet_tui.storage.permissions import Holders

_COUNTING = {
    MANAGE_PEOPLE: ((True, LAST_MANAGER_WITH_SIGN_IN), (False, LAST_MANAGER)),
    MANAGE_ROLES: ((True, LAST_ROLES_ADMIN_WITH_SIGN_IN), (False, LAST_ROLES_ADMIN)),
}
"""Whether only people with a usable account count, and the decision about the last of them."""
_FIRST = {
    LAST_MANAGER: "allow it to somebody else",
    LAST_MANAGER_WITH_SIGN_IN: "let somebody else who may manage people have an account",
    LAST_ROLES_ADMIN: "allow it to somebody else",
    LAST_ROLES_ADMIN_WITH_SIGN_IN: "allow it to somebody else who has an account",
}
KEPT_WHEN_DEACTIVATING, KEPT_WHEN_REGRANTING = (MANAGE_PEOPLE,), (MANAGE_PEOPLE, MANAGE_ROLES)
"""The permissions with a holder left after people are deactivated, and after roles and permissions change."""

ADMIN_FIELDS = frozenset({"role", *(PREFIX + permission for permission in KEPT_WHEN_REGRANTING)})
"""The fields that decide on those permissions."""


def actor_profile_id(by: Actor, kind: PersonKind) -> int | None:
    """The id of the actor, if the actor has a profile of that kind."""
    return by.session.person if isinstance(by, SignedInUser) and by.session.kind is kind else None


@dataclass(frozen=True, slots=True)
class LastAdmin:
    """Finds the people of one kind that a change must not touch, in one transaction."""

    tx: Transaction
    kind: PersonKind

    def last_holder(self, people: Sequence[int], permission: str = MANAGE_PEOPLE) -> tuple[int, Decision] | None:
        """The last of those active people with the permission, if no active person besides them has it."""
        for signing_in, decision in _COUNTING[permission]:
            holders = Holders(permission, can_sign_in=signing_in)
            if permissions.any_holder(self.tx.connection, holders, self.kind, people):
                return None
            found = permissions.holders_among(self.tx.connection, holders, self.kind, people)
            if found:
                return next(id for id in reversed(people) if id in found), decision
        return None

    def protected_from_role(self, people: Sequence[int], role: int | None) -> dict[int, Decision]:
        """Those of the people that must not get the role which is planned for all of them, and why."""
        allows = roles.permissions_of(self.tx.connection, role)

        def losing(permission: str, holders: set[int]) -> set[int]:
            return holders - permissions.allowed_by_override(self.tx.connection, permission, self.kind, holders)

        return self.protected_from_losing(people, losing, [one for one in KEPT_WHEN_REGRANTING if one not in allows])

    def protected_from_losing(
        self,
        people: Sequence[int],
        losing: Callable[[str, set[int]], Collection[int]],
        wanted: Sequence[str] = KEPT_WHEN_REGRANTING,
    ) -> dict[int, Decision]:
        """Those of the people that must keep a permission, and why; `losing` returns the holders that would lose it."""
        kept: dict[int, Decision] = {}
        for permission in wanted:
            holders = permissions.holders_among(self.tx.connection, Holders(permission), self.kind, people)
            lose = losing(permission, holders) if holders else ()
            changing = [id for id in people if id in lose and id not in kept]
            last = self.last_holder(changing, permission) if changing else None
            kept |= dict([last] if last else [])
        return kept

    def protected_from_deactivation(self, people: Sequence[int]) -> dict[int, Decision]:
        """Those of the people that must stay active, and why, when a deactivation is planned for all of them."""
        own = actor_profile_id(self.tx.actor, self.kind)
        last = self.last_holder([id for id in people if id != own])
        kept = {own: ONESELF} if own is not None and own in people else {}
        return kept | (dict([last]) if last else {})

    def candidates(self, people: Collection[int]) -> set[int]:
        """Those of the people that `protected_from_deactivation` may return: the others need not be passed to it."""
        own = actor_profile_id(self.tx.actor, self.kind)
        holders = permissions.holders_among(self.tx.connection, Holders(MANAGE_PEOPLE), self.kind, people)
        return holders | ({own} & set(people) if own else set())

    def refusal_to_lose(self, id: int, lost: Collection[str]) -> str | None:
        """Why this person does not lose those permissions, in a sentence; None when nothing is in the way."""
        for permission in KEPT_WHEN_REGRANTING:
            last = self.last_holder([id], permission) if permission in lost else None
            if last:
                return f"This is {last[1].reason}, who has to stay so: {_FIRST[last[1]]} first."
        return None


def refusal_of_role(tx: Transaction, role: int, lost: Collection[str]) -> str | None:
    """Why a role keeps those permissions, in a sentence; None when nothing is in the way."""
    for permission in KEPT_WHEN_REGRANTING:
        for signing_in, _ in reversed(_COUNTING[permission]) if permission in lost else ():
            holders = Holders(permission, can_sign_in=signing_in)
            without = replace(holders, without_role=role)
            if permissions.any_holder(tx.connection, holders) and not permissions.any_holder(tx.connection, without):
                return _none_left(permission, signing_in)
    return None


@contextmanager
def ensure_admin_remains(tx: Transaction, *needed: str) -> Iterator[None]:
    """Check, when everything inside is written, that permissions which had an active holder still have one.

    Raises:
        Refusal: one has none, so that the transaction has to end without effect.
    """
    before = _held(tx, needed)
    yield
    missing = before - _held(tx, needed)
    if missing:
        permission, signing_in = min(missing)
        raise Refusal(_none_left(permission, signing_in))


def _none_left(permission: str, signing_in: bool) -> str:
    who = "who can sign in and " if signing_in else "who "
    return f"Nobody active would be left {who}has the permission “{LABELS[permission]}”: keep somebody."


def _held(tx: Transaction, needed: Collection[str]) -> set[tuple[str, bool]]:
    """The permissions with an active holder (False), and with one that can sign in (True)."""
    return {
        (permission, signing_in)
        for permission in needed
        for signing_in, _ in _COUNTING[permission]
        if permissions.any_holder(tx.connection, Holders(permission, can_sign_in=signing_in))
    }
