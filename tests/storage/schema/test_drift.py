"""The tables that migrations make, the tables that the program declares, and the declared fields: all the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlmodel import SQLModel

from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.db.file_header import APPLICATION_ID
from fleet_tui.storage.schema import (
    completeness,
    employee_detail_tables,
    employee_tables,
    other_tables,
    tables,
    technician_detail_tables,
    technician_tables,
)
from fleet_tui.storage.schema.migrations import DIGEST, MIGRATIONS
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from tests.support.people import EMPLOYEES, TECHNICIANS

TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.LINES: "TEXT",
    Kind.CHOICE: "VARCHAR",
    Kind.COLOR: "VARCHAR",
    Kind.REFERENCE: "INTEGER",
    Kind.TOGGLE: "BOOLEAN",
    Kind.PHONE: "VARCHAR",
    Kind.EMAIL: "VARCHAR",
    Kind.DIGITS: "VARCHAR",
    Kind.MONEY: "BIGINT",
    Kind.PERCENT: "BIGINT",
    Kind.DATE: "DATE",
    Kind.MOMENT: "VARCHAR(20)",
    Kind.PHOTO: "VARCHAR",
}
"""How each kind that has a column of its own is kept."""

_DECLARING = (
    employee_detail_tables,
    employee_tables,
    other_tables,
    tables,
    technician_detail_tables,
    technician_tables,
)


def made(database: Database) -> dict[str, Any]:
    """What the migrations made, as SQLite describes it."""
    with database.read() as connection:
        found = inspect(connection)
        return {name: described(found, name) for name in found.get_table_names()}


def declared(database: Database) -> dict[str, Any]:
    """What the program declares, as SQLite describes it when it is made from nothing but that."""
    from sqlalchemy import create_engine

    engine = create_engine("sqlite://", module=database._writer.dialect.dbapi)
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
        found = inspect(connection)
        described_all = {name: described(found, name) for name in found.get_table_names()}
    engine.dispose()
    return described_all


def described(found: Any, table: str) -> dict[str, Any]:
    indexes = found.bind.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", (table,)
    ).all()
    sql = found.bind.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar()
    return {
        "columns": {c["name"]: (str(c["type"]), c["nullable"], c["primary_key"]) for c in found.get_columns(table)},
        "indexes": {name: " ".join(sql.split()) for name, sql in indexes if sql},
        "unique": re.findall(r"UNIQUE \([^)]*\)", sql),
        "keys": sorted(
            (tuple(key["constrained_columns"]), key["referred_table"], tuple(key["referred_columns"]))
            for key in found.get_foreign_keys(table)
        ),
        "rowid": "WITHOUT ROWID" not in sql,
    }


def test_migrations_make_the_tables_that_are_declared(database: Database) -> None:
    there, wanted = made(database), declared(database)
    assert set(there) == set(wanted)
    for name in wanted:
        assert there[name] == wanted[name], name


def test_a_new_file_says_whose_it_is_and_how_new(database: Database) -> None:
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == len(MIGRATIONS)
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID


def test_the_digest_is_that_of_a_new_file(database: Database) -> None:
    with database.read() as connection:
        bare = connection.connection.driver_connection
        assert completeness.digest(completeness.parts_of(bare)) == DIGEST


def stored(field: Field) -> bool:
    return field.kind is not Kind.REFERENCES and not permission_of(field)


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_every_declared_field_has_its_column_and_no_column_is_without_a_field(
    database: Database, kind: PersonKind
) -> None:
    layout, there = PERSON_TABLES[kind], made(database)
    columns = there[layout.main.name]["columns"] | there[layout.detail.name]["columns"]
    fields = {field.name: field for field in (*layout.type.stored, *layout.type.system) if stored(field)}
    keys = {f"{name}_key" for name in layout.type.fields}
    assert set(columns) - keys - {"id", "version"} == set(fields)
    for name, field in fields.items():
        kept, empty, _ = columns[name]
        assert kept == TYPES[field.kind], name
        always = field.kind is Kind.TOGGLE or name in ("name", "status", "created", "changed")
        assert empty is not always, name


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_what_is_declared_unique_is_unique_in_the_database(database: Database, kind: PersonKind) -> None:
    layout, there = PERSON_TABLES[kind], made(database)
    unique = {
        sql[sql.rindex("(") :]
        for table in (layout.main.name, layout.detail.name)
        for sql in there[table]["indexes"].values()
        if sql.startswith("CREATE UNIQUE INDEX")
    }
    columns = {"email_key" if field.kind is Kind.EMAIL else field.name for field in layout.type.stored if field.unique}
    assert unique == {f"({column})" for column in columns}


def test_references_are_kept_by_the_database(database: Database) -> None:
    there = made(database)
    for kind in PersonKind:
        layout = PERSON_TABLES[kind]
        held = {columns[0] for columns, table, _ in there[layout.main.name]["keys"] if table == "list_entry"}
        assert held == {field.name for field in layout.reference_fields if field.kind is Kind.REFERENCE}
        assert {table for _, table, _ in there[layout.link.name]["keys"]} == {layout.main.name, "list_entry"}


def test_the_companys_settings_have_their_columns(database: Database) -> None:
    assert set(made(database)["company"]["columns"]) == {field.name for field in COMPANY_FIELDS} | {"id", "version"}


@pytest.mark.parametrize("kind", PersonKind)
def test_the_rest_of_a_profile_stands_in_its_detail(kind: PersonKind) -> None:
    layout = PERSON_TABLES[kind]
    kept = [field.name for field in layout.type.stored if field.name in layout.detail.c]
    assert [field.name for field in layout.detail_fields] == kept


def test_every_table_is_one_that_is_declared() -> None:
    declared = [model for module in _DECLARING for model in vars(module).values() if _is_table(model)]
    assert {model.__table__.name for model in declared} == set(SQLModel.metadata.tables)


def _is_table(model: object) -> bool:
    return isinstance(model, type) and issubclass(model, SQLModel) and hasattr(model, "__table__")
