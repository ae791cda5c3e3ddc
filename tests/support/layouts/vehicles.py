"""Files of telematics, fleet cards and field service programs."""

from __future__ import annotations

from fleet_tui.domain.fields import PersonKind
from tests.support.layouts.layout import Layout

T = PersonKind.TECHNICIAN

TELEMATICS = Layout(
    "telematics",
    T,
    (
        "Name", "Username", "Password", "Phone", "License Number", "License State", "Tags", "Notes",
        "Home Terminal Name", "Home Terminal Address", "Static Assigned Vehicle", "ELD Exempt", "Deactivated",
    ),
    lambda one: (
        one.name, f"driver{one.n}", "", one.digits, f"D{one.n:07}", "CO", one.pick("North", "South"), "Has keys",
        "Denver yard", "1 Depot Rd, Denver, CO", f"T-{one.n:03}", "FALSE", str(not one.active).upper(),
    ),
    "name . secret mobile . . team memo zone . truck . blocked",
)  # fmt: skip
NO_HEADER = Layout(
    "telematics without a header",
    T,
    None,
    lambda one: (one.name, one.email, f"{one.digits[:3]}.{one.digits[3:6]}.{one.digits[6:]}", f"Unit {one.n:03}"),
    "name email mobile truck",
    delimiter="\t",
)
GROUPS = Layout(
    "telematics with groups",
    T,
    (
        "Last Name", "First Name", "User Name (Email)", "Employee Number", "Groups", "Phone Number", "Vehicle",
        "License Province", "Active To", "Comments",
    ),
    lambda one: (
        one.last, one.first, one.email, f"{one.n + 10}", one.pick("North", "South"), f"1{one.digits}", f"{one.n:04}",
        "", "2050-01-01" if one.active else "2024-01-31", "",
    ),
    "last_name first_name email payroll_id team mobile truck . leave_date memo",
)  # fmt: skip
FLEET_CARD = Layout(
    "fleet card",
    T,
    ("Card #", "Driver ID", "PIN", "LAST NAME", "FIRST NAME", "MI", "Unit #", "Department", "Cell", "Driver Status"),
    lambda one: (
        f"4000 0000 0000 {one.n:04}",
        f"{one.n + 1000}",
        "1234",
        one.last,
        one.first,
        one.pick("Q", ""),
        f"{one.n:03}",
        one.pick("North", "South"),
        one.phone,
        "Active" if one.active else "Locked",
    ),
    "secret payroll_id secret last_name first_name middle_name truck team mobile active",
)
FIELD_SERVICE = Layout(
    "field service",
    T,
    (
        "Technician", "Business Unit", "Job Title", "Main Zone", "Zones", "Team", "Truck", "Skills", "Email",
        "Mobile Number", "Is Active", "Daily Revenue Goal", "Burden Rate", "Hire Date", "Memo", "Created On",
    ),
    lambda one: (
        one.name, "Plumbing", one.pick("Installer", "Sales"), one.pick("North", "South"), "North; South", "Crew 1",
        f"{one.n:02}", '"Air, cooled", Gas', one.email, one.phone, "Yes" if one.active else "No", "$1,200.00",
        "35.5", f"{one.hired.month}/{one.hired.day}/{one.hired:%y}", "Call first", "1/1/2026",
    ),
    "name . positions zone zones team truck skills email mobile active daily_goal burden_rate start_date memo .",
    below=(
        ("e.g. Jane Doe", "", "", "", "", "", "", "", "jane@example.com", "(201) 555-0123", "Yes", "", "", "", "", ""),
    ),
)  # fmt: skip
