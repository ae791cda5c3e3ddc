"""`fleet-tui export`: the file or standard output has whom it says, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import stat
import sys
from pathlib import Path

import pytest

from fleet_tui.cli.main import main
from fleet_tui.domain.exports.request import exportable
from fleet_tui.domain.people.types import PROFILE_TYPES
from tests.support.people import EMPLOYEES, TECHNICIANS
from tests.support.tables import for_each


@pytest.fixture(scope="module")
def file(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo, whose history the exports go into."""
    path = tmp_path_factory.mktemp("export") / "fleet.db"
    path.write_bytes(demo_file.read_bytes())
    return path


def export(file: Path, capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    """The exit code and what is on standard output and standard error."""
    code = main(["export", *arguments, "--database", str(file)])
    out, words = capsysbinary.readouterr()
    return code, out.decode(), words.decode()


def test_it_writes_whole_profiles_to_standard_output(file: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for kind in (TECHNICIANS, EMPLOYEES):
        code, out, words = export(file, capsysbinary, kind.value, "--all")
        rows = list(csv.DictReader(io.StringIO(out, newline="")))
        assert (code, words) == (0, "")
        assert tuple(rows[0]) == ("id", *(field.name for field in exportable(PROFILE_TYPES[kind])))
        assert len({row["id"] for row in rows}) == len(rows)


@for_each("format", ["csv", "json"])
def test_with_the_columns_of_the_list_it_is_the_list(
    format: str, file: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for which in ([], ["--all"], ["--filter", "active:no"]):
        shown = ["technicians", *which, "--format", format]
        code, out, _ = export(file, capsysbinary, *shown, "--columns", "shown")
        assert main(["list", *shown, "--database", str(file)]) == code == 0
        listed = capsysbinary.readouterr().out.decode()
        if format == "csv":
            assert out == listed
        else:
            more = {"last_sign_in"}  # which the list adds to the status
            listed_people = [{k: v for k, v in one.items() if k not in more} for one in json.loads(listed)]
            assert json.loads(out) == listed_people


def test_a_file_is_private_whole_and_in_the_format_of_its_name(
    file: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, begins in (("a.csv", b"id,name"), ("a.json", b"[\n{"), ("a.XLSX", b"PK"), ("bom.csv", b"\xef\xbb\xbfid")):
        path = tmp_path / name
        bom = ["--bom"] if name == "bom.csv" else []
        code, out, words = export(file, capsysbinary, "employees", "-o", str(path), *bom)
        assert (code, out) == (0, "")
        assert words.startswith(f"Written to {path}: ")
        assert words.endswith(" employees, all fields, CSV for Excel.\n" if bom else f", {path.suffix[1:].upper()}.\n")
        assert path.read_bytes().startswith(begins)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_there_is_replaced_by_force_only(
    file: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("mine")
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    for arguments, told in (
        ((str(path),), "is there already: use another name, or add --force"),
        ((str(link), "--force"), "is no file that could be replaced"),
        ((f"{tmp_path}/sub.csv/", "--format", "csv"), "sub.csv is no file that could be replaced"),
        ((str(tmp_path / "none" / "a.csv"),), "cannot be written: no such file"),
    ):
        (tmp_path / "sub.csv").mkdir(exist_ok=True)
        code, _, words = export(file, capsysbinary, "employees", "-o", *arguments)
        assert code == 1
        assert told in words
        assert path.read_text() == "mine"
    assert export(file, capsysbinary, "employees", "-o", str(path), "--force")[0] == 0
    assert path.read_text().startswith("id,")


def test_ids_of_nobody_are_told(file: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, words = export(file, capsysbinary, "employees", "3", "x", "999", "2", "--columns", "shown")
    assert code == 1
    assert sorted(row.split(",")[0] for row in out.splitlines()) == ["2", "3", "id"]
    assert "999 is the id of no employee." in words
    assert "“x” is no id" in words
    path = tmp_path / "none.csv"
    assert export(file, capsysbinary, "employees", "999", "-o", str(path))[0] == 1
    assert not path.exists()


@for_each(
    "arguments, told",
    [
        (["1", "--all"], "not by two of them"),
        (["--all", "--filter", "x"], "not by two of them"),
        (["-o", "people.pdf"], "“.pdf” says no format"),
        (["-o", "people"], "a name without a suffix says no format"),
        (["-o", ""], "name the file to write"),
        (["--bom", "--format", "json"], "--bom is for CSV only"),
        (["--bom", "-o", "a.xlsx"], "--bom is for CSV only"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["export", "employees", *arguments])
    assert end.value.code == 2
    assert told in capsys.readouterr().err


def test_a_workbook_never_goes_to_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(SystemExit) as end:
        main(["export", "employees", "--format", "xlsx"])
    assert end.value.code == 2
    assert "name a file, like -o people.xlsx" in capsys.readouterr().err
