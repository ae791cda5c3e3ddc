"""`fleet-tui billed`: who was billed on a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fleet_tui.cli.main import main
from fleet_tui.demo.people import SEED, day_of
from fleet_tui.services.services import Services
from tests.support.people import services_on


@pytest.fixture
def on_file(demo_file: Path) -> Services:
    """The services on the demo."""
    return services_on(demo_file)


def test_the_technicians_are_printed_in_each_format(
    on_file: Services, demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = day_of(SEED).astimezone().date()
    billed = on_file.billing.on(day)
    on_file.database.close()
    names = [one.name for one in billed.technicians]
    assert len(names) > 10
    printed = {}
    for format in ("table", "csv", "json"):
        assert main(["billed", str(day), "--format", format, "--database", str(demo_file)]) == 0
        printed[format], words = capsys.readouterr()
        assert words.startswith(f"{billed.heading}.")
    lines = printed["table"].splitlines()
    assert lines[0].split() == ["ID", "Name", "Team", "Today"]
    assert [name in line for name, line in zip(names, lines[1:], strict=True)] == [True] * len(names)
    assert printed["csv"].splitlines()[0] == "id,name,team,today"
    assert [one["name"] for one in json.loads(printed["json"])["technicians"]] == names


def test_a_day_to_come_is_refused(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["billed", "9999-01-01", "--database", str(demo_file)]) == 1
    assert "still to come" in capsys.readouterr().err
