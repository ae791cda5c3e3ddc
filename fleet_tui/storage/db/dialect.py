"""SQL that engines have each in its own way, as SQLite writes it; `postgres/sql.py` has it as PostgreSQL does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Select,
    String,
    TableValuedAlias,
    bindparam,
    column,
    func,
    literal,
    literal_column,
    null,
    select,
)
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Call(FunctionElement[Any]):
    """A function that SQLite has by that name."""

    inherit_cache = True


@compiles(_Call, "sqlite")
def _call(element: _Call, compiler: SQLCompiler, **more: Any) -> str:
    return f"{element.name}({compiler.process(element.clauses, **more)})"


class joined(_Call):  # noqa: N801  # written like SQLAlchemy's own functions
    """The values of several rows as one text with commas between, in any order; NULL without rows."""

    name = "group_concat"
    type = String()
    inherit_cache = True


class descending_moment(FunctionElement[Any]):  # noqa: N801
    """A moment as a text that sorts the latest first."""

    type = String()
    inherit_cache = True


class latest_moment(_Call):  # noqa: N801
    """The latest of several moments, none of them NULL."""

    name = "max"
    type = String()
    inherit_cache = True


class change_side(FunctionElement[Any]):  # noqa: N801
    """What a field was before (`side` 0) or after (1) the change that a column of the history's holds."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], field: str, side: int, type_: TypeEngine[Any] | None = None) -> None:
        self.type = type_ or String()
        super().__init__(column, literal_column(f"'$.{field}[{side}]'"), literal_column(f"'{{{field},{side}}}'"))


class first_of(FunctionElement[Any]):  # noqa: N801
    """Of the rows of a group the value in the one with the least id, in a query that reads `min(id)` too."""

    type = String()
    inherit_cache = True


class search_key_of(FunctionElement[Any]):  # noqa: N801
    """The search key of a column that has none of its own, as `domain.text.search_key` gives it."""

    type = String()
    inherit_cache = True


@compiles(search_key_of, "sqlite")
def _search_key_of(element: search_key_of, compiler: SQLCompiler, **more: Any) -> str:
    """A call of Python for each row takes twice as long as all else: plain texts are folded without one."""
    text = compiler.process(element.clauses, **more)
    odd = f"{text} GLOB '*[^ a-zA-Z0-9.,#/()&@+_-]*' OR {text} GLOB '*[- ][- ]*'"
    return f"CASE WHEN {odd} THEN search_key({text}) ELSE lower(trim({text})) END"


@compiles(descending_moment, "sqlite")
def _descending_moment(element: descending_moment, compiler: SQLCompiler, **more: Any) -> str:
    seconds = f"CAST(strftime('%s', {compiler.process(element.clauses, **more)}) AS INTEGER)"
    return f"printf('%011d', 99999999999 - {seconds})"


@compiles(change_side, "sqlite")
def _change_side(element: change_side, compiler: SQLCompiler, **more: Any) -> str:
    column, path, _ = element.clauses
    return f"json_extract({compiler.process(column, **more)}, {compiler.process(path, **more)})"


@compiles(first_of, "sqlite")
def _first_of(element: first_of, compiler: SQLCompiler, **more: Any) -> str:
    value, _ = element.clauses  # SQLite takes it from the row with the least id by itself
    return compiler.process(value, **more)


class Ids(TypeDecorator[Any]):
    """Ids or texts as one parameter, since one parameter an id would meet SQLite's limit: there it is a JSON text."""

    impl = String
    cache_ok = True

    def __init__(self, of: type[int] | type[str] = int) -> None:
        super().__init__()
        self.of = of

    @property
    def item(self) -> TypeEngine[Any]:
        """The type of one of them."""
        return BigInteger() if self.of is int else String()

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """An array where the engine has them."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String())
        return dialect.type_descriptor(ARRAY(self.item))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """All of them; of numbers those that a column could hold."""
        values = list(value)
        if dialect.name == "sqlite":
            return json.dumps(values)
        return [one for one in values if -_MOST <= one < _MOST] if self.of is int else values


_MOST = 2**63


class each_of(_Call):  # noqa: N801
    """A table of the values of a parameter that `Ids` carries, in the column `value`."""

    name = "json_each"
    inherit_cache = True


class each_pair(_Call):  # noqa: N801
    """A table of the keys and values of a JSON object, in the columns `key` and `value`, as texts."""

    name = "json_each"
    inherit_cache = True


def not_looked_up(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as an expression without an index, so that rows are found by the other conditions.

    Without statistics SQLite takes an index with few distinct values for as good as any other.
    """
    return func.coalesce(column, null())


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
        process = Ids().bind_processor(connection.dialect)
        parameters = {**self._parameters, _IDS: process(ids) if process else list(ids)}
        cursor = connection.connection.cursor()
        try:
            named = not connection.dialect.positional
            cursor.execute(self._text, parameters if named else [parameters[name] for name in self._names])
            return list(cursor.fetchall())
        finally:
            cursor.close()


_IDS = "ids"


def in_ids() -> Select[Any]:
    """A query for the ids that a `RawSelect` is fetched for, for `column.in_(...)`."""
    return select(each_of(bindparam(_IDS, type_=Ids())).table_valued("value").c.value)


def decoded(connection: Connection, column: Column[Any], values: Sequence[Any]) -> Sequence[Any]:
    """The values of a column that was fetched raw, each different one decoded once."""
    process = column.type.dialect_impl(connection.dialect).result_processor(connection.dialect, None)
    if process is None:
        return values
    found = {value: process(value) for value in set(values)}
    return [found[value] for value in values]


def in_json_ids(ids: Iterable[int] | Iterable[str]) -> Select[Any]:
    """A query for those ids, for `column.in_(...)`; they travel as one parameter."""
    values: list[Any] = list(ids)
    kind = Ids(str if values and isinstance(values[0], str) else int)
    return select(each_of(bindparam(None, values, kind)).table_valued(column("value", kind.item)).c.value)


def json_object(values: Mapping[int, int | None]) -> TableValuedAlias:
    """A table of those keys and values, with the columns `key` and `value`, as texts."""
    return json_pairs(literal(json.dumps(values)))


def json_pairs(object_: ColumnElement[Any]) -> TableValuedAlias:
    """A table of the keys and values of a JSON object in the row before it."""
    return each_pair(object_).table_valued("key", "value")


def distinct_by_index(connection: Connection, column: Column[Any]) -> list[Any]:
    """The different values of a column that an index begins with, each found by one step of that index."""
    table, name = column.table.name, column.name
    steps = (
        f"WITH RECURSIVE step(value) AS (SELECT min({name}) FROM {table} UNION ALL "  # noqa: S608  # names of ours
        f"SELECT (SELECT min({name}) FROM {table} WHERE {name} > value) FROM step WHERE value IS NOT NULL) "
        "SELECT value FROM step WHERE value IS NOT NULL"
    )
    return [value for (value,) in connection.exec_driver_sql(steps)]
