"""`fleet-tui overview`: the company in numbers, each with what finds what it counts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fleet_tui.cli.main import main
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.line import parse
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.overview.values import MOST_COVER
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.manual.contents import markdown_of
from tests.support.people import services_on

KEYS = {"id", "label", "number", "note", "of", "filter"}


@pytest.fixture
def file(demo_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_file, tmp_path / "fleet.db"))


def test_the_filter_of_each_number_finds_as_many(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overview", "--format", "json", "--database", str(file)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed.keys() == {"version", "at", "sections", "cover"}
    assert printed["version"] == 1
    services, found = services_on(file), 0
    for section in printed["sections"]:
        assert section.keys() == {"id", "title", "numbers"}
        for number in section["numbers"]:
            assert number.keys() == KEYS
            if number["of"] in ("technicians", "employees") and "invitations" not in section["id"]:
                kind = PersonKind(number["of"])
                asked = parse(PROFILE_TYPES[kind], number["filter"], services.lists.vocabulary(kind))
                assert services.people.page(ListQuery(kind, ("name",), asked)).matching == number["number"], number
                found += 1
    services.database.close()
    assert found > 20


def test_the_cover_has_a_number_for_each_skill_in_each_zone(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overview", "--format", "json", "--database", str(file)]) == 0
    cover = json.loads(capsys.readouterr().out)["cover"]
    assert cover.keys() == {"most", "skills", "zones", "numbers"}
    assert [len(row) for row in cover["numbers"]] == [len(cover["zones"])] * len(cover["skills"])
    assert all(0 <= number <= MOST_COVER == cover["most"] for row in cover["numbers"] for number in row)


def test_the_table_has_the_same_numbers_in_ascii(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overview", "--format", "json", "--database", str(file)]) == 0
    numbers = json.loads(capsys.readouterr().out)["sections"]
    assert main(["overview", "--database", str(file)]) == 0
    printed = capsys.readouterr().out
    assert printed.isascii()
    lines = [line.split() for line in printed.splitlines()]
    for section in numbers:
        for number in section["numbers"]:
            wanted = [*number["label"].split(), f"{number['number']:,}"]
            assert any(line[: len(wanted)] == wanted for line in lines), number


def test_the_manual_has_the_words_that_stay(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overview", "--format", "json", "--database", str(file)]) == 0
    printed = json.loads(capsys.readouterr().out)
    words = {*printed, *printed["sections"][0], *printed["sections"][0]["numbers"][0], *printed["cover"]}
    words |= {section["id"] for section in printed["sections"]}
    page = markdown_of("commands")
    assert {word for word in words if f"`{word}`" not in page} == set()
