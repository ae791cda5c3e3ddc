"""Identify authors of changes and owners of views by kind and id, in place of their names.

Rows of the history stay as they are: the chain of their digests holds. Operations and views of people are found by the
names that they had until now; of a name that two had (an employee who was called like a technician is shown), they are
the technician's.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

_NAMES = """
INSERT OR REPLACE INTO shown (name, key)
SELECT username, 'employees ' || person FROM account WHERE kind = 'employees' AND username IS NOT NULL
UNION ALL
SELECT username || ' (technician)', 'technicians ' || person FROM account
WHERE kind = 'technicians' AND username IS NOT NULL
"""  # technicians come last, and stay


def upgrade(connection: Connection) -> None:
    """Add the columns, and write the authors of what is there."""
    run = connection.exec_driver_sql
    run("ALTER TABLE history ADD COLUMN author VARCHAR")
    run("ALTER TABLE operation ADD COLUMN author VARCHAR NOT NULL DEFAULT ''")
    run("CREATE TEMPORARY TABLE shown (name PRIMARY KEY, key)")
    run(_NAMES)
    run("UPDATE operation SET author = coalesce((SELECT key FROM shown WHERE name = who), 'program ' || who)")
    run("UPDATE view SET owner = coalesce((SELECT key FROM shown WHERE name = owner), 'program ' || owner)")
    run("DROP TABLE shown")
    run("DROP INDEX ix_operation_who")
    run("CREATE INDEX ix_operation_author ON operation (author, id)")
