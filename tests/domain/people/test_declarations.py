"""The declared fields against the source documents: technicians.txt, employees.txt and what completes them.

The tables here are written from the documents by hand, so that a field cannot change without somebody reading them.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from fleet_tui.domain.fields import Field, Kind, ProfileType, When
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.people.technician import TECHNICIAN

K = Kind
ZERO = Decimal("0.00")

# name: label, kind, required, default, length (in characters), unique
TECHNICIAN_FIELDS = {
    "name": ("Technician Name", K.TEXT, True, None, 100, False),
    "positions": ("Company Position", K.REFERENCES, True, None, 0, False),
    "type": ("Technician Type", K.CHOICE, True, None, 0, False),
    "role": ("Role", K.REFERENCE, True, None, 0, False),
    "skills": ("Skills", K.REFERENCES, False, None, 0, False),
    "photo": ("Photo", K.PHOTO, False, None, 0, False),
    "color": ("Color", K.COLOR, False, None, 0, False),
    "biography": ("Biography", K.LINES, False, None, 2000, False),
    "mobile": ("Mobile Phone", K.PHONE, False, None, 0, True),
    "email": ("Email", K.EMAIL, False, None, 254, True),
    "mobile_access": ("Enable Mobile Access", K.TOGGLE, False, True, 0, False),
    "upcoming_visibility": ("Upcoming Appointment Visibility", K.CHOICE, False, "all", 0, False),
    "past_visibility": ("Appointment History Visibility", K.CHOICE, True, "all", 0, False),
    "account_setup": ("New Account Status", K.CHOICE, True, "later", 0, False),
    "username": ("Username", K.TEXT, False, None, 100, False),
    "password": ("Password", K.SECRET, False, None, 1_024, False),
    "confirm": ("Confirm Password", K.SECRET, False, None, 1_024, False),
    "team": ("Team", K.REFERENCE, False, None, 0, False),
    "zone": ("Main Zone", K.REFERENCE, False, None, 0, False),
    "zones": ("All Zones", K.REFERENCES, False, None, 0, False),
    "memo": ("Memo", K.LINES, False, None, 500, False),
    "daily_goal": ("Daily Revenue Goal", K.MONEY, False, ZERO, 0, False),
    "burden_rate": ("Hourly Burden Rate", K.MONEY, False, ZERO, 0, False),
    "truck": ("Truck", K.REFERENCE, False, None, 0, False),
    "street": ("Street", K.TEXT, False, None, 100, False),
    "unit": ("Unit", K.TEXT, False, None, 30, False),
    "city": ("City", K.TEXT, False, None, 60, False),
    "state": ("State", K.TEXT, False, None, 60, False),
    "zip": ("ZIP Code", K.TEXT, False, None, 12, False),
    "country": ("Country", K.CHOICE, False, None, 0, False),
    "fleet_pro": ("Enabled", K.TOGGLE, False, False, 0, False),
    "in_payroll": ("Include in Payroll", K.TOGGLE, False, False, 0, False),
    "pay_type": ("Pay Type", K.CHOICE, False, None, 0, False),
    "pay_basis": ("Pay Basis", K.CHOICE, False, None, 0, False),
    "payroll_id": ("Payroll ID", K.TEXT, False, None, 40, True),
    "hourly_rate": ("Hourly Rate", K.MONEY, False, None, 0, False),
    "commission": ("Commission %", K.PERCENT, False, None, 0, False),
    "sold_by": ("Sold-by %", K.PERCENT, False, None, 0, False),
    "start_date": ("Start Date", K.DATE, False, None, 0, False),
}

EMPLOYEE_FIELDS = {
    "name": ("Employee Name", K.TEXT, True, None, 100, False),
    "positions": ("Company Position", K.REFERENCES, True, None, 0, False),
    "role": ("Role", K.REFERENCE, True, None, 0, False),
    "business_unit": ("Business Unit", K.REFERENCE, False, None, 0, False),
    "photo": ("Photo", K.PHOTO, False, None, 0, False),
    "email": ("Email", K.EMAIL, True, None, 254, True),
    "mobile": ("Mobile Phone", K.PHONE, False, None, 0, False),
    "office_phone": ("Office Phone", K.PHONE, False, None, 0, False),
    "has_extension": ("Has Extension", K.TOGGLE, False, False, 0, False),
    "extension": ("Extension", K.DIGITS, False, None, 10, False),
    "account_setup": ("New Account Status", K.CHOICE, True, "later", 0, False),
    "username": ("Username", K.TEXT, False, None, 100, False),
    "password": ("Password", K.SECRET, False, None, 1_024, False),
    "confirm": ("Confirm Password", K.SECRET, False, None, 1_024, False),
    "fleet_pro": ("Enabled", K.TOGGLE, False, False, 0, False),
}

SYSTEM_FIELDS = {
    "active": ("Active", K.TOGGLE),
    "status": ("Status", K.CHOICE),
    "created": ("Created", K.MOMENT),
    "changed": ("Changed", K.MOMENT),
    "last_sign_in": ("Last sign-in", K.MOMENT),
}

TECHNICIAN_SOURCES = {
    "positions": ListName.TECHNICIAN_POSITIONS,
    "role": ListName.TECHNICIAN_ROLES,
    "skills": ListName.SKILLS,
    "team": ListName.TEAMS,
    "zone": ListName.ZONES,
    "zones": ListName.ZONES,
    "truck": ListName.TRUCKS,
}
EMPLOYEE_SOURCES = {
    "positions": ListName.EMPLOYEE_POSITIONS,
    "role": ListName.EMPLOYEE_ROLES,
    "business_unit": ListName.BUSINESS_UNITS,
}

BOTH = pytest.mark.parametrize(
    ("declared", "documented"), [(TECHNICIAN, TECHNICIAN_FIELDS), (EMPLOYEE, EMPLOYEE_FIELDS)]
)


def facts(field: Field) -> tuple[object, ...]:
    return field.label, field.kind, field.required, field.default, field.length, field.unique


@BOTH
def test_every_field_of_the_documents_is_declared_as_they_say_and_in_their_order(
    declared: ProfileType, documented: dict[str, tuple[object, ...]]
) -> None:
    typed = [f for section in declared.sections for f in section.fields if not permission_of(f)]
    assert {field.name: facts(field) for field in typed} == documented
    assert [field.name for field in typed] == list(documented)


@pytest.mark.parametrize("declared", [TECHNICIAN, EMPLOYEE])
def test_what_the_system_keeps_is_never_typed(declared: ProfileType) -> None:
    assert {field.name: (field.label, field.kind) for field in declared.system} == SYSTEM_FIELDS
    assert {field.when for field in declared.system} == {When.NEVER}


@pytest.mark.parametrize("declared", [TECHNICIAN, EMPLOYEE])
def test_only_the_account_is_asked_once(declared: ProfileType) -> None:
    once = [field.name for field in declared.fields.values() if field.when is When.CREATE]
    assert once == ["account_setup", "username", "password", "confirm"]


@pytest.mark.parametrize(("declared", "sources"), [(TECHNICIAN, TECHNICIAN_SOURCES), (EMPLOYEE, EMPLOYEE_SOURCES)])
def test_fields_draw_on_the_lists_that_the_documents_name(declared: ProfileType, sources: dict[str, ListName]) -> None:
    assert {field.name: field.source for field in declared.fields.values() if field.source} == sources
    assert {f.name for f in declared.fields.values() if f.kind in (K.REFERENCE, K.REFERENCES)} == set(sources)


@pytest.mark.parametrize("declared", [TECHNICIAN, EMPLOYEE])
def test_each_field_is_declared_once(declared: ProfileType) -> None:
    names = [field.name for section in declared.sections for field in section.fields]
    assert len(names) == len(set(names))
    assert not set(names) & {field.name for field in declared.system}


def test_lists_show_the_columns_of_the_product_in_order() -> None:
    assert [field.title for field in TECHNICIAN.column_fields] == [
        "Name", "Team", "Mobile", "Status", "Truck", "Role", "Type", "Positions", "Main zone", "Email", "Fleet Pro",
        "Active",
    ]  # fmt: skip
    assert [field.title for field in EMPLOYEE.column_fields] == [
        "Name", "Role", "Mobile", "Office phone", "Status", "Email", "Business unit", "Positions", "Fleet Pro",
        "Active",
    ]  # fmt: skip


def test_the_forms_have_the_tabs_and_sections_of_the_documents() -> None:
    assert TECHNICIAN.tabs == ("Profile", "Payroll", "Permissions")
    assert EMPLOYEE.tabs == ("Profile", "Permissions")
    assert [section.title for section in TECHNICIAN.sections if section.tab == "Profile"] == [
        "Basic information", "Contact information", "Mobile access", "Dispatching", "Revenue and cost",
        "Truck inventory", "Home address", "Fleet Pro Driver",
    ]  # fmt: skip
    assert [section.title for section in EMPLOYEE.sections if section.tab == "Profile"] == [
        "Basic information", "Contact information", "Access", "Fleet Pro User",
    ]  # fmt: skip


def test_what_bulk_actions_may_set_is_what_the_product_lists() -> None:
    assert {field.name for field in TECHNICIAN.fields.values() if field.bulk} == {
        "role", "team", "zone", "zones", "skills", "positions", "type", "mobile_access", "upcoming_visibility",
        "past_visibility", "truck", "fleet_pro",
    }  # fmt: skip
    assert {field.name for field in EMPLOYEE.fields.values() if field.bulk} == {
        "role", "positions", "business_unit", "fleet_pro",
    }  # fmt: skip


@pytest.mark.parametrize("declared", [TECHNICIAN, EMPLOYEE])
def test_the_permissions_tab_offers_role_default_allow_and_deny_for_each(declared: ProfileType) -> None:
    overrides = [field for field in declared.stored if permission_of(field)]
    assert len(overrides) >= 10
    for field in overrides:
        assert [choice.label for choice in field.choices] == ["Role default", "Allow", "Deny"]
        assert (field.default, field.kind) == ("default", K.CHOICE)
