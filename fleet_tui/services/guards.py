"""Who is not deactivated, so that somebody can still do something about it (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.judging import LAST_MANAGER, ONESELF
from fleet_tui.domain.plans import Judged
from fleet_tui.services.new_account import username_key
from fleet_tui.storage import accounts, managers

_MANAGE = "manage_people"


def yourself(connection: Connection, actor: str, kind: PersonKind) -> int | None:
    """The person of the kind who acts: the one with that username. One human may be there in both kinds."""
    return accounts.holder_of_username(connection, kind, username_key(actor))


def last_manager(connection: Connection, kind: PersonKind, people: Sequence[int]) -> int | None:
    """The last of those active people who may manage people, when nobody else who may would be left without them."""
    if managers.others_may(connection, _MANAGE, kind, people):
        return None
    may = managers.those_who_may(connection, _MANAGE, kind, people)
    return next((id for id in reversed(people) if id in may), None)


def who_count(connection: Connection, actor: str, kind: PersonKind, people: Collection[int]) -> set[int]:
    """Those of the people of whom `kept_active` might keep somebody: the others need not be asked about."""
    mine = yourself(connection, actor, kind)
    return managers.those_who_may(connection, _MANAGE, kind, people) | ({mine} & set(people) if mine else set())


def kept_active(connection: Connection, actor: str, kind: PersonKind, people: Sequence[int]) -> dict[int, Judged]:
    """Those of the people who are all about to be deactivated who must not be, and why."""
    mine = yourself(connection, actor, kind)
    last = last_manager(connection, kind, [id for id in people if id != mine])
    kept = {mine: ONESELF} if mine is not None and mine in people else {}
    return kept | ({last: LAST_MANAGER} if last is not None else {})


def refusal_to_deactivate(connection: Connection, actor: str, kind: PersonKind, id: int) -> str | None:
    """Why this active person is not deactivated, in a sentence; None when nothing is in the way."""
    if yourself(connection, actor, kind) == id:
        return "This is your own profile: somebody else has to deactivate it."
    if last_manager(connection, kind, [id]) == id:
        return f"This is {LAST_MANAGER.reason}: allow it to somebody else first."
    return None
