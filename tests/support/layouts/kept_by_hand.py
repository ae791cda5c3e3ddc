"""Spreadsheets kept by hand, contacts of a phone, and our own exports as they come back from a spreadsheet."""

from __future__ import annotations

from fleet_tui.domain.fields import PersonKind
from tests.support.layouts.fiction import Someone
from tests.support.layouts.layout import Layout

T, E = PersonKind.TECHNICIAN, PersonKind.EMPLOYEE


def _mixed_phone(one: Someone) -> str:
    """A number in each of the ways in which people write one."""
    digits = one.digits
    dashes = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return one.pick(one.phone, dashes, f"tel:+1{digits}", f"1{digits}.0", f"+1 {dashes}", f"Cell: {dashes}", digits)


SPREADSHEET = Layout(
    "spreadsheet with a title",
    T,
    ("No.", "Tech", "Cell #", "E-Mail", "Van", "Area", "Type", "Start", "Notes"),
    lambda one: (
        f"{one.n + 1}", one.name, one.digits, one.email, f"{one.n:03}", one.pick("North", "South"), "Managed",
        f"{one.hired:%Y-%m-%d}", "",
    ),
    ". name mobile email truck zone type start_date memo",
    above=(("Employee list 2026",), ()),
    encoding="xlsx",
)  # fmt: skip
CONTACTS = Layout(
    "contacts",
    T,
    (
        "First Name", "Middle Name", "Last Name", "Name Suffix", "Organization Title", "Labels", "E-mail 1 - Label",
        "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value", "Address 1 - Street", "Address 1 - City",
        "Address 1 - Region", "Address 1 - Postal Code", "Address 1 - Country",
    ),
    lambda one: (
        one.first, "", one.last, one.pick("", "Jr."), "Installer", "* myContacts", "Work", one.email, "Mobile",
        _mixed_phone(one), one.street, one.city, one.state, one.zip, "USA",
    ),
    "first_name middle_name last_name suffix positions . . email . mobile street city state zip country",
)  # fmt: skip
FULL_NAMES = Layout(
    "contact list",
    E,
    ("Who", "E-mail", "Mobile", "Office", "Role", "Job"),
    lambda one: (
        one.pick(one.name, f"{one.last}, {one.first}"), one.email, _mixed_phone(one), f"303-555-0100 ext. {one.n + 1}",
        one.pick("Dispatcher", "Office"), "Dispatcher",
    ),
    "last_first email mobile office_phone role positions",
    encoding="utf-16-le",
)  # fmt: skip
DAMAGED = Layout(
    "own export from a spreadsheet",
    T,
    ("id", "name", "positions", "type", "role", "mobile", "email", "street", "city", "state", "zip", "country",
     "start_date", "active", "status"),
    lambda one: (
        f"{one.n + 1}", f"{one.last}, {one.first}", "Installer, Sales", "Managed Technician", "Technician",
        f"1.{one.digits[:5]}E+10", one.email, one.street, one.city, one.state, one.zip.lstrip("0"), "United States",
        f"{one.hired.month}/{one.hired.day}/{one.hired.year}", "Active" if one.active else "Inactive", "Invited",
    ),
    "id name positions type role mobile email street city state zip country start_date active .",
    delimiter=";", encoding="utf-8-sig", refused=frozenset({"mobile", "zip"}),
)  # fmt: skip
OWN = Layout(
    "own export",
    E,
    ("id", "name", "positions", "role", "business_unit", "email", "mobile", "office_phone", "has_extension",
     "extension", "fleet_pro", "active", "status", "created"),
    lambda one: (
        f"{one.n + 1}", one.name, '"Sales, inside", Dispatcher', "Dispatcher", "'-", one.email, f"+1{one.digits}",
        f"+13035550100 ext. {one.n + 1}", "yes", f"{one.n + 1}", "no", "Active" if one.active else "Inactive",
        "Never logged in", "2026-01-31 06:00",
    ),
    "id name positions role business_unit email mobile office_phone has_extension extension fleet_pro active . .",
)  # fmt: skip
