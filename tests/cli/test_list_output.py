"""Tables fit the terminal, files get everything, and nothing that is stored acts on whoever reads it."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rich.cells import cell_len

from fleet_tui.cli.list_output import _line, fitted
from fleet_tui.cli.main import main
from tests.support.tables import for_each
from tests.support.terminals.terminal import Terminal


def test_what_fits_is_left_as_it_is() -> None:
    assert fitted([10, 20], [5, 5], 32) == [10, 20]


def test_what_does_not_fit_is_cut_to_the_screens_widths_and_then_left_out() -> None:
    assert fitted([40, 40], [22, 22], 60) == [22, 22]
    assert fitted([40, 40, 40], [22, 22, 22], 60) == [22, 22, 12]
    assert fitted([40, 40, 40], [22, 22, 22], 50) == [22, 22]


@for_each("text", ["Bob", "a name that is cut", "漢字漢字漢字漢字", "é" * 30])
def test_a_cut_cell_is_as_wide_as_its_column(text: str) -> None:
    assert cell_len(_line([text, "|"], [9, 1])) == 12


def test_a_stored_control_character_leaves_as_its_code(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fleet.db"
    shutil.copy(demo_file, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE technician SET name = 'a' || char(0x9b) || 'b' || char(0x202e)")
    assert main(["list", "technicians", "--format", "json", "--database", str(path)]) == 0
    out = capsys.readouterr().out
    assert not {"\x9b", "\u202e"} & set(out)
    assert {person["name"] for person in json.loads(out)} == {"a\x9bb\u202e"}


@pytest.mark.parametrize("columns", [40, 80, 132])
def test_on_a_terminal_no_line_is_longer_than_it(columns: int, demo_file: Path, home: Path) -> None:
    arguments = ["list", "technicians", "--database", str(demo_file)]
    with Terminal.start(arguments, home=home, size=(columns, 60)) as terminal:
        assert terminal.wait_for_end() == 0
        lines = [line for line in terminal.lines if line]
        assert lines[0].startswith("Name ")
        assert " technicians" in lines[-1]
        assert len(lines) == int(lines[-1].split()[0]) + 2, "a line was broken in two"


def test_in_a_file_nothing_is_cut(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "technicians", "--all", "--database", str(demo_file)]) == 0
    out, words = capsys.readouterr()
    assert "…" not in out
    assert words == ""


def test_a_demo_that_is_ended_leaves_nothing(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    with Terminal.start(["demo", str(folder / "a.db"), "--people", "100000"], home=home) as terminal:
        terminal.wait_for(lambda _: list(folder.glob(".fleet-tui-*/fleet.db")))
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_for_end() == 128 + signal.SIGTERM
    assert list(folder.iterdir()) == []


def test_a_demo_is_not_made_beside_what_another_database_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.db-wal").write_text("left")
    assert main(["demo", str(tmp_path / "a.db"), "--people", "3"]) == 1
    assert "a.db-wal is there" in capsys.readouterr().err
    assert not (tmp_path / "a.db").exists()
