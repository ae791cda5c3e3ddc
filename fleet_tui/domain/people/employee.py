"""The employee profile: every field of employees.txt as completed by product.md."""

from __future__ import annotations

from fleet_tui.domain.accounts.limits import NAME_LENGTH
from fleet_tui.domain.fields import Field, Kind, PersonKind, ProfileType, Section
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people import field_permissions
from fleet_tui.domain.people.shared_fields import SYSTEM, account_fields, fleet_pro, photo, positions, role

_BASIC = Section(
    "Basic information",
    (
        Field(
            "name",
            "Employee Name",
            Kind.TEXT,
            required=True,
            length=NAME_LENGTH,
            least=15,
            width=28,
            header="Name",
            note="Used across Fleet Pro and in reports.",
        ),
        positions(ListName.EMPLOYEE_POSITIONS, "employee", 12),
        role(ListName.EMPLOYEE_ROLES, 10),
        Field(
            "business_unit",
            "Business Unit",
            Kind.REFERENCE,
            source=ListName.BUSINESS_UNITS,
            bulk=True,
            least=8,
            width=20,
            header="Business unit",
            note="For reporting, and to control access to certain features.",
        ),
        photo("across Fleet Pro"),
    ),
)

_CONTACT = Section(
    "Contact information",
    (
        Field(
            "email",
            "Email",
            Kind.EMAIL,
            required=True,
            length=254,
            unique=True,
            least=14,
            width=40,
            note="For verification and reports. No other employee profile may have it.",
        ),
        Field("mobile", "Mobile Phone", Kind.PHONE, least=14, width=18, header="Mobile"),
        Field(
            "office_phone",
            "Office Phone",
            Kind.PHONE,
            least=14,
            width=28,
            header="Office phone",
            note="The number used to place and receive calls while working.",
        ),
        Field(
            "has_extension",
            "Has Extension",
            Kind.TOGGLE,
            default=False,
            note="Select it to connect to the employee directly and save time.",
        ),
        Field("extension", "Extension", Kind.DIGITS, length=10),
    ),
)

EMPLOYEE = ProfileType(
    kind=PersonKind.EMPLOYEE,
    singular="Employee",
    plural="Employees",
    sections=(
        _BASIC,
        _CONTACT,
        Section("Access", account_fields("employee")),
        fleet_pro("Fleet Pro User", "user"),
        *field_permissions.sections(),
    ),
    columns=(
        "name",
        "role",
        "mobile",
        "office_phone",
        "status",
        "email",
        "business_unit",
        "positions",
        "fleet_pro",
        "active",
    ),
    system=SYSTEM,
)
