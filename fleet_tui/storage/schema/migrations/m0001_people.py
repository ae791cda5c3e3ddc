"""The first tables: people, lists, accounts, the company and the history."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.engine import Connection

_FIRST = MetaData()

Table(
    "account",
    _FIRST,
    Column("kind", String, primary_key=True),
    Column("person", Integer, primary_key=True),
    Column("state", String, nullable=False),
    Column("username", String),
    Column("username_key", String),
    Column("password_hash", String),
    Column("temporary", Boolean, nullable=False),
    Column("since", String(20), nullable=False),
    Index("uq_account_username", "kind", "username_key", unique=True),
)

Table(
    "company",
    _FIRST,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("country", String, nullable=False),
    Column("fleet_pro", Boolean, nullable=False),
    Column("payroll", Boolean, nullable=False),
    Column("sign_in", String, nullable=False),
)

Table(
    "fleet_pro",
    _FIRST,
    Column("kind", String, primary_key=True),
    Column("person", Integer, primary_key=True),
    Column("created", String(20), nullable=False),
    Column("suspended", String(20)),
)

Table(
    "history",
    _FIRST,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject_kind", String, nullable=False),
    Column("person", Integer),
    Column("subject", String, nullable=False),
    Column("changes", Text, nullable=False),
    Column("digest", String, nullable=False),
    Index("ix_history_person", "subject_kind", "person", "id"),
)

Table(
    "list_entry",
    _FIRST,
    Column("id", Integer, primary_key=True),
    Column("list", String, nullable=False),
    Column("name", String, nullable=False),
    Column("name_key", String, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("list", "name_key", name="uq_list_entry_name"),
)

Table(
    "outbox",
    _FIRST,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("person", Integer, nullable=False),
    Column("purpose", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("address", String, nullable=False),
    Column("state", String, nullable=False),
    Column("queued", String(20), nullable=False),
)

Table(
    "permission_override",
    _FIRST,
    Column("kind", String, primary_key=True),
    Column("person", Integer, primary_key=True),
    Column("permission", String, primary_key=True),
    Column("answer", String, nullable=False),
)

Table(
    "photo",
    _FIRST,
    Column("digest", String, primary_key=True),
    Column("format", String, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

Table(
    "employee",
    _FIRST,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("name", String, nullable=False),
    Column("name_key", String, nullable=False),
    Column("positions_key", String, nullable=False),
    Column("role", Integer, ForeignKey("list_entry.id")),
    Column("role_key", String, nullable=False),
    Column("mobile", String),
    Column("email", String),
    Column("email_key", String),
    Column("fleet_pro", Boolean, nullable=False),
    Column("status", String, nullable=False),
    Column("status_key", String, nullable=False),
    Column("created", String(20), nullable=False),
    Column("changed", String(20), nullable=False),
    Column("last_sign_in", String(20)),
    Column("business_unit", Integer, ForeignKey("list_entry.id")),
    Column("business_unit_key", String, nullable=False),
    Column("office_phone", String),
    Column("has_extension", Boolean, nullable=False),
    Column("extension", String),
    Index("ix_employee_active", "active", "id", "active"),
    Index("ix_employee_business_unit_key", "business_unit_key", "id", "active"),
    Index("ix_employee_email_key", literal_column("coalesce(email_key, '')"), "id", "active"),
    Index("ix_employee_fleet_pro", "fleet_pro", "id", "active"),
    Index("ix_employee_mobile", literal_column("coalesce(mobile, '')"), "id", "active"),
    Index("ix_employee_name_key", "name_key", "id", "active"),
    Index("ix_employee_office_phone", literal_column("coalesce(office_phone, '')"), "id", "active"),
    Index("ix_employee_positions_key", "positions_key", "id", "active"),
    Index("ix_employee_role_key", "role_key", "id", "active"),
    Index("ix_employee_status_key", "status_key", "id", "active"),
    Index("uq_employee_email", "email_key", unique=True),
)

Table(
    "role_permission",
    _FIRST,
    Column("role", Integer, ForeignKey("list_entry.id"), primary_key=True),
    Column("permission", String, primary_key=True),
)

Table(
    "technician",
    _FIRST,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("name", String, nullable=False),
    Column("name_key", String, nullable=False),
    Column("positions_key", String, nullable=False),
    Column("role", Integer, ForeignKey("list_entry.id")),
    Column("role_key", String, nullable=False),
    Column("mobile", String),
    Column("email", String),
    Column("email_key", String),
    Column("fleet_pro", Boolean, nullable=False),
    Column("status", String, nullable=False),
    Column("status_key", String, nullable=False),
    Column("created", String(20), nullable=False),
    Column("changed", String(20), nullable=False),
    Column("last_sign_in", String(20)),
    Column("type", String),
    Column("color", String),
    Column("mobile_access", Boolean, nullable=False),
    Column("upcoming_visibility", String),
    Column("past_visibility", String),
    Column("team", Integer, ForeignKey("list_entry.id")),
    Column("team_key", String, nullable=False),
    Column("zone", Integer, ForeignKey("list_entry.id")),
    Column("zone_key", String, nullable=False),
    Column("truck", Integer, ForeignKey("list_entry.id")),
    Column("truck_key", String, nullable=False),
    Column("skills_key", String, nullable=False),
    Column("zones_key", String, nullable=False),
    Column("daily_goal", BigInteger),
    Column("burden_rate", BigInteger),
    Index("ix_technician_active", "active", "id", "active"),
    Index("ix_technician_email_key", literal_column("coalesce(email_key, '')"), "id", "active"),
    Index("ix_technician_fleet_pro", "fleet_pro", "id", "active"),
    Index("ix_technician_mobile", literal_column("coalesce(mobile, '')"), "id", "active"),
    Index("ix_technician_name_key", "name_key", "id", "active"),
    Index("ix_technician_positions_key", "positions_key", "id", "active"),
    Index("ix_technician_role_key", "role_key", "id", "active"),
    Index("ix_technician_status_key", "status_key", "id", "active"),
    Index("ix_technician_team_key", "team_key", "id", "active"),
    Index("ix_technician_truck", "truck"),
    Index("ix_technician_truck_key", "truck_key", "id", "active"),
    Index("ix_technician_type", literal_column("coalesce(type, '')"), "id", "active"),
    Index("ix_technician_zone_key", "zone_key", "id", "active"),
    Index("uq_technician_email", "email_key", unique=True),
    Index("uq_technician_mobile", "mobile", unique=True),
)

Table(
    "employee_detail",
    _FIRST,
    Column("id", Integer, ForeignKey("employee.id"), primary_key=True),
    Column("photo", String, ForeignKey("photo.digest")),
)

Table(
    "employee_link",
    _FIRST,
    Column("person", Integer, ForeignKey("employee.id"), primary_key=True),
    Column("field", String, primary_key=True),
    Column("entry", Integer, ForeignKey("list_entry.id"), primary_key=True),
    Index("ix_employee_link_entry", "field", "entry", "person"),
    sqlite_with_rowid=False,
)

Table(
    "technician_detail",
    _FIRST,
    Column("id", Integer, ForeignKey("technician.id"), primary_key=True),
    Column("photo", String, ForeignKey("photo.digest")),
    Column("biography", Text),
    Column("memo", Text),
    Column("street", String),
    Column("unit", String),
    Column("city", String),
    Column("state", String),
    Column("zip", String),
    Column("country", String),
    Column("in_payroll", Boolean, nullable=False),
    Column("pay_type", String),
    Column("pay_basis", String),
    Column("payroll_id", String),
    Column("hourly_rate", BigInteger),
    Column("commission", BigInteger),
    Column("sold_by", BigInteger),
    Column("start_date", Date),
    Index("uq_technician_detail_payroll_id", "payroll_id", unique=True),
)

Table(
    "technician_link",
    _FIRST,
    Column("person", Integer, ForeignKey("technician.id"), primary_key=True),
    Column("field", String, primary_key=True),
    Column("entry", Integer, ForeignKey("list_entry.id"), primary_key=True),
    Index("ix_technician_link_entry", "field", "entry", "person"),
    sqlite_with_rowid=False,
)


_APPEND_ONLY = (
    "CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON history "
    "BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END",
    "CREATE TRIGGER history_is_never_removed BEFORE DELETE ON history "
    "BEGIN SELECT RAISE(ABORT, 'the history is never removed'); END",
)


def upgrade(connection: Connection) -> None:
    """Make the tables, and guard the history."""
    _FIRST.create_all(connection, checkfirst=False)
    if connection.dialect.name == "sqlite":
        for trigger in _APPEND_ONLY:
            connection.exec_driver_sql(trigger)
