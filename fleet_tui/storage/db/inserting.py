"""Rows by the thousand, inserted below SQLAlchemy Core, which takes three times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from fleet_tui.storage.db.errors import UniqueViolation

QUICKER: dict[str, Callable[[Connection, str, Sequence[str], Sequence[tuple[Any, ...]]], None]] = {}
"""What engines have in place of INSERT, by name; each adds its own."""


@contextmanager
def unique_violations(connection: Connection) -> Iterator[None]:
    """The block's rows; the caller may go on in its transaction when they are refused.

    Raises:
        UniqueViolation: another row has a value that must be unique.
    """
    # SQLite takes back the one statement by itself.
    part = nullcontext() if connection.dialect.name == "sqlite" else connection.begin_nested()
    try:
        with part:
            yield
    except IntegrityError:
        raise UniqueViolation from None


def insert_raw(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows as the table keeps them, with values in the order of `names`, which is that of the columns."""
    if quicker := QUICKER.get(connection.dialect.name):
        quicker(connection, table.name, names, rows)
        return
    statement = insert(table).inline().compile(dialect=connection.dialect, column_keys=names)
    connection.exec_driver_sql(str(statement), list(rows))


def insert_many(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows, with values in the order of `names`, each converted as its column has it."""
    if rows:
        insert_columns(connection, table, dict(zip(names, zip(*rows, strict=True), strict=True)))


def insert_columns(connection: Connection, table: Table, given: Mapping[str, Sequence[Any]]) -> None:
    """Insert many rows that are given by column, each value converted as its column has it."""
    ordered = [column for column in table.c if column.name in given]
    columns: list[Iterable[Any]] = []
    for column in ordered:
        convert = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        values = given[column.name]
        columns.append(values if convert is None else map(convert, values))
    if rows := list(zip(*columns, strict=True)):
        insert_raw(connection, table, [column.name for column in ordered], rows)


def insert_one(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Insert a row; the id that it got."""
    key: Any = connection.execute(insert(table).values(**values)).inserted_primary_key
    return int(key[0])
