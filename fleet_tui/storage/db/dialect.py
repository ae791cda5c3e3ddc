"""What SQLite says in words of its own, beside the lists of `many`: another database would be taught it here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, Table, cast, func, insert, null
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
    """Insert rows of values as the table keeps them; `names` are their columns, in the table's order.

    Below SQLAlchemy Core, which takes three times as long.
    """
    statement = insert(table).inline().compile(dialect=connection.dialect, column_keys=names)
    connection.exec_driver_sql(str(statement), list(rows))
