"""One company at several sizes, and how much of it a call visits: counted in SQLite's steps, never in seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from fleet_tui.storage.db.database import Database

_COPY = """
    WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < {last})
    INSERT INTO {table} ({names}) SELECT {values} FROM {table}, copy WHERE {which} ORDER BY copy.n
"""
_NEXT = "+ n * 1000"
"""The ids of one copy lie so far from those of the next."""

_PERSON = {
    "id": f"id {_NEXT}",
    "name": "name || ' ' || n",
    "name_key": "name_key || ' ' || n",
    "email": "n || email",
    "email_key": "n || email_key",
}
_CHANGED: dict[str, dict[str, str]] = {
    "technician": _PERSON | {"mobile": "mobile || printf('%04d', n)", "truck": "NULL", "truck_key": "''"},
    "technician_detail": {"id": f"id {_NEXT}", "payroll_id": "payroll_id || ' ' || n"},
    "technician_link": {"person": f"person {_NEXT}"},
    "employee": _PERSON,
    "employee_detail": {"id": f"id {_NEXT}"},
    "employee_link": {"person": f"person {_NEXT}"},
    "account": {"person": f"person {_NEXT}", "username": "n || username", "username_key": "n || username_key"},
    "permission_override": {"person": f"person {_NEXT}"},
    "fleet_pro": {"person": f"person {_NEXT}"},
    "history": {"id": "NULL", "person": f"person {_NEXT}"},
    "outbox": {"id": f"id {_NEXT}", "person": f"person {_NEXT}", "code": f"code {_NEXT}", "token": "token || ' ' || n"},
    "code": {"id": f"id {_NEXT}", "person": f"person {_NEXT}", "hash": "hash || ' ' || n"},
    "attempt": {"key": "key || ' ' || n"},
    "operation": {"id": f"id {_NEXT}", "first": "first + n * 10000000", "last": "last + n * 10000000"},
}
"""What differs in a copy of a row that belongs to somebody. What the company has once stays as it is."""
_WHICH = {"attempt": "key LIKE 'account %'", "history": "person IS NOT NULL"}


def enlarge(connection: Connection, times: int) -> None:
    """Have everybody so many times, with all that belongs to each of them."""
    for table, changed in _CHANGED.items():
        names = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
        connection.exec_driver_sql(
            _COPY.format(
                last=times - 1,
                table=table,
                names=", ".join(names),
                values=", ".join(changed.get(name, name) for name in names),
                which=_WHICH.get(table, "true"),
            )
        )


@dataclass
class Steps:
    """Steps from row to row: in transactions that read, and in those that keep everybody else from writing."""

    read: int = 0
    locked: int = 0


@contextmanager
def counted(database: Database) -> Iterator[Steps]:
    """How many steps are taken meanwhile."""
    steps = Steps()

    def read() -> int:
        steps.read += 1
        return 0

    def locked() -> int:
        steps.locked += 1
        return 0

    with _each_step(database._reader, read), _each_step(database._writer, locked):
        yield steps


@contextmanager
def _each_step(engine: Engine, call: Callable[[], int]) -> Iterator[None]:
    connections: set[Any] = set()

    def begin(connection: Connection) -> None:
        bare: Any = connection.connection.driver_connection
        bare.set_progress_handler(call, 1)
        connections.add(bare)

    event.listen(engine, "begin", begin, insert=True)
    yield
    event.remove(engine, "begin", begin)
    for bare in connections:
        bare.set_progress_handler(None, 0)
