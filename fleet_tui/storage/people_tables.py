"""The tables of profiles as they are now.

A profile stands in two tables: what lists show, filter and sort by is narrow, so that reading all of it is quick;
the rest is its detail. Columns ending in `_key` are derived: the text by which the column is sorted and searched.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, Text, literal_column
from sqlmodel import Field, SQLModel

from fleet_tui.storage.column_types import Hundredths, moment_column


def _money() -> Any:
    return Field(default=None, sa_type=Hundredths)


def _text() -> Any:
    return Field(default=None, sa_type=Text)


def _entry(*, required: bool = False) -> Any:
    return Field(default=None, foreign_key="list_entry.id", nullable=not required)


class _PersonColumns(SQLModel):
    """What the lists of both kinds show."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    active: bool = True
    name: str
    name_key: str
    positions_key: str = ""
    role: int | None = _entry()
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


def _sorted_by(table: str, *columns: str) -> tuple[Index, ...]:
    """An index for each column that a list is sorted by: in that order, then by person, with Active beside it.

    Active is in the index because it is what nearly every list is filtered by.
    """
    return tuple(Index(f"ix_{table}_{column}", column, "id", "active") for column in columns)


def _sorted_by_empty(table: str, column: str) -> Index:
    """The same for a column that may be empty; the empty ones come first."""
    return Index(f"ix_{table}_{column}", literal_column(f"coalesce({column}, '')"), "id", "active")


class Technician(_PersonColumns, table=True):
    """A technician, as far as lists show one."""

    __tablename__ = "technician"
    __table_args__ = (
        Index("uq_technician_mobile", "mobile", unique=True),
        Index("uq_technician_email", "email_key", unique=True),
        *_sorted_by(
            "technician",
            "name_key",
            "positions_key",
            "role_key",
            "team_key",
            "zone_key",
            "truck_key",
            "status_key",
            "fleet_pro",
            "active",
        ),
        _sorted_by_empty("technician", "type"),
        _sorted_by_empty("technician", "mobile"),
        _sorted_by_empty("technician", "email_key"),
        Index("ix_technician_truck", "truck"),
    )

    type: str | None = None
    color: str | None = None
    mobile_access: bool = True
    upcoming_visibility: str | None = None
    past_visibility: str | None = None
    team: int | None = _entry()
    team_key: str = ""
    zone: int | None = _entry()
    zone_key: str = ""
    truck: int | None = _entry()
    truck_key: str = ""
    skills_key: str = ""
    zones_key: str = ""
    daily_goal: Decimal | None = _money()
    burden_rate: Decimal | None = _money()


class TechnicianDetail(SQLModel, table=True):
    """The rest of a technician's profile."""

    __tablename__ = "technician_detail"
    __table_args__ = (Index("uq_technician_detail_payroll_id", "payroll_id", unique=True),)

    id: int = Field(primary_key=True, foreign_key="technician.id")
    photo: str | None = Field(default=None, foreign_key="photo.digest")
    biography: str | None = _text()
    memo: str | None = _text()
    street: str | None = None
    unit: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    in_payroll: bool = False
    pay_type: str | None = None
    pay_basis: str | None = None
    payroll_id: str | None = None
    hourly_rate: Decimal | None = _money()
    commission: Decimal | None = _money()
    sold_by: Decimal | None = _money()
    start_date: date | None = None


class Employee(_PersonColumns, table=True):
    """An employee, as far as lists show one."""

    __tablename__ = "employee"
    __table_args__ = (
        Index("uq_employee_email", "email_key", unique=True),
        *_sorted_by(
            "employee",
            "name_key",
            "positions_key",
            "role_key",
            "business_unit_key",
            "status_key",
            "fleet_pro",
            "active",
        ),
        _sorted_by_empty("employee", "mobile"),
        _sorted_by_empty("employee", "email_key"),
        _sorted_by_empty("employee", "office_phone"),
    )

    business_unit: int | None = _entry()
    business_unit_key: str = ""
    office_phone: str | None = None
    has_extension: bool = False
    extension: str | None = None


class EmployeeDetail(SQLModel, table=True):
    """The rest of an employee's profile."""

    __tablename__ = "employee_detail"

    id: int = Field(primary_key=True, foreign_key="employee.id")
    photo: str | None = Field(default=None, foreign_key="photo.digest")


class TechnicianLink(SQLModel, table=True):
    """That a technician has an entry of a list, for a field that holds many: positions, skills, zones."""

    __tablename__ = "technician_link"
    __table_args__ = (Index("ix_technician_link_entry", "field", "entry", "person"), {"sqlite_with_rowid": False})

    person: int = Field(primary_key=True, foreign_key="technician.id")
    field: str = Field(primary_key=True)
    entry: int = Field(primary_key=True, foreign_key="list_entry.id")


class EmployeeLink(SQLModel, table=True):
    """That an employee has an entry of a list, for a field that holds many: positions."""

    __tablename__ = "employee_link"
    __table_args__ = (Index("ix_employee_link_entry", "field", "entry", "person"), {"sqlite_with_rowid": False})

    person: int = Field(primary_key=True, foreign_key="employee.id")
    field: str = Field(primary_key=True)
    entry: int = Field(primary_key=True, foreign_key="list_entry.id")
