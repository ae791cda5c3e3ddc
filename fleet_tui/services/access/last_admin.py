"""Nobody can lock the company out: somebody who may manage people stays active and allowed to (product.md, "Marking").

Those who have an account that can sign in count first: as long as one of them is there, one of them is kept. Plans say
who is kept; `ensure_admin_remains` looks again when everything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import LABELS, MANAGE_PEOPLE, MANAGE_ROLES, PREFIX
from fleet_tui.domain.bulk.evaluate import (
    LAST_MANAGER,
    LAST_OF_ROLES,
    LAST_OF_ROLES_WHO_SIGNS_IN,
    LAST_WHO_SIGNS_IN,
    ONESELF,
)
from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.base.actor import Actor, SignedInUser
from fleet_tui.storage import permissions, roles
from fleet_tui.storage.permissions import Holders

_COUNTING = {
    MANAGE_PEOPLE: ((True, LAST_WHO_SIGNS_IN), (False, LAST_MANAGER)),
    MANAGE_ROLES: ((True, LAST_OF_ROLES_WHO_SIGNS_IN), (False, LAST_OF_ROLES)),
}
"""Whether only those count who can sign in, and what is said of the last one then."""
KEPT_ACTIVE, KEPT_ALLOWED = (MANAGE_PEOPLE,), (MANAGE_PEOPLE, MANAGE_ROLES)
"""The permissions that somebody keeps when people are deactivated, and when roles and permissions change."""

POWER = frozenset({"role", *(PREFIX + permission for permission in KEPT_ALLOWED)})
"""The fields that a permission of those comes from."""


def actor_profile_id(by: Actor, kind: PersonKind) -> int | None:
    """The id of the actor, if the actor has a profile of that kind."""
    return by.session.person if isinstance(by, SignedInUser) and by.session.kind is kind else None


def last_holder(
    connection: Connection, kind: PersonKind, people: Sequence[int], permission: str = MANAGE_PEOPLE
) -> tuple[int, Decision] | None:
    """The last of those active people who has the permission, when nobody else would be left who has it."""
    for signing_in, decision in _COUNTING[permission]:
        holders = Holders(permission, can_sign_in=signing_in)
        if permissions.any_holder(connection, holders, kind, people):
            return None
        may = permissions.holders_among(connection, holders, kind, people)
        if may:
            return next(id for id in reversed(people) if id in may), decision
    return None


def protect_in_role(
    connection: Connection, kind: PersonKind, people: Sequence[int], role: int | None
) -> dict[int, Decision]:
    """Those of the people, who are all about to get that role, who must not lose what they may, and why."""
    allows = roles.permissions_of(connection, role)

    def losing(permission: str, may: set[int]) -> set[int]:
        return may - permissions.allowed_by_override(connection, permission, kind, may)

    return protect_permission_holders(
        connection, kind, people, losing, [one for one in KEPT_ALLOWED if one not in allows]
    )


def protect_permission_holders(
    connection: Connection,
    kind: PersonKind,
    people: Sequence[int],
    losing: Callable[[str, set[int]], Collection[int]],
    wanted: Sequence[str] = KEPT_ALLOWED,
) -> dict[int, Decision]:
    """Those of the people who are kept so that somebody has each of the permissions, and why.

    `losing` says who of those people who have a permission now would lose it.
    """
    kept: dict[int, Decision] = {}
    for permission in wanted:
        may = permissions.holders_among(connection, Holders(permission), kind, people)
        lose = losing(permission, may) if may else ()
        changing = [id for id in people if id in lose and id not in kept]
        last = last_holder(connection, kind, changing, permission) if changing else None
        kept |= dict([last] if last else [])
    return kept


def admins_among(connection: Connection, by: Actor, kind: PersonKind, people: Collection[int]) -> set[int]:
    """Those of the people of whom `protect_last_admin` might keep somebody: the others need not be asked about."""
    mine = actor_profile_id(by, kind)
    return permissions.holders_among(connection, Holders(MANAGE_PEOPLE), kind, people) | (
        {mine} & set(people) if mine else set()
    )


def protect_last_admin(
    connection: Connection, by: Actor, kind: PersonKind, people: Sequence[int]
) -> dict[int, Decision]:
    """Those of the people who are all about to be deactivated who must not be, and why."""
    mine = actor_profile_id(by, kind)
    last = last_holder(connection, kind, [id for id in people if id != mine])
    kept = {mine: ONESELF} if mine is not None and mine in people else {}
    return kept | (dict([last]) if last else {})


def refusal_to_deactivate(connection: Connection, by: Actor, kind: PersonKind, id: int) -> str | None:
    """Why this active person is not deactivated, in a sentence; None when nothing is in the way."""
    if actor_profile_id(by, kind) == id:
        return "This is your own profile: somebody else has to deactivate it."
    last = last_holder(connection, kind, [id])
    return f"This is {last[1].reason}: {_FIRST[last[1]]} first." if last else None


def refusal_to_lose(connection: Connection, kind: PersonKind, id: int, lost: Collection[str]) -> str | None:
    """Why this person does not lose those permissions, in a sentence; None when nothing is in the way."""
    for permission in KEPT_ALLOWED:
        last = last_holder(connection, kind, [id], permission) if permission in lost else None
        if last:
            return f"This is {last[1].reason}, who has to stay so: {_FIRST[last[1]]} first."
    return None


def refusal_of_role(connection: Connection, role: int, lost: Collection[str]) -> str | None:
    """Why a role goes on allowing those permissions, in a sentence; None when nothing is in the way."""
    for permission in KEPT_ALLOWED:
        for signing_in, _ in reversed(_COUNTING[permission]) if permission in lost else ():
            holders = Holders(permission, can_sign_in=signing_in)
            without = replace(holders, without_role=role)
            if permissions.any_holder(connection, holders) and not permissions.any_holder(connection, without):
                return _nobody_left(permission, signing_in)
    return None


_FIRST = {
    LAST_MANAGER: "allow it to somebody else",
    LAST_WHO_SIGNS_IN: "let somebody else who may manage people have an account",
    LAST_OF_ROLES: "allow it to somebody else",
    LAST_OF_ROLES_WHO_SIGNS_IN: "allow it to somebody else who has an account",
}


@contextmanager
def ensure_admin_remains(connection: Connection, *needed: str) -> Iterator[None]:
    """Look again after what is written inside: whoever was there who had the permissions, somebody still is.

    Raises:
        Refusal: nobody is, so that the transaction has to end without it.
    """
    before = _there(connection, needed)
    yield
    missing = before - _there(connection, needed)
    if missing:
        permission, signing_in = min(missing)
        raise Refusal(_nobody_left(permission, signing_in))


def _nobody_left(permission: str, signing_in: bool) -> str:
    who = "who can sign in and " if signing_in else "who "
    return f"Nobody active would be left {who}has the permission “{LABELS[permission]}”: keep somebody."


def _there(connection: Connection, needed: Collection[str]) -> set[tuple[str, bool]]:
    """Which of the permissions an active person has, and which of them one who can sign in."""
    return {
        (permission, signing_in)
        for permission in needed
        for signing_in, _ in _COUNTING[permission]
        if permissions.any_holder(connection, Holders(permission, can_sign_in=signing_in))
    }
