"""The tables of technicians that lists show."""

from decimal import Decimal

from sqlalchemy import Index
from sqlmodel import Field

from fleet_tui.storage.schema.model import Model
from fleet_tui.storage.schema.people_tables import (
    PersonColumns,
    active_by,
    entry,
    money,
    sorted_by,
    sorted_by_empty,
)


class Technician(PersonColumns, table=True):
    """A technician, as far as lists show one."""

    __tablename__ = "technician"
    __table_args__ = (
        Index("uq_technician_mobile", "mobile", unique=True),
        Index("uq_technician_email", "email_key", unique=True),
        *sorted_by(
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
        sorted_by_empty("technician", "type"),
        sorted_by_empty("technician", "mobile"),
        sorted_by_empty("technician", "email_key"),
        Index("ix_technician_truck", "truck"),
        active_by("ix_technician_billed", "type"),
        active_by("ix_technician_role", "role"),
    )

    type: str | None = None
    color: str | None = None
    mobile_access: bool = True
    upcoming_visibility: str | None = None
    past_visibility: str | None = None
    team: int | None = entry()
    team_key: str = ""
    zone: int | None = entry()
    zone_key: str = ""
    truck: int | None = entry()
    truck_key: str = ""
    skills_key: str = ""
    zones_key: str = ""
    daily_goal: Decimal | None = money()
    burden_rate: Decimal | None = money()


class TechnicianLink(Model, table=True):
    """That a technician has an entry of a list, for a field that holds many: positions, skills, zones."""

    __tablename__ = "technician_link"
    __table_args__ = (Index("ix_technician_link_entry", "field", "entry", "person"), {"sqlite_with_rowid": False})

    person: int = Field(primary_key=True, foreign_key="technician.id")
    field: str = Field(primary_key=True)
    entry: int = Field(primary_key=True, foreign_key="list_entry.id")
