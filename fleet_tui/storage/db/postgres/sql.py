"""The elements of `dialect.py` as PostgreSQL writes them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from fleet_tui.storage.db import dialect


@compiles(dialect.joined, "postgresql")
def _joined(element: dialect.joined, compiler: SQLCompiler, **more: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **more)}::text, ',')"


@compiles(dialect.search_key_of, "postgresql")
def _search_key_of(element: dialect.search_key_of, compiler: SQLCompiler, **more: Any) -> str:
    return f"search_key({compiler.process(element.clauses, **more)})"


@compiles(dialect.descending_moment, "postgresql")
def _descending_moment(element: dialect.descending_moment, compiler: SQLCompiler, **more: Any) -> str:
    moment = compiler.process(element.clauses, **more)
    return f"lpad((99999999999 - extract(epoch FROM {moment}::timestamptz)::bigint)::text, 11, '0')"


@compiles(dialect.latest_moment, "postgresql")
def _latest_moment(element: dialect.latest_moment, compiler: SQLCompiler, **more: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **more)})"


@compiles(dialect.change_side, "postgresql")
def _change_side(element: dialect.change_side, compiler: SQLCompiler, **more: Any) -> str:
    column, _, path = element.clauses
    text = f"({compiler.process(column, **more)}::json #>> {compiler.process(path, **more)})"
    return f"{text}::boolean" if isinstance(element.type, Boolean) else text


@compiles(dialect.first_of, "postgresql")
def _first_of(element: dialect.first_of, compiler: SQLCompiler, **more: Any) -> str:
    value, id = (compiler.process(each, **more) for each in element.clauses)
    return f"(array_agg({value} ORDER BY {id}))[1]"


@compiles(dialect.each_of, "postgresql")
def _each_of(element: dialect.each_of, compiler: SQLCompiler, **more: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.clauses, **more)}) AS value)"


@compiles(dialect.each_pair, "postgresql")
def _each_pair(element: dialect.each_pair, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_each_text({compiler.process(element.clauses, **more)}::json)"


class Whole(Integer):
    """A whole number: the server's `integer` has half of the bits that SQLite's has."""

    __visit_name__ = "BIGINT"
    render_bind_cast = True
