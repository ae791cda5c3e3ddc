"""The fixed answers and the lists of the first day, word by word and in order."""

from __future__ import annotations

import re

from fleet_tui.domain.access.permissions import CATALOGUE, ROLE_DEFAULTS
from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.countries import COUNTRIES
from fleet_tui.domain.fields import Choice
from fleet_tui.domain.lists import SEED, ListName
from fleet_tui.domain.people import choices
from fleet_tui.domain.people.shared_fields import PHOTO_BYTES


def labels(offered: tuple[Choice, ...]) -> list[str]:
    return [choice.label for choice in offered]


def test_technician_positions() -> None:
    assert SEED[ListName.TECHNICIAN_POSITIONS] == (
        "Installer", "Service", "Sales", "Maintenance", "Helper", "Install production manager", "Service manager",
        "Sales manager", "Parts runner", "Dummy technician",
    )  # fmt: skip


def test_employee_positions() -> None:
    assert SEED[ListName.EMPLOYEE_POSITIONS] == (
        "CSR", "Dispatcher", "CSR manager", "Dispatch manager", "Install production manager", "Service manager",
        "Sales manager", "Marketing manager", "Administrator", "Payroll manager", "Bookkeeper", "Purchasing manager",
        "Warehouse manager", "Office manager", "General manager", "Business owner", "Answering service",
        "Inside sales", "General office",
    )  # fmt: skip


def test_roles() -> None:
    assert SEED[ListName.TECHNICIAN_ROLES] == (
        "Technician", "Service technician", "Sales technician", "Installer", "Maintenance technician", "Helper",
        "Driver",
    )  # fmt: skip
    assert SEED[ListName.EMPLOYEE_ROLES] == (
        "Administrator", "Fleet manager", "Dispatch manager", "Dispatcher", "Accounting", "Office",
    )  # fmt: skip


def test_every_list_starts_with_something() -> None:
    assert set(SEED) == set(ListName)
    assert all(SEED.values())


def test_upcoming_visibilities() -> None:
    assert labels(choices.UPCOMING) == [
        "All scheduled, dispatched and working",
        "Next scheduled, dispatched and working",
        "Dispatched and working",
        "Next scheduled today, dispatched and working",
        "All scheduled today, dispatched and working",
        "All scheduled in five days, dispatched and working",
        "Next scheduled today and tomorrow, dispatched and working",
        "All scheduled today and tomorrow, dispatched and working",
        "Next two scheduled today, dispatched and working",
    ]


def test_history_visibilities() -> None:
    assert labels(choices.PAST) == ["Last 3 days", "Last 7 days", "Last month", "All jobs"]


def test_account_setup_types_and_pay() -> None:
    assert labels(choices.ACCOUNT_SETUP) == [
        "Create an account later", "Send invitation via email", "Create username and password",
    ]  # fmt: skip
    assert labels(choices.TECHNICIAN_TYPES) == ["Managed Technician", "Non-managed Technician"]
    assert labels(choices.PAY_TYPES) == ["Hourly", "Commission"]
    assert labels(choices.PAY_BASES) == ["Timesheet", "Performance", "Both"]
    assert labels(choices.ACTIVE) == ["Active", "Inactive"]


def test_there_are_sixteen_colours_each_with_its_own_name_and_tone() -> None:
    assert len(choices.COLORS) == 16
    assert len({choice.label for choice in choices.COLORS}) == 16
    tones = {choice.value: choices.color_rgb(choice.value) for choice in choices.COLORS}
    assert len(set(tones.values())) == 16
    assert all(re.fullmatch("#[0-9a-f]{6}", tone) for tone in tones.values())
    assert choices.color_rgb("a color of a later version") == tones["gray"]


def test_a_photo_has_sixteen_megabytes_exactly() -> None:
    assert PHOTO_BYTES == 16 * 1024 * 1024 == 16_777_216


def test_no_word_means_two_choices_of_a_field() -> None:
    for offered in (COUNTRIES, choices.UPCOMING, choices.PAST, choices.COLORS, choices.TECHNICIAN_TYPES):
        meant: dict[str, str] = {}
        for choice in offered:
            for word in (choice.value.casefold(), choice.label.casefold()):
                assert meant.setdefault(word, choice.value) == choice.value


def test_countries_are_iso_codes_with_names() -> None:
    assert all(re.fullmatch("[A-Z]{2}", choice.value) and choice.label for choice in COUNTRIES)
    named = {choice.value: choice.label for choice in COUNTRIES}
    assert (named["US"], named["CI"], named["GB"]) == ("United States", "Côte d'Ivoire", "United Kingdom")
    assert len(COUNTRIES) > 220


def test_the_roles_with_permissions_are_roles_and_their_permissions_are_in_the_catalogue() -> None:
    known = {permission.id for permission in CATALOGUE}
    for name, roles in ROLE_DEFAULTS.items():
        assert set(roles) <= set(SEED[name])
        assert all(allowed <= known for allowed in roles.values())
    assert ROLE_DEFAULTS[ListName.EMPLOYEE_ROLES]["Administrator"] == known


def test_the_companys_settings_are_those_of_the_product() -> None:
    defaults = {field.name: field.default for field in COMPANY_FIELDS}
    assert (defaults["invitation_days"], defaults["reset_minutes"], defaults["hold_seconds"]) == ("7", "60", "30")
    assert defaults["renewal"] is False
    assert defaults["country"] == "US"
    assert defaults["payroll"] is False
