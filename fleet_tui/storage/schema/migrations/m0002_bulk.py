"""What was done in one go, so that it can be taken back; which messages it queued; saved views of lists."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.engine import Connection

_SECOND = MetaData()

Table(
    "operation",
    _SECOND,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("people", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("reverted", Boolean, nullable=False),
    Index("ix_operation_who", "who", "id"),
)

Table(
    "view",
    _SECOND,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("name", String, nullable=False),
    Column("name_key", String, nullable=False),
    Column("filter", Text, nullable=False),
    Column("sort", String, nullable=False),
    Column("descending", Boolean, nullable=False),
    Column("columns", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("kind", "owner", "name_key", name="uq_view_name"),
)


def upgrade(connection: Connection) -> None:
    """Make the tables, and the column and the indexes of the outbox."""
    _SECOND.create_all(connection, checkfirst=False)
    connection.exec_driver_sql("ALTER TABLE outbox ADD COLUMN operation INTEGER")
    connection.exec_driver_sql("CREATE INDEX ix_outbox_person ON outbox (kind, person)")
    connection.exec_driver_sql("CREATE INDEX ix_outbox_operation ON outbox (operation, person)")
