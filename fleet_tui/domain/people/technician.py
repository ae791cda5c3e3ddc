"""The technician profile: every field of technicians.txt as completed by product.md."""

from __future__ import annotations

from decimal import Decimal

from fleet_tui.domain.accounts.limits import NAME_LENGTH
from fleet_tui.domain.countries import COUNTRIES
from fleet_tui.domain.fields import Field, Kind, PersonKind, ProfileType, Section
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people import choices, field_permissions
from fleet_tui.domain.people.payroll import BURDEN_RATE, PAYROLL
from fleet_tui.domain.people.shared_fields import SYSTEM, account_fields, fleet_pro, photo, positions, role

_BASIC = Section(
    "Basic information",
    (
        Field(
            "name",
            "Technician Name",
            Kind.TEXT,
            required=True,
            length=NAME_LENGTH,
            least=16,
            width=28,
            header="Name",
            note="Used everywhere and in customer communications.",
        ),
        positions(ListName.TECHNICIAN_POSITIONS, "technician", 14),
        Field(
            "type",
            "Technician Type",
            Kind.CHOICE,
            required=True,
            choices=choices.TECHNICIAN_TYPES,
            bulk=True,
            least=11,
            width=11,
            header="Type",
            note=(
                "Managed: credited for sales and work performed, and billed. Non-managed: not billed. "
                "Adding managed technicians can increase your billing."
            ),
        ),
        role(ListName.TECHNICIAN_ROLES, 14),
        Field(
            "skills",
            "Skills",
            Kind.REFERENCES,
            source=ListName.SKILLS,
            bulk=True,
            least=12,
            width=28,
            note="Help assign technicians by job type.",
        ),
        photo("everywhere and in customer communications"),
        Field(
            "color",
            "Color",
            Kind.COLOR,
            choices=choices.COLORS,
            least=7,
            width=9,
            note="Represents the technician and helps to identify them. Change it or keep the selected one.",
        ),
        Field("biography", "Biography", Kind.LINES, length=2000, note="Shared in customer communications."),
    ),
)

_CONTACT = Section(
    "Contact information",
    (
        Field(
            "mobile",
            "Mobile Phone",
            Kind.PHONE,
            unique=True,
            least=14,
            width=18,
            header="Mobile",
            note="For verification and communications. No other technician profile may have it.",
        ),
        Field(
            "email",
            "Email",
            Kind.EMAIL,
            length=254,
            unique=True,
            least=14,
            width=40,
            note="For dispatch notifications and report delivery. No other technician profile may have it.",
        ),
    ),
    note="A technician profile must include a unique mobile phone number or email address to be saved.",
)

_MOBILE = Section(
    "Mobile access",
    (
        Field(
            "mobile_access",
            "Enable Mobile Access",
            Kind.TOGGLE,
            default=True,
            bulk=True,
            least=9,
            width=13,
            header="Mobile access",
            note=(
                "Enabled by default: the technician can access the Mobile app. "
                "Non-managed technicians do not have full mobile access."
            ),
        ),
        Field(
            "upcoming_visibility",
            "Upcoming Appointment Visibility",
            Kind.CHOICE,
            choices=choices.UPCOMING,
            default="all",
            bulk=True,
            least=10,
            width=14,
            header="Upcoming",
            note="How many scheduled appointments the technician can view in the Mobile app.",
        ),
        Field(
            "past_visibility",
            "Appointment History Visibility",
            Kind.CHOICE,
            required=True,
            choices=choices.PAST,
            default="all",
            bulk=True,
            least=9,
            width=12,
            header="Past",
            note="How far back the technician can view completed jobs.",
        ),
        *account_fields("technician"),
    ),
)

_DISPATCHING = Section(
    "Dispatching",
    (
        Field(
            "team",
            "Team",
            Kind.REFERENCE,
            source=ListName.TEAMS,
            bulk=True,
            least=9,
            width=16,
            note="Used on the Dispatch Board and in reports.",
        ),
        Field(
            "zone",
            "Main Zone",
            Kind.REFERENCE,
            source=ListName.ZONES,
            bulk=True,
            least=9,
            width=16,
            header="Main zone",
            note="Where the technician performs most of their work.",
        ),
        Field(
            "zones",
            "All Zones",
            Kind.REFERENCES,
            source=ListName.ZONES,
            bulk=True,
            least=12,
            width=28,
            note="All zones where the technician works, used to dispatch them; the main zone is always one of them.",
        ),
        Field("memo", "Memo", Kind.LINES, length=500, note="Appears on the Dispatch Board."),
    ),
)

_REVENUE = Section(
    "Revenue and cost",
    (
        Field(
            "daily_goal",
            "Daily Revenue Goal",
            Kind.MONEY,
            default=Decimal("0.00"),
            least=10,
            width=12,
            header="Daily goal",
        ),
        BURDEN_RATE,
    ),
)

_TRUCK = Section(
    "Truck inventory",
    (
        Field(
            "truck",
            "Truck",
            Kind.REFERENCE,
            source=ListName.TRUCKS,
            bulk=True,
            least=10,
            width=16,
            note="The truck the technician is assigned to, for tracking inventory and replenishment.",
        ),
    ),
)

_ADDRESS = Section(
    "Home address",
    (
        Field("street", "Street", Kind.TEXT, length=100),
        Field("unit", "Unit", Kind.TEXT, length=30),
        Field("city", "City", Kind.TEXT, length=60),
        Field("state", "State", Kind.TEXT, length=60),
        Field("zip", "ZIP Code", Kind.TEXT, length=12),
        Field("country", "Country", Kind.CHOICE, clearable=False, choices=COUNTRIES),
    ),
    note="Can be used for delivering purchase orders.",
)

TECHNICIAN = ProfileType(
    kind=PersonKind.TECHNICIAN,
    singular="Technician",
    plural="Technicians",
    sections=(
        _BASIC,
        _CONTACT,
        _MOBILE,
        _DISPATCHING,
        _REVENUE,
        _TRUCK,
        _ADDRESS,
        fleet_pro("Fleet Pro Driver", "technician"),
        PAYROLL,
        *field_permissions.sections(),
    ),
    columns=(
        "name",
        "team",
        "mobile",
        "status",
        "truck",
        "role",
        "type",
        "positions",
        "zone",
        "email",
        "fleet_pro",
        "active",
    ),
    system=SYSTEM,
)
