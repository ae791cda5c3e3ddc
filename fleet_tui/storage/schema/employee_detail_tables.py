"""The rest of the profiles of employees, which forms show."""

from sqlmodel import Field

from fleet_tui.storage.schema.model import Model


class EmployeeDetail(Model, table=True):
    """The rest of an employee's profile."""

    __tablename__ = "employee_detail"

    id: int = Field(primary_key=True, foreign_key="employee.id")
    photo: str | None = Field(default=None, foreign_key="photo.digest")
