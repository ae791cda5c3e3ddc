"""All tables as the server keeps them: texts ordered by code point, whole numbers of 64 bits, indexes of some rows."""

from __future__ import annotations

import importlib
from typing import Any

from sqlalchemy import BigInteger, DefaultClause, Integer, MetaData, String, Table, Text, literal_column, text
from sqlalchemy.types import TypeDecorator, TypeEngine

from fleet_tui.storage.schema.model import Model

_FILES = ("tables", "other_tables", "people_tables", "technician_tables", "technician_detail_tables")
_MORE = ("employee_tables", "employee_detail_tables")
_OWN_WORDS = {"active = 1": "active"}
"""Conditions of indexes in SQLite's words, and in the server's."""


def declared_tables() -> list[Table]:
    """All tables as they are declared, each after those that it refers to."""
    for name in (*_FILES, *_MORE):
        importlib.import_module(f"fleet_tui.storage.schema.{name}")
    return list(Model.metadata.sorted_tables)


def server_tables() -> MetaData:
    """The tables, to make them on a server."""
    found = MetaData()
    for declared in declared_tables():
        _adapt(declared.to_metadata(found))
    return found


def _adapt(table: Table) -> None:
    key = [column for column in table.primary_key.columns if isinstance(column.type, Integer)]
    for column in table.columns:
        column.type = _kept(column.type)
        column.autoincrement = False
    if len(table.primary_key.columns) == 1 and key:
        # As SQLite numbers rows: without gaps, whatever was taken back. The writer is alone.
        key[0].server_default = DefaultClause(text(f"next_id('{table.name}')"))
    for index in table.indexes:
        where = index.dialect_options["sqlite"]["where"]
        if where is not None:
            words = str(where)
            index.dialect_options["postgresql"]["where"] = literal_column(_OWN_WORDS.get(words, words))


def _kept(declared: TypeEngine[Any]) -> TypeEngine[Any]:
    kind = declared.impl_instance if isinstance(declared, TypeDecorator) else declared
    if isinstance(kind, Text):
        return Text(collation="C")
    if isinstance(kind, String):
        return String(kind.length, collation="C")
    return BigInteger() if isinstance(kind, Integer) else kind
