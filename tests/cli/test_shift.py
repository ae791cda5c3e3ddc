"""A dispatcher's shift on the command line alone, on a terminal that can do nothing but print lines."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from fleet_tui.services.services import Services
from tests.support.command_line import Cli
from tests.support.people import administered


@pytest.fixture
def cli(services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    administered(services)
    monkeypatch.setenv("TERM", "dumb")
    return Cli(tmp_path / "fleet.db", capsys)


def names(cli: Cli, *options: str) -> list[str]:
    assert cli("list", "technicians", "--format", "csv", *options) == 0, cli.words
    return [row["name"] for row in csv.DictReader(io.StringIO(cli.out))]


def test_a_whole_shift_needs_no_screen(cli: Cli, tmp_path: Path) -> None:
    assert cli("lists", "teams", "--add", "Night shift") == 0
    assert cli("lists", "trucks", "--add", "129") == 0
    ids = []
    for number, name in enumerate(("Ann Porter", "Ben Zeller", "Cy Lawson")):
        fields = ["type=managed", "role=Driver", "positions=Service", f"mobile=303 555 000{number}"]
        assert cli("add", "technicians", f"name={name}", f"email=x{number}@zeller.example", *fields) == 0, cli.words
        ids.append(cli.out.split("\t")[0])

    # who is calling; a name and a number that were wrong; who drives a truck
    assert cli("show", "technicians", "(303) 555-0001") == 0
    assert "Ben Zeller" in cli.out
    assert cli("edit", "technicians", "ben zeller", "name=Ben Zellner", "mobile=303 555 0044", "truck=129") == 0
    assert names(cli, "--filter", "truck:129") == ["Ben Zellner"]

    # a crew to another team but one; out, and one back in
    assert cli("set", "technicians", "team=night shift", *ids[:2], "--yes") == 0, cli.words
    assert names(cli, "--filter", 'team:"night shift"') == ["Ann Porter", "Ben Zellner"]
    assert cli("deactivate", "technicians", "--filter", 'team:"night shift"', "--yes") == 0
    assert names(cli) == ["Cy Lawson"]
    assert cli("activate", "technicians", ids[0], "--yes") == 0
    assert names(cli) == ["Ann Porter", "Cy Lawson"]

    # an invitation, seen in the outbox; a slip taken back; what was done today
    assert cli("invite", "technicians", ids[0], "--yes") == 0
    assert cli("outbox", "list") == 0
    assert "Ann Porter" in cli.out
    assert cli("undo", "--yes") == 0
    assert cli("outbox", "list") == 0
    assert "Ann Porter" not in cli.out
    assert cli("history", "--filter", "whom:zellner field:truck") == 0
    assert "129" in cli.out
    for reading in ("overview", "billed", "roles"):
        assert cli(reading) == 0, cli.words
        assert "\x1b" not in cli.out

    # people from a file, people to a file, and a backup of all of it
    file = tmp_path / "people.csv"
    file.write_text("name,type,role,positions,mobile\nDee Fox,managed,Driver,Service,303 555 0009\n")
    assert cli("import", "technicians", file, "--yes") == 0, cli.words
    assert cli("export", "technicians", "--all", "-o", tmp_path / "out.csv") == 0
    assert "Dee Fox" in (tmp_path / "out.csv").read_text()
    assert cli("backup", tmp_path / "evening.db") == 0, cli.words
    assert cli("check") == 0, cli.words
