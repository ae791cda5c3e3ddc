"""SQL that only SQLite has; another database would be taught it here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Select,
    Table,
    TableValuedAlias,
    bindparam,
    cast,
    func,
    insert,
    null,
    select,
)
from sqlalchemy.engine import Connection


def joined(column: Column[Any]) -> ColumnElement[Any]:
    """The values of several rows as one text with commas between, in any order; NULL without rows."""
    return func.group_concat(column)


def descending_moment(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A moment as a text that sorts the latest first."""
    return func.printf("%011d", 99_999_999_999 - cast(func.strftime("%s", column), Integer))


def latest_moment(*moments: ColumnElement[Any]) -> ColumnElement[Any]:
    """The latest of several moments; moments that are subqueries may be NULL."""
    return func.max(*(func.coalesce(moment, "") for moment in moments))


def not_looked_up(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as an expression without an index, so that rows are found by the other conditions.

    Without statistics SQLite takes an index with few distinct values for as good as any other.
    """
    return func.coalesce(column, null())


def insert_raw(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows as the table keeps them, with values in the order of `names`, which is that of the columns.

    Below SQLAlchemy Core, which takes three times as long.
    """
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


class RawSelect:
    """A query that is compiled once and fetched as the tables keep its rows, below SQLAlchemy Core.

    It is fetched for the ids that `in_ids` stands for; `decoded` reads its columns.
    """

    def __init__(self, connection: Connection, statement: Select[Any]) -> None:
        compiled = statement.compile(dialect=connection.dialect)
        self._text = str(compiled)
        self._names = compiled.positiontup or []
        self._parameters = compiled.construct_params({_IDS: None})

    def fetch(self, connection: Connection, ids: Iterable[int]) -> list[tuple[Any, ...]]:
        """The rows for those ids."""
        parameters = {**self._parameters, _IDS: json.dumps(list(ids))}
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._text, [parameters[name] for name in self._names])
            return list(cursor.fetchall())
        finally:
            cursor.close()


_IDS = "ids"


def in_ids() -> Select[Any]:
    """A query for the ids that a `RawSelect` is fetched for, for `column.in_(...)`."""
    return select(func.json_each(bindparam(_IDS)).table_valued("value").c.value)


def decoded(connection: Connection, column: Column[Any], values: Sequence[Any]) -> Sequence[Any]:
    """The values of a column that was fetched raw, each different one decoded once."""
    process = column.type.dialect_impl(connection.dialect).result_processor(connection.dialect, None)
    if process is None:
        return values
    found = {value: process(value) for value in set(values)}
    return [found[value] for value in values]


def in_json_ids(ids: Iterable[int] | Iterable[str]) -> Select[Any]:
    """A query for those ids, for `column.in_(...)`.

    They travel as one JSON text: one parameter an id would meet SQLite's limit.
    """
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)


def json_object(values: Mapping[int, int | None]) -> TableValuedAlias:
    """A table of those keys and values, with the columns `key` (as text) and `value`."""
    return func.json_each(json.dumps(values)).table_valued("key", "value")


def distinct_by_index(connection: Connection, column: Column[Any]) -> list[Any]:
    """The different values of a column that an index begins with, each found by one step of that index."""
    table, name = column.table.name, column.name
    steps = (
        f"WITH RECURSIVE step(value) AS (SELECT min({name}) FROM {table} UNION ALL "  # noqa: S608  # names of ours
        f"SELECT (SELECT min({name}) FROM {table} WHERE {name} > value) FROM step WHERE value IS NOT NULL) "
        "SELECT value FROM step WHERE value IS NOT NULL"
    )
    return [value for (value,) in connection.exec_driver_sql(steps)]
