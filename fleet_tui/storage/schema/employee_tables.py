"""The tables of employees that lists show."""

from sqlalchemy import Index
from sqlmodel import Field

from fleet_tui.storage.schema.model import Model
from fleet_tui.storage.schema.people_tables import (
    PersonColumns,
    active_by,
    entry,
    sorted_by,
    sorted_by_empty,
)


class Employee(PersonColumns, table=True):
    """An employee, as far as lists show one."""

    __tablename__ = "employee"
    __table_args__ = (
        Index("uq_employee_email", "email_key", unique=True),
        *sorted_by(
            "employee",
            "name_key",
            "positions_key",
            "role_key",
            "business_unit_key",
            "status_key",
            "fleet_pro",
            "active",
        ),
        sorted_by_empty("employee", "mobile"),
        sorted_by_empty("employee", "email_key"),
        sorted_by_empty("employee", "office_phone"),
        active_by("ix_employee_role", "role"),
    )

    business_unit: int | None = entry()
    business_unit_key: str = ""
    office_phone: str | None = None
    has_extension: bool = False
    extension: str | None = None


class EmployeeLink(Model, table=True):
    """That an employee has an entry of a list, for a field that holds many: positions."""

    __tablename__ = "employee_link"
    __table_args__ = (Index("ix_employee_link_entry", "field", "entry", "person"), {"sqlite_with_rowid": False})

    person: int = Field(primary_key=True, foreign_key="employee.id")
    field: str = Field(primary_key=True)
    entry: int = Field(primary_key=True, foreign_key="list_entry.id")
