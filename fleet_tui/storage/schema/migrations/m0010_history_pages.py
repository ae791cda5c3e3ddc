"""Indexes by which the history finds a day, an author, a former name, and the bulk action that an entry belongs to."""

from __future__ import annotations

from sqlalchemy.engine import Connection


def upgrade(connection: Connection) -> None:
    """Make the indexes."""
    run = connection.exec_driver_sql
    run("CREATE INDEX ix_history_at ON history (at)")
    run("CREATE INDEX ix_history_who ON history (who)")
    run(
        "CREATE INDEX ix_history_renamed ON history (subject_kind, person) "
        "WHERE action <> 'added' AND instr(changes, '\"name\":[') > 0"
    )
    run("CREATE INDEX ix_operation_many ON operation (last) WHERE people > 1")
