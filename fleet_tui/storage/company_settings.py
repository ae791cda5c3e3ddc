"""The company's settings, as stored."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from fleet_tui.domain.company import Company
from fleet_tui.domain.values import Values
from fleet_tui.storage.schema import tables

_COMPANY = tables.Company.__table__


def company(connection: Connection) -> Company:
    """The company's settings."""
    row = connection.execute(select(_COMPANY)).mappings().one()
    return Company(**{name: value for name, value in row.items() if name != "id"})


def change_company(connection: Connection, values: Values) -> None:
    """Write those settings, and the next version."""
    connection.execute(update(_COMPANY).values(version=_COMPANY.c.version + 1, **values))
