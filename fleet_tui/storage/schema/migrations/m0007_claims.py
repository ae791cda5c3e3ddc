"""A code is claimed while its password is hashed: of several parallel uses one succeeds, and the others are refused at
once."""

from __future__ import annotations

from sqlalchemy.engine import Connection


def upgrade(connection: Connection) -> None:
    """Add the moment of the claim."""
    connection.exec_driver_sql("ALTER TABLE code ADD COLUMN claimed VARCHAR(20)")
