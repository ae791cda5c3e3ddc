"""The rest of the profiles of technicians, which forms show."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index
from sqlmodel import Field

from fleet_tui.storage.schema.model import Model
from fleet_tui.storage.schema.people_tables import money, text


class TechnicianDetail(Model, table=True):
    """The rest of a technician's profile."""

    __tablename__ = "technician_detail"
    __table_args__ = (Index("uq_technician_detail_payroll_id", "payroll_id", unique=True),)

    id: int = Field(primary_key=True, foreign_key="technician.id")
    photo: str | None = Field(default=None, foreign_key="photo.digest")
    biography: str | None = text()
    memo: str | None = text()
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
    hourly_rate: Decimal | None = money()
    commission: Decimal | None = money()
    sold_by: Decimal | None = money()
    start_date: date | None = None
