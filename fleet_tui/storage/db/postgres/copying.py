"""Rows by the thousand into a table of the server's: by COPY, which takes a tenth of what INSERT takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import Connection


def copy_rows(connection: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows as the table keeps them, with values in the order of `names`."""
    bare: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{name}"' for name in names)
    with bare.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)
