"""Who is not deactivated, so that somebody can still do something about it (product.md, "Marking and bulk actions")."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.judging import LAST_MANAGER
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


def refusal_to_deactivate(connection: Connection, actor: str, kind: PersonKind, id: int) -> str | None:
    """Why this active person is not deactivated, in a sentence; None when nothing is in the way."""
    if yourself(connection, actor, kind) == id:
        return "This is your own profile: somebody else has to deactivate it."
    if last_manager(connection, kind, [id]) == id:
        return f"This is {LAST_MANAGER.reason}: allow it to somebody else first."
    return None
