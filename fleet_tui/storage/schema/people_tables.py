"""What the tables of both kinds of profile have in common.

A profile stands in two tables: what lists show, filter and sort by is narrow, so that reading all of it is quick;
the rest is its detail. Columns ending in `_key` are derived: the text by which the column is sorted and searched.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, literal_column
from sqlmodel import Field

from fleet_tui.storage.schema.column_types import Hundredths, moment_column
from fleet_tui.storage.schema.model import Model


def money() -> Any:
    """An amount that may be empty."""
    return Field(default=None, sa_type=Hundredths)


def text() -> Any:
    """Text of any length that may be empty."""
    return Field(default=None, sa_type=Text)


def entry() -> Any:
    """An entry of a list, or none."""
    return Field(default=None, foreign_key="list_entry.id")


class PersonColumns(Model):
    """The columns of both kinds of profile."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    active: bool = True
    name: str
    name_key: str
    positions_key: str = ""
    role: int | None = entry()
    role_key: str = ""
    mobile: str | None = None
    email: str | None = None
    email_key: str | None = None
    fleet_pro: bool = False
    status: str
    status_key: str
    created: datetime = moment_column()
    changed: datetime = moment_column()
    last_sign_in: datetime | None = moment_column(empty=True)


def sorted_by(table: str, *columns: str) -> tuple[Index, ...]:
    """An index for each column that a list is sorted by: in that order, then by person, with Active beside it.

    Active is in the index because it is what nearly every list is filtered by.
    """
    return tuple(Index(f"ix_{table}_{column}", column, "id", "active") for column in columns)


def active_by(name: str, column: str) -> Index:
    """An index of active people by a column for finding or counting them."""
    return Index(name, column, sqlite_where=literal_column("active = 1"))


def sorted_by_empty(table: str, column: str) -> Index:
    """The same for a column that may be empty; the empty ones come first."""
    return Index(f"ix_{table}_{column}", literal_column(f"coalesce({column}, '')"), "id", "active")
