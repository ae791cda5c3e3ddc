"""A code is claimed while a password is chosen with it: of many who use one at once, one is let in and the others hear
why at once."""

from __future__ import annotations

from sqlalchemy.engine import Connection


def upgrade(connection: Connection) -> None:
    """Add the moment of the claim."""
    connection.exec_driver_sql("ALTER TABLE code ADD COLUMN claimed VARCHAR(20)")
