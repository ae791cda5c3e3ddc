"""The company's settings."""

from __future__ import annotations

import pytest

from fleet_tui.domain.company import Company
from fleet_tui.domain.errors import Invalid, Stale
from fleet_tui.services.services import Services


def test_a_new_database_has_the_defaults(services: Services) -> None:
    assert services.company.get() == Company("My company", "US", True, False, "operating_system", 1)


def test_what_is_given_is_changed_and_remembered(services: Services) -> None:
    saved = services.company.save(1, {"name": " Depot [A] ", "payroll": True})
    assert saved == services.company.get() == Company("Depot [A]", "US", True, True, "operating_system", 2)
    (event,) = services.history.events()
    assert (event.who, event.action, event.subject) == ("tester", "changed", "Depot [A]")
    assert {(c.label, c.before, c.after) for c in event.changes} == {
        ("Company Name", "My company", "Depot [A]"),
        ("Payroll", "No", "Yes"),
    }


def test_a_save_that_changes_nothing_is_no_change(services: Services) -> None:
    assert services.company.save(1, {"name": "My company", "country": "us", "payroll": False}).version == 1
    assert services.history.events() == ()


def test_wrong_settings_are_told_all_at_once(services: Services) -> None:
    wrong: dict[str, object] = {"name": "", "country": "Atlantis", "sign_in": None, "payroll": "maybe"}
    with pytest.raises(Invalid) as invalid:
        services.company.save(1, wrong)
    assert set(invalid.value.problems) == set(wrong)
    assert services.company.get().version == 1


@pytest.mark.parametrize("version", [0, 1, 7])
def test_a_save_from_another_version_is_stale(services: Services, version: int) -> None:
    if version == 1:
        services.company.save(1, {"name": "Theirs"})
    with pytest.raises(Stale) as stale:
        services.company.save(version, {"name": "Mine"})
    assert stale.value.who
    assert services.company.get().name != "Mine"


def test_a_toggle_left_blank_is_as_it_was_declared(services: Services) -> None:
    assert services.company.save(1, {"fleet_pro": None, "payroll": ""}).version == 1
