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
            width=22,
            header="Name",
            note="Used across Fleet Pro and in reports.",
        ),
        positions(ListName.EMPLOYEE_POSITIONS, "employee"),
        role(ListName.EMPLOYEE_ROLES),
        Field(
            "business_unit",
            "Business Unit",
            Kind.REFERENCE,
            source=ListName.BUSINESS_UNITS,
            bulk=True,
            width=14,
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
            width=28,
            note="For verification and reports. Not used by any other employee profile.",
        ),
        Field("mobile", "Mobile Phone", Kind.PHONE, width=17, header="Mobile"),
        Field(
            "office_phone",
            "Office Phone",
            Kind.PHONE,
            width=25,
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
        "positions",
        "role",
        "business_unit",
        "email",
        "mobile",
        "office_phone",
        "status",
        "fleet_pro",
        "active",
    ),
    system=SYSTEM,
)
