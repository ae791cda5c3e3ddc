"""Who has a permission: what the role allows, unless the person's own answer says otherwise (product.md, "Accounts").

Callers hold the transaction.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ALLOW, DENY
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.db.many import in_json_ids
from fleet_tui.storage.schema import tables
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables

_ACCOUNT = tables.Account.__table__
_ALLOWS = tables.RolePermission.__table__
_COMPANY = tables.Company.__table__
_OVERRIDE = tables.PermissionOverride.__table__

_LIKELY_FIRST = (PersonKind.EMPLOYEE, PersonKind.TECHNICIAN)
"""The question whether anybody may is answered by the first one found, who works in the office."""


def others_have_permission(
    connection: Connection,
    permission: str,
    kind: PersonKind,
    besides: Collection[int],
    *,
    signing_in: bool = False,
    without_role: int | None = None,
) -> bool:
    """Whether an active person of either kind has the permission besides those people of the one kind.

    With `signing_in`, only who can sign in counts. `without_role` does not allow it, whatever it does now.
    """
    found = []
    for layout in map(PERSON_TABLES.__getitem__, _LIKELY_FIRST):
        # A question for each way to have it, by an index of its own: one with both would be asked of everybody.
        for having in (_allowed_by_role(layout, permission, without_role), _answers(layout, permission, ALLOW)):
            statement = select(layout.main.c.id).where(layout.main.c.active, having)
            if layout.type.kind is kind:
                statement = statement.where(layout.main.c.id.not_in(in_json_ids(besides)))
            if signing_in:
                statement = statement.where(_can_sign_in(layout))
            found.append(statement.exists())
    return bool(connection.execute(select(or_(*found))).scalar_one())


def any_has_permission(
    connection: Connection, permission: str, *, signing_in: bool = False, without_role: int | None = None
) -> bool:
    """The same of everybody."""
    kind = PersonKind.EMPLOYEE
    return others_have_permission(connection, permission, kind, (), signing_in=signing_in, without_role=without_role)


def any_accepted_has_permission(connection: Connection, permission: str) -> bool:
    """Whether an active person with an accepted invitation has the permission."""
    found = []
    for layout in map(PERSON_TABLES.__getitem__, _LIKELY_FIRST):
        accepted = _can_sign_in(layout, AccountState.ACCEPTED)
        for having in (_allowed_by_role(layout, permission), _answers(layout, permission, ALLOW)):
            found.append(select(layout.main.c.id).where(layout.main.c.active, having, accepted).exists())
    return bool(connection.execute(select(or_(*found))).scalar_one())


def having_permission(
    connection: Connection,
    permission: str,
    kind: PersonKind,
    people: Collection[int],
    *,
    signing_in: bool = False,
) -> set[int]:
    """Those of the people who are active and have the permission; with `signing_in`, of those who can sign in."""
    layout = PERSON_TABLES[kind]
    id = layout.main.c.id
    answers = exists().where(_answer(layout, permission, ALLOW))
    may = or_(answers, _allowed_by_role(layout, permission))
    statement = select(id).where(id.in_(in_json_ids(people)), layout.main.c.active, may)
    if signing_in:
        statement = statement.where(_can_sign_in(layout))
    return set(connection.execute(statement).scalars())


def having_override(
    connection: Connection, permission: str, kind: PersonKind, answer: str, people: Collection[int]
) -> set[int]:
    """Those of the people whose own answer to that permission is this one."""
    theirs = select(_OVERRIDE.c.person).where(
        _OVERRIDE.c.kind == kind.value,
        _OVERRIDE.c.person.in_(in_json_ids(people)),
        _OVERRIDE.c.permission == permission,
        _OVERRIDE.c.answer == answer,
    )
    return set(connection.execute(theirs).scalars())


def _answer(layout: PersonTables, permission: str, answer: str) -> ColumnElement[bool]:
    """That a row of the answers is the person's, to that permission, and this one."""
    return and_(
        _OVERRIDE.c.kind == layout.type.kind.value,
        _OVERRIDE.c.person == layout.main.c.id,
        _OVERRIDE.c.permission == permission,
        _OVERRIDE.c.answer == answer,
    )


def _answers(layout: PersonTables, permission: str, answer: str) -> ColumnElement[bool]:
    """That the person's own answer to the permission is this one; few people have one."""
    theirs = select(_OVERRIDE.c.person).where(
        _OVERRIDE.c.kind == layout.type.kind.value,
        _OVERRIDE.c.permission == permission,
        _OVERRIDE.c.answer == answer,
    )
    return layout.main.c.id.in_(theirs)


def _allowed_by_role(layout: PersonTables, permission: str, without_role: int | None = None) -> ColumnElement[bool]:
    """That the role allows it, and the person's own answer does not say no."""
    roles = select(_ALLOWS.c.role).where(_ALLOWS.c.permission == permission, _ALLOWS.c.role != (without_role or 0))
    return and_(layout.main.c.role.in_(roles), ~exists().where(_answer(layout, permission, DENY)))


def _can_sign_in(layout: PersonTables, state: AccountState | None = None) -> ColumnElement[bool]:
    """Who has what the company's mode takes: a username, and a password unless the operating system answers for them.

    A password that is over counts: it is set anew by a code. With `state`, only accounts that have come as far count.
    """
    by_system = select(_COMPANY.c.sign_in == OPERATING_SYSTEM).scalar_subquery()
    return exists().where(
        _ACCOUNT.c.kind == layout.type.kind.value,
        _ACCOUNT.c.person == layout.main.c.id,
        _ACCOUNT.c.username_key.is_not(None),
        true() if state is None else _ACCOUNT.c.state == state.value,
        or_(by_system, _ACCOUNT.c.password_hash.is_not(None)),
    )
