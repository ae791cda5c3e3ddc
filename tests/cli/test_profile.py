"""One profile on the command line: shown, added, changed, its history; checked and permitted as its form is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fleet_tui.domain.fields import Kind, PersonKind, When
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from tests.support.command_line import Cli
from tests.support.people import EMPLOYEES, TECHNICIANS, added, administered
from tests.support.tables import for_each

NEW = {
    TECHNICIANS: ("type=managed", "role=Driver", "positions=Service,Installer", "mobile=303 555 0001"),
    EMPLOYEES: ("role=Office", "positions=Dispatcher", "email=ann@example.com"),
}


@pytest.fixture
def cli(services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    administered(services)
    return Cli(tmp_path / "fleet.db", capsys)


@for_each("kind", PersonKind)
def test_somebody_is_added_shown_changed_and_found_in_the_history(cli: Cli, kind: PersonKind) -> None:
    people = kind.value
    assert cli("add", people, "name=Ann Porter", *NEW[kind]) == 0, cli.words
    id, name = cli.out.split("\t")
    assert name == "Ann Porter\n"
    assert cli("edit", people, "ann porter", "name=Ann Nowak", "may_see_payroll=deny") == 0, cli.words
    assert next(line.split("\t")[1:] for line in cli.out.splitlines()) == ["Ann Porter", "Ann Nowak"]
    for who in (id, "nowak"):
        assert cli("show", people, who, "--format", "json") == 0, cli.words
        shown = json.loads(cli.out)
        assert (shown["version"], shown["kind"], shown["id"]) == (1, people, int(id))
        assert shown["values"]["name"] == "Ann Nowak"
        assert shown["values"]["may_see_payroll"] == "deny"
    assert cli("show", people, id) == 0
    assert "  Ann Nowak\n" in cli.out
    assert "Role default" not in cli.out
    assert cli("history", "--filter", "whom:nowak action:changed", "--format", "json") == 0
    row = json.loads(cli.out)["rows"][0]
    assert (row["kind"], row["person"]) == (people, int(id))
    assert {"before": "Ann Porter", "after": "Ann Nowak"}.items() <= row["changes"][0].items()
    assert cli("undo", "--yes") == 0
    assert cli("history", "--most", "1") == 0
    assert "Ann Nowak → Ann Porter" in cli.out


def test_entries_are_added_and_taken_away_beside_those_that_are_there(services: Services, cli: Cli) -> None:
    id = added(services, TECHNICIANS, name="Ann").id

    def skills() -> list[str]:
        cli("show", "technicians", id, "--format", "json")
        found: list[str] = json.loads(cli.out)["values"]["skills"] or []
        return found

    for text, expected in (
        ("skills=gas,hvac", ["Gas", "HVAC"]),
        ("skills+=plumbing", ["Gas", "HVAC", "Plumbing"]),
        ("skills-=gas,hvac", ["Plumbing"]),
        ("skills=none", []),
    ):
        assert cli("edit", "technicians", id, text) == 0, cli.words
        assert sorted(skills()) == expected


def test_all_that_is_wrong_is_said_and_nothing_is_saved(services: Services, cli: Cli) -> None:
    id = added(services, TECHNICIANS, name="Ann", mobile="201 555 0123").id
    other = added(services, TECHNICIANS, name="Bea", mobile="201 555 0124").id
    assert cli("edit", "technicians", id, "memo=x", "mobile=201 555 0124", "daily_goal=many") == 1
    assert cli.out == ""
    words = cli.words.splitlines()
    assert words[0].startswith("daily_goal: ") or words[0].startswith("mobile: ")
    assert f"({other})" in cli.words
    assert words[-1] == "Nothing was saved."
    assert services.people.profile(TECHNICIANS, id).values["memo"] is None


@for_each("kind", PersonKind)
def test_each_field_of_a_form_can_be_named_but_secrets_and_photos(cli: Cli, kind: PersonKind) -> None:
    refused = {
        field.name
        for field in PROFILE_TYPES[kind].fields.values()
        if field.when is not When.NEVER and cli("add", kind.value, f"{field.name}=none") == 2
    }
    kinds = (Kind.SECRET, Kind.PHOTO)
    assert refused == {field.name for field in PROFILE_TYPES[kind].fields.values() if field.kind in kinds}


WRONG = {
    "memoo=x": "did you mean memo",
    "name": "write FIELD=VALUE",
    "team+=North": "holds one value",
    "team=Norht": "North",
    "status=pending": "is no field",
}


def test_a_wrong_value_is_told_with_what_is_right(services: Services, cli: Cli) -> None:
    id = added(services, TECHNICIANS, name="Ann").id
    for typed, said in WRONG.items():
        assert cli("edit", "technicians", id, typed) == 2
        assert said in cli.words, typed
    assert cli("edit", "technicians", id, "name=a", "name=b") == 2
    assert "given twice" in cli.words


def test_whoever_is_not_one_person_is_told(services: Services, cli: Cli) -> None:
    ids = [
        added(services, TECHNICIANS, name=name, mobile=f"201 555 012{n}").id for n, name in enumerate(("Bo A", "Bo B"))
    ]
    for command in (("show", "technicians", "bo"), ("edit", "technicians", "bo", "memo=x")):
        assert cli(*command) == 1
        assert [line.split()[0] for line in cli.words.splitlines()[:-1]] == [str(id) for id in ids]
        assert cli.words.splitlines()[-1].endswith("name one by its id.")
    assert cli("show", "technicians", "nobody here") == 1
    assert cli("show", "technicians", "999999") == 1
    assert cli("show", "technicians", "9" * 40) == 1
    assert (cli("history", "--filter", "whom"), cli.out) != (0, "")


def test_a_name_is_no_formula_and_no_markup(services: Services, cli: Cli) -> None:
    id = added(services, TECHNICIANS, name="=x [/b]").id
    assert cli("history", "--most", "1") == 0
    assert cli.out.splitlines()[1].split("\t")[3] == "'=x [/b]"
    assert cli("show", "technicians", id) == 0
    assert "  =x [/b]\n" in cli.out
