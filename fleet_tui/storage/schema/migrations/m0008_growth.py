"""Indexes for the questions of every change, so that its cost does not grow with the company."""

from __future__ import annotations

from sqlalchemy.engine import Connection

_INDEXES = (
    "CREATE INDEX ix_technician_billed ON technician (type) WHERE active = 1",
    "CREATE INDEX ix_technician_role ON technician (role) WHERE active = 1",
    "CREATE INDEX ix_employee_role ON employee (role) WHERE active = 1",
    "CREATE INDEX ix_permission_override_answer ON permission_override (kind, permission, answer)",
    "CREATE INDEX ix_outbox_state ON outbox (state, id)",
    "CREATE INDEX ix_attempt_since ON attempt (since)",
)


def upgrade(connection: Connection) -> None:
    """Make the indexes."""
    for index in _INDEXES:
        connection.exec_driver_sql(index)
