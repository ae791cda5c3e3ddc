"""Every value that a field's editor can produce is saved, leaves the file good, and shows again as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest

from fleet_tui.domain.access.permissions import LABELS
from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.photo import Photo
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.ui.form.state import raw_of
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry

BESIDE: dict[str, dict[str, object]] = {
    "country": {"street": "1 Main St", "city": "Tempe"},
    "zip": {"street": "1 Main St", "city": "Tempe", "country": "DE"},
    "state": {"street": "1 Main St", "city": "Tempe"},
    "unit": {"street": "1 Main St", "city": "Tempe"},
    "street": {"city": "Tempe"},
    "city": {"street": "1 Main St"},
    "email": {"mobile": "(201) 555-0123"},
    "mobile": {"email": "ann@example.com"},
    "has_extension": {"office_phone": "(201) 555-0100", "extension": "7"},
    "extension": {"office_phone": "(201) 555-0100", "has_extension": True},
    "office_phone": {"has_extension": False},
}
"""What a rule wants beside a field."""
NEEDED = {"street", "city", "extension"}
"""What the rules do not leave blank beside those."""
PHOTO = Photo(hashlib.sha256(b"x").hexdigest(), "PNG", 3, 2, 1, b"x")
TYPED: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("x", "O'Brien [/]", "=1+1", "Łukasz Þór"),
    Kind.LINES: ("one", "one\n\n two\nthree"),
    Kind.PHONE: ("(201) 555-0188", "+44 20 7946 0958"),
    Kind.EMAIL: ("a.b+c@example.com",),
    Kind.DIGITS: ("0", "007"),
    Kind.MONEY: ("0.00", "0.01", "9999999.99"),
    Kind.PERCENT: ("0.00", "33.33"),
    Kind.DATE: ("2026-02-28",),
}
"""What is typed, as it is shown again."""


def produced(services: Services, field: Field) -> list[object]:
    """Every value that the field's editor can produce, of texts and long lists some; nothing last."""
    if field.kind is Kind.TOGGLE:
        return [True, False]
    if field.kind is Kind.PHOTO:
        return [PHOTO, None]
    if field.kind in TYPED:
        return [*TYPED[field.kind], *(() if field.required else ("",))]
    picks = [choice.value for choice in field.choices] or [entry.id for entry in services.lists.entries(field.source)]
    some = picks[:4] if field.source or len(picks) > 20 else picks
    if field.kind is Kind.REFERENCES:
        return [*((one,) for one in some), tuple(sorted(picks)), *(() if field.required else ((),))]
    return [*some, *([None] if field.optional else [])]


@pytest.mark.parametrize("kind", PersonKind)
def test_of_a_profile(services: Services, kind: PersonKind) -> None:
    fields, wrong = PROFILE_TYPES[kind].fields, []
    services.company.save(services.company.get().version, {"payroll": True})
    administrator = entry(services, ListName.EMPLOYEE_ROLES, "Administrator")
    added(services, EMPLOYEES, email="zed@example.com", role=administrator)
    person = added(services, kind)
    for field in PROFILE_TYPES[kind].stored:
        for value in produced(services, field):
            beside = BESIDE.get(field.name, {"type": "managed"} if permission_of(field) and kind is TECHNICIANS else {})
            if value in ("", None) and field.name in NEEDED:
                continue
            person = services.people.save(kind, person.id, person.version, beside | {field.name: value}).profile
            shown = raw_of({field.name: fields[field.name]}, person.values, person.country)[field.name]
            if shown != value:
                wrong.append((field.name, value, shown))
    assert (wrong, check(services.database)) == ([], ())


def test_of_the_company(services: Services) -> None:
    wrong = []
    for field in COMPANY_FIELDS:
        for value in produced(services, field):
            text = f"{value} {{code}}" if field.kind is Kind.LINES else value
            company = services.company.save(services.company.get().version, {field.name: text})
            if getattr(company, field.name) != text:
                wrong.append((field.name, value, getattr(company, field.name)))
    assert (wrong, check(services.database)) == ([], ())


def test_of_roles_and_lists(services: Services) -> None:
    for name in ListName:
        services.lists.add(name, "O'Brien [/] =1")
        entry = services.lists.entries(name)[0]
        entry = services.lists.rename(entry, "Łukasz Þór")
        services.lists.retire(services.lists.retire(entry, True), False)
    for role in services.roles.all():
        for wanted in (True, False):
            if role.entry.name != "Administrator":
                services.roles.save(services.roles.plan(role.entry.id, dict.fromkeys(LABELS, wanted)))
    assert check(services.database) == ()
