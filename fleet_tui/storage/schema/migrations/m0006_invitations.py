"""Ended invitations: an index of expiries, and the order of pending people by the end of the invitation."""

from __future__ import annotations

from sqlalchemy.engine import Connection

_KEY = """
UPDATE {table} SET status_key = '3' || coalesce((
    SELECT printf('%011d', 99999999999 - CAST(strftime('%s', code.expires) AS INTEGER)) FROM code
    WHERE code.id = (
        SELECT max(other.id) FROM code AS other
        WHERE other.kind = '{kind}' AND other.person = {table}.id
            AND other.purpose = 'invitation' AND other.revoked IS NULL
    ) AND code.used IS NULL AND code.address = coalesce({table}.email, {table}.mobile)
), '~') WHERE status = 'pending'
"""


def upgrade(connection: Connection) -> None:
    """Make the index and the keys."""
    run = connection.exec_driver_sql
    run("CREATE INDEX ix_code_expires ON code (purpose, expires)")
    for table, kind in (("technician", "technicians"), ("employee", "employees")):
        run(_KEY.format(table=table, kind=kind))
