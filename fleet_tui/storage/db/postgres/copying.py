"""Rows by the thousand into a table of the server's: by COPY, which takes a tenth of what INSERT takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from sqlalchemy.engine import Connection

from fleet_tui.storage.db.errors import UniqueViolation


def copy_rows(connection: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows as the table keeps them, with values in the order of `names`.

    Raises:
        UniqueViolation: another row has a value that must be unique.
    """
    bare: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{name}"' for name in names)
    try:
        with bare.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.errors.UniqueViolation:
        raise UniqueViolation from None
