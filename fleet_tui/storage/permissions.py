"""What somebody who has signed in is allowed now. Callers hold the transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import literal, select, true, union_all
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ALLOW
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_ACCOUNT = tables.Account.__table__
_OVERRIDE = tables.PermissionOverride.__table__
_ALLOWS = tables.RolePermission.__table__
_COMPANY = tables.Company.__table__


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands: whether the profile is active, the generation of the account, what is allowed.

    `mode` and `session_hours` are the company's settings about sessions.
    """

    active: bool
    generation: int
    granted: frozenset[str]
    mode: str
    session_hours: int


def standing(connection: Connection, kind: PersonKind, person: int) -> Standing | None:
    """How that person stands; None without an account."""
    main = PERSON_TABLES[kind].main
    theirs = (_ACCOUNT.c.kind == kind.value) & (_ACCOUNT.c.person == main.c.id)
    found = connection.execute(
        select(main.c.active, main.c.role, _ACCOUNT.c.generation, _COMPANY.c.sign_in, _COMPANY.c.session_hours)
        .join_from(main, _ACCOUNT, theirs)
        .join(_COMPANY, true())
        .where(main.c.id == person)
    ).first()
    if found is None:
        return None
    answers = select(_OVERRIDE.c.permission, _OVERRIDE.c.answer).where(
        _OVERRIDE.c.kind == kind.value, _OVERRIDE.c.person == person
    )
    defaults = select(_ALLOWS.c.permission, literal("")).where(_ALLOWS.c.role == found.role)
    allowed: dict[str, bool] = {}
    for permission, answer in connection.execute(union_all(defaults, answers)):
        allowed[permission] = answer == ALLOW if answer else allowed.get(permission, True)
    granted = frozenset(permission for permission, yes in allowed.items() if yes)
    return Standing(found.active, found.generation, granted, found.sign_in, int(found.session_hours))
