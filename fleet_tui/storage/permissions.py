"""The permissions people have, as SQL. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, exists, or_, select, true
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ALLOW, DENY, LABELS
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.db.dialect import in_json_ids, json_object, not_looked_up
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables
from fleet_tui.storage.schema.tables import Account, Company, PermissionOverride, RolePermission

_ACCOUNT = Account.__table__
_COMPANY = Company.__table__
_OVERRIDE = PermissionOverride.__table__
_ROLE_PERMISSION = RolePermission.__table__

_OFFICE_FIRST = (PersonKind.EMPLOYEE, PersonKind.TECHNICIAN)
"""A search for any holder ends at the first; most of them are employees."""


def has_permission(
    layout: PersonTables,
    permission: Collection[str] | ColumnElement[str],
    *,
    role: ColumnElement[Any] | None = None,
    without_role: int | None = None,
) -> ColumnElement[bool]:
    """Whether the person of the row has the permission, or any of several: by an override, else by the role.

    The same rule as `domain.access.permissions.is_allowed` (product.md, "Accounts"). `role` asks as if that were the
    person's role; `without_role` as if that role allowed nothing.
    """
    main = layout.main
    held = main.c.role if role is None else role
    by_role = exists().where(_ROLE_PERMISSION.c.role == held, _is(_ROLE_PERMISSION.c.permission, permission))
    by_role = by_role.where(~_override(layout, _ROLE_PERMISSION.c.permission, DENY))
    if without_role is not None:
        by_role = by_role.where(_ROLE_PERMISSION.c.role != without_role)
    return or_(_override(layout, permission, ALLOW), by_role.correlate_except(_ROLE_PERMISSION))


def _override(
    layout: PersonTables, permission: Collection[str] | ColumnElement[str], answer: str
) -> ColumnElement[bool]:
    of_person = (_OVERRIDE.c.kind == layout.type.kind.value) & (_OVERRIDE.c.person == layout.main.c.id)
    # Found by the person: many people may have the same answer.
    given = _is(_OVERRIDE.c.permission, permission) & (not_looked_up(_OVERRIDE.c.answer) == answer)
    return exists().where(of_person, given).correlate_except(_OVERRIDE)


def _is(column: ColumnElement[str], permission: Collection[str] | ColumnElement[str]) -> ColumnElement[bool]:
    return column == permission if isinstance(permission, ColumnElement) else column.in_(sorted(permission))


@dataclass(frozen=True, slots=True)
class Holders:
    """Active people with a permission; with `can_sign_in` or an account `state`, only people with such an account.

    `without_role` counts as if that role did not allow it.
    """

    permission: str
    can_sign_in: bool = False
    state: AccountState | None = None
    without_role: int | None = None

    def clause(self, layout: PersonTables) -> ColumnElement[bool]:
        """Whether the person of the row is one of them."""
        found = layout.main.c.active & has_permission(layout, [self.permission], without_role=self.without_role)
        return found & _can_sign_in(layout, self.state) if self.can_sign_in or self.state else found


def any_holder(
    connection: Connection, holders: Holders, kind: PersonKind | None = None, exclude: Collection[int] = ()
) -> bool:
    """Whether there is a holder of either kind, apart from the people in `exclude`, all of `kind`."""
    searches = []
    for layout in map(PERSON_TABLES.__getitem__, _OFFICE_FIRST):
        id, role = layout.main.c.id, layout.main.c.role
        overridden = select(_OVERRIDE.c.person).where(
            _OVERRIDE.c.kind == layout.type.kind.value,
            _OVERRIDE.c.permission == holders.permission,
            _OVERRIDE.c.answer == ALLOW,
        )
        roles = select(_ROLE_PERMISSION.c.role).where(_ROLE_PERMISSION.c.permission == holders.permission)
        # Each search has an index, and together they find every holder: one search for both would read everyone.
        for candidates in (role.in_(roles), id.in_(overridden)):
            statement = select(id).where(candidates, holders.clause(layout))
            if layout.type.kind is kind:
                statement = statement.where(id.not_in(in_json_ids(exclude)))
            searches.append(statement.exists())
    return bool(connection.execute(select(or_(*searches))).scalar_one())


def holders_among(connection: Connection, holders: Holders, kind: PersonKind, people: Collection[int]) -> set[int]:
    """The holders among those people."""
    layout = PERSON_TABLES[kind]
    id = layout.main.c.id
    statement = select(id).where(id.in_(in_json_ids(people)), holders.clause(layout))
    return set(connection.execute(statement).scalars())


def with_any_permission(
    connection: Connection, layout: PersonTables, permissions: Collection[str], people: Collection[int]
) -> set[int]:
    """The people among those with any of the permissions, inactive ones too."""
    id = layout.main.c.id
    statement = select(id).where(id.in_(in_json_ids(people)), has_permission(layout, permissions))
    return set(connection.execute(statement).scalars())


def with_any_permission_in_roles(
    connection: Connection, layout: PersonTables, permissions: Collection[str], roles: Mapping[int, int | None]
) -> set[int]:
    """The people that would have any of the permissions in those roles, by person."""
    id, given = layout.main.c.id, json_object(roles)
    role = cast(given.c.value, Integer)
    statement = select(id).join(given, cast(given.c.key, Integer) == id)
    return set(connection.execute(statement.where(has_permission(layout, permissions, role=role))).scalars())


def allowed_by_override(connection: Connection, permission: str, kind: PersonKind, people: Collection[int]) -> set[int]:
    """The people among those with an override that allows the permission."""
    layout = PERSON_TABLES[kind]
    id = layout.main.c.id
    statement = select(id).where(id.in_(in_json_ids(people)), _override(layout, [permission], ALLOW))
    return set(connection.execute(statement).scalars())


def _can_sign_in(layout: PersonTables, state: AccountState | None) -> ColumnElement[bool]:
    """Whether there is what the company's sign-in mode takes: a username, and a password unless the system has it.

    An expired password counts: a code sets another.
    """
    by_system = select(_COMPANY.c.sign_in == OPERATING_SYSTEM).scalar_subquery()
    return exists().where(
        _ACCOUNT.c.kind == layout.type.kind.value,
        _ACCOUNT.c.person == layout.main.c.id,
        _ACCOUNT.c.username_key.is_not(None),
        true() if state is None else _ACCOUNT.c.state == state.value,
        or_(by_system, _ACCOUNT.c.password_hash.is_not(None)),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about a session: the profile, the generation of the account, the permissions.

    `mode` and `session_hours` are the company's settings about sessions.
    """

    active: bool
    generation: int
    granted: frozenset[str]
    mode: str
    session_hours: int


def standing(connection: Connection, kind: PersonKind, person: int) -> Standing | None:
    """The person's standing now; None without an account."""
    layout = PERSON_TABLES[kind]
    main = layout.main
    account = (_ACCOUNT.c.kind == kind.value) & (_ACCOUNT.c.person == main.c.id)
    found = connection.execute(
        select(main.c.active, _ACCOUNT.c.generation, _COMPANY.c.sign_in, _COMPANY.c.session_hours)
        .join_from(main, _ACCOUNT, account)
        .join(_COMPANY, true())
        .where(main.c.id == person)
    ).first()
    if found is None:
        return None
    catalogue = in_json_ids(LABELS).subquery()
    has = has_permission(layout, catalogue.c.value)
    granted = select(catalogue.c.value).join_from(main, catalogue, true()).where(main.c.id == person, has)
    permissions = frozenset(connection.execute(granted).scalars())
    return Standing(found.active, found.generation, permissions, found.sign_in, int(found.session_hours))
