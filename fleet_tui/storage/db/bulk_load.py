"""Very many rows at once, into a file that no other program knows yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.pool import StaticPool

from fleet_tui.storage.db.engine import connect, translate_errors
from fleet_tui.storage.db.sqlite_library import choose_library

_INDEXES = """
    SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND (
        tbl_name LIKE 'technician%' OR tbl_name LIKE 'employee%'
        OR tbl_name IN ('account', 'fleet_pro', 'history', 'permission_override')
    ) ORDER BY rowid
"""
"""Of the tables that have a row or more for everybody, which are not asked for anything meanwhile."""
_CACHE = "PRAGMA cache_size = -50000"  # KiB, however many rows there are


@contextmanager
def filling(path: Path) -> Iterator[Connection]:
    """A transaction in the database at `path`; indexes are created after all rows.

    Otherwise each row would change every index in a random place, and a million people would be written ten times.
    There is no journal, so a failure leaves a file of no use.

    Raises:
        Refusal: it cannot be written, for instance because the disk is full.
    """
    library = choose_library()
    with translate_errors(path), closing(connect(path, library)) as bare:
        for setting in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", _CACHE):
            bare.execute(setting).fetchall()
        indexes = bare.execute(_INDEXES).fetchall()
        engine = create_engine("sqlite://", module=library.module, creator=lambda: bare, poolclass=StaticPool)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            for name, _ in indexes:
                connection.exec_driver_sql(f"DROP INDEX {name}")
            yield connection
            for _, sql in indexes:
                connection.exec_driver_sql(sql)
            connection.commit()
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute(f"PRAGMA journal_mode = {library.journal}").fetchall()
