"""Lists, roles and views on the command line, with the checks and permissions of their screens."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleet_tui.cli.company.command import LISTS
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter, OneOf
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from tests.support.command_line import Cli
from tests.support.people import EMPLOYEES, added, administered
from tests.support.tables import for_each


@pytest.fixture
def cli(services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    administered(services)
    return Cli(tmp_path / "fleet.db", capsys)


def rows(cli: Cli) -> list[list[str]]:
    """What was printed below the titles."""
    return [line.split("\t") for line in cli.out.splitlines()[1:]]


def test_every_list_can_be_named() -> None:
    assert tuple(name.value for name in ListName) == LISTS


@for_each("name", LISTS)
def test_an_entry_is_added_renamed_retired_and_brought_back(cli: Cli, name: str) -> None:
    for does, shown, state in (
        (("--add", "Red"), "Red", "on offer"),
        (("--rename", "red", "Blue"), "Blue", "on offer"),
        (("--retire", "BLUE"), "Blue", "retired"),
    ):
        assert cli("lists", name, *does) == 0, cli.words
        assert rows(cli) == [[name, shown, "0", state]]
    assert cli("lists", name) == 0
    assert "Blue" not in cli.out
    assert cli("lists", name, "--all") == 0
    assert "Blue" in cli.out
    assert cli("lists", name, "--bring-back", "blue") == 0
    assert rows(cli) == [[name, "Blue", "0", "on offer"]]


def test_what_cannot_be_done_to_a_list_is_told(cli: Cli) -> None:
    assert cli("lists", "teams", "--add", "north") == 1
    assert cli.words
    assert cli("lists", "teams", "--retire", "Norht") == 1
    assert "did you mean “North”?" in cli.words
    assert cli("lists", "--add", "Red") == 2
    assert cli("lists", "teams", "--add", "a", "--retire", "b") == 2
    assert {row[0] for row in rows(cli)} == set()
    assert cli("lists") == 0
    assert {row[0] for row in rows(cli)} == set(LISTS)


def test_roles_are_printed_with_what_they_allow(services: Services, cli: Cli) -> None:
    office = services.lists.vocabulary(EMPLOYEES).id_of(ListName.EMPLOYEE_ROLES, "Office")
    added(services, EMPLOYEES, name="Ann", role=office)
    assert cli("roles") == 0
    by_name = {(of, name): (people, allows) for of, name, people, allows in rows(cli)}
    assert by_name["employee_roles", "Office"][0] == "1"
    assert "Change roles and permissions" in by_name["employee_roles", "Administrator"][1]
    assert "Change roles and permissions" not in by_name["technician_roles", "Driver"][1]


@for_each("kind", PersonKind)
def test_views_are_printed_with_a_filter_that_finds_the_same(services: Services, cli: Cli, kind: PersonKind) -> None:
    services.views.save("Off", ListQuery(kind, ("name",), Filter((OneOf("active", frozenset({"no"})),))), shared=True)
    assert cli("views", kind.value) == 0, cli.words
    assert rows(cli) == [["Off", "everybody", "0", "active:no"]]


def test_only_who_may_change_lists(services: Services, cli: Cli) -> None:
    me = next(one for one in services.people.find("zed boss") if one.kind is EMPLOYEES).id
    version = services.people.profile(EMPLOYEES, me).version
    services.people.save(EMPLOYEES, me, version, {"may_manage_lists": "deny"})
    assert cli("lists", "teams", "--add", "Red") == 1
    assert "Change the company's lists" in cli.words
    assert cli("lists", "teams") == 0
    assert "Red" not in cli.out
