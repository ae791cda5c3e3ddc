"""Every layout, by name."""

from __future__ import annotations

from tests.support.layouts import directories, kept_by_hand, staff, vehicles
from tests.support.layouts.layout import Layout

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        directories.MAIL_SUITE,
        directories.OFFICE_SUITE,
        directories.IDENTITY,
        directories.SINGLE_SIGN_ON,
        staff.GERMAN,
        staff.FRENCH,
        staff.SPANISH,
        staff.PAYROLL,
        staff.PERSONNEL,
        vehicles.TELEMATICS,
        vehicles.NO_HEADER,
        vehicles.GROUPS,
        vehicles.FLEET_CARD,
        vehicles.FIELD_SERVICE,
        kept_by_hand.SPREADSHEET,
        kept_by_hand.CONTACTS,
        kept_by_hand.FULL_NAMES,
        kept_by_hand.DAMAGED,
        kept_by_hand.OWN,
    )
}
