"""Copy a company from one database to another, whichever engines keep them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table, delete, func, select
from sqlalchemy.engine import Connection

from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.db.inserting import insert_columns
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.schema.postgres.tables import declared_tables

_AT_ONCE = 5_000


def copy_company(source: Database, target: Database) -> dict[str, int]:
    """Copy every row of every table into a database that was just made, and prove it; the rows by table.

    Raises:
        DatabaseRefused: the source is not whole, the target is no new one, or the copy is not the same.
    """
    if faults := check(source):
        raise DatabaseRefused(f"{source.name} is not whole, and was not copied: {faults[0]}")
    tables = declared_tables()
    with source.read() as reading, target.write() as writing:
        if writing.execute(select(func.count()).select_from(HISTORY)).scalar_one():
            raise DatabaseRefused(f"{target.name} holds a company already. Nothing was changed: name another one.")
        for table in reversed(tables):
            if table is not HISTORY:  # which is empty, and from which nothing is ever removed
                writing.execute(delete(table))
        copied = {table.name: sum(_copied(reading, writing, table)) for table in tables}
        wrong = [table.name for table in tables if _count(writing, table) != _count(reading, table)]
        if wrong or _end(writing) != _end(reading):
            raise DatabaseRefused(f"{target.name} did not become the same ({', '.join(wrong)}). Nothing was kept.")
    if faults := check(target):
        raise DatabaseRefused(f"The copy in {target.name} is not whole, do not use it: {faults[0]}")
    return copied


def _copied(reading: Connection, writing: Connection, table: Table) -> Iterator[int]:
    rows = reading.execute(
        select(table).order_by(*table.primary_key.columns), execution_options={"yield_per": _AT_ONCE}
    )
    for some in rows.partitions(_AT_ONCE):
        names = [column.name for column in table.columns]
        insert_columns(writing, table, dict(zip(names, zip(*some, strict=True), strict=True)))
        yield len(some)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _end(connection: Connection) -> str | None:
    """The digest of the last entry, which all of the history is in."""
    return connection.execute(select(HISTORY.c.digest).order_by(HISTORY.c.id.desc()).limit(1)).scalar()
