"""The permission rule in SQL gives what the domain's pure rule gives, for arbitrary roles and overrides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import (
    ALLOW,
    DENY,
    MANAGE_PEOPLE,
    MANAGE_ROLES,
    SEE_PEOPLE,
    effective_permissions,
)
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.storage import permissions, roles
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.permissions import Holders
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from fleet_tui.storage.schema.tables import PermissionOverride, RolePermission
from tests.support.people import EMPLOYEES, TECHNICIANS, load, new_person, size

PERMISSIONS = (SEE_PEOPLE, MANAGE_PEOPLE, MANAGE_ROLES)
ROLES = (1, 2, 3)
IDS = (1, 2, 3)


@dataclass(frozen=True)
class Member:
    """A person as drawn: `overrides` by permission."""

    active: bool
    role: int | None
    overrides: dict[str, str]


Members = dict[tuple[PersonKind, int], Member]
RolePermissions = dict[int, frozenset[str]]

some_permissions = st.frozensets(st.sampled_from(PERMISSIONS))
a_role = st.none() | st.sampled_from(ROLES)
members = st.builds(
    Member, st.booleans(), a_role, st.dictionaries(st.sampled_from(PERMISSIONS), st.sampled_from((ALLOW, DENY)))
)
companies = st.tuples(
    st.fixed_dictionaries(dict.fromkeys(ROLES, some_permissions)),
    st.fixed_dictionaries({(kind, id): members for kind in PersonKind for id in IDS}),
)


@pytest.fixture
def people(services: Services) -> Database:
    """Three people of each kind, each with an account."""
    load(
        services.database,
        [
            new_person(
                kind,
                {"name": f"n{id}", "email": f"{kind.value}{id}@x.org", "positions": ("CSR",)},
                account=AccountState.ACCEPTED,
            )
            for kind in (EMPLOYEES, TECHNICIANS)
            for id in IDS
        ],
    )
    return services.database


@contextmanager
def written(database: Database, by_role: RolePermissions, everyone: Members) -> Iterator[Connection]:
    """A transaction with that company in it, rolled back at the end."""
    with database._writer.connect() as connection:
        allows, override = RolePermission.__table__, PermissionOverride.__table__
        connection.execute(delete(allows))
        connection.execute(delete(override))
        for role, held in by_role.items():
            for permission in held:
                connection.execute(insert(allows).values(role=role, permission=permission))
        for (kind, id), member in everyone.items():
            main = PERSON_TABLES[kind].main
            connection.execute(update(main).where(main.c.id == id).values(active=member.active, role=member.role))
            for permission, answer in member.overrides.items():
                row = {"kind": kind.value, "person": id, "permission": permission, "answer": answer}
                connection.execute(insert(override).values(**row))
        yield connection
        connection.rollback()


def pure(by_role: RolePermissions, member: Member, role: int | None) -> frozenset[str]:
    return effective_permissions(by_role.get(role, frozenset()) if role else frozenset(), member.overrides)


@settings(
    max_examples=size(40, 2_000),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes; the examples are small
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(companies, a_role, st.sampled_from(ROLES), some_permissions)
def test_the_rule_in_sql_is_the_pure_rule(
    people: Database,
    company: tuple[RolePermissions, Members],
    role_then: int | None,
    without: int,
    several: frozenset[str],
) -> None:
    by_role, everyone = company
    without_role = by_role | {without: frozenset()}
    with written(people, by_role, everyone) as connection:
        assert roles.permissions_by_role(connection) == {role: held for role, held in by_role.items() if held}
        for kind, layout in PERSON_TABLES.items():
            mine = {id: everyone[kind, id] for id in IDS}
            held = {id: pure(by_role, member, member.role) for id, member in mine.items()}
            then = {id: pure(by_role, member, role_then) for id, member in mine.items()}
            for permission in PERMISSIONS:
                has = permissions.has_permission(layout, [permission])
                has_without = permissions.has_permission(layout, [permission], without_role=without)
                found = connection.execute(select(layout.main.c.id, has, has_without)).all()
                assert {id: (bool(one), bool(other)) for id, one, other in found} == {
                    id: (permission in held[id], permission in pure(without_role, member, member.role))
                    for id, member in mine.items()
                }
                holders = permissions.holders_among(connection, Holders(permission), kind, IDS)
                assert holders == {id for id in IDS if mine[id].active and permission in held[id]}
                overridden = {id for id in IDS if mine[id].overrides.get(permission) == ALLOW}
                assert permissions.allowed_by_override(connection, permission, kind, IDS) == overridden
            assert permissions.with_any_permission(connection, layout, several, IDS) == {
                id for id in IDS if held[id] & several
            }
            roles_then = dict.fromkeys(IDS, role_then)
            assert permissions.with_any_permission_in_roles(connection, layout, several, roles_then) == {
                id for id in IDS if then[id] & several
            }
            for id in IDS:
                standing = permissions.standing(connection, kind, id)
                assert standing
                assert (standing.active, standing.granted) == (mine[id].active, held[id])
        for permission in PERMISSIONS:
            for without_one, rule in ((None, by_role), (without, without_role)):
                holding = {
                    key
                    for key, member in everyone.items()
                    if member.active and permission in pure(rule, member, member.role)
                }
                holders_then = Holders(permission, without_role=without_one)
                assert permissions.any_holder(connection, holders_then) == bool(holding)
                others = {(kind, id) for kind, id in holding if kind is not EMPLOYEES or id > 1}
                assert permissions.any_holder(connection, holders_then, EMPLOYEES, [1]) == bool(others)
