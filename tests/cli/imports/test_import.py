"""`fleet-tui import`: the plan, then the result, with exit codes that a script can trust."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import sys
from pathlib import Path

import pytest

from fleet_tui.cli.imports.run import _MOST_SHOWN
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.imports.imports import Imports
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.command_line import Cli, at_a_terminal
from tests.support.people import EMPLOYEES, TECHNICIANS, added, administered

HEADER = ["id", "line", "name", "verdict", "reason", "change"]
DEFAULTS = ("--default", "type=managed", "--default", "role=Driver", "--default", "positions=Service")
CREW = """First Name,Last Name,Email,Mobile Phone,Team,SSN
Ann,Porter,ann@example.com,(201) 555-0123,North,1
Bea,Stone,bea@example.com,(201) 555-0124,South,2
Cid,Wolf,,1.20156E+10,East,3
"""


@pytest.fixture
def cli(services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    administered(services)
    return Cli(tmp_path / "fleet.db", capsys)


@pytest.fixture
def crew(tmp_path: Path) -> Path:
    """A file with two people who can be added, and one whose phone a spreadsheet has destroyed."""
    path = tmp_path / "crew.csv"
    path.write_text(CREW)
    return path


def rows(cli: Cli) -> list[list[str]]:
    header, *found = [line.split("\t") for line in cli.out.splitlines()]
    assert header == HEADER
    return found


def names(services: Services) -> list[str]:
    everybody = services.people.ids(ListQuery(TECHNICIANS, ("name",)))
    return [services.people.profile(TECHNICIANS, id).name for id in everybody]


def test_a_dry_run_prints_what_each_row_would_do_and_adds_nobody(services: Services, cli: Cli, crew: Path) -> None:
    assert cli("import", "technicians", crew, "--dry-run", *DEFAULTS) == 1
    assert [row[:4] for row in rows(cli)] == [
        ["", "2", "Ann Porter", "new"],
        ["", "3", "Bea Stone", "new"],
        ["", "4", "Cid Wolf", "refused"],
    ]
    told = cli.words.splitlines()
    assert "Import crew.csv: 2 new · 1 refused." in told
    assert "SSN: left out: secret" in told
    assert "Technician Type for everybody who is new: managed" in told
    assert any(line.startswith("Line 4, Cid Wolf, refused: ") for line in told)
    assert names(services) == []


def test_people_are_added_once_and_a_second_time_they_are_the_same(services: Services, cli: Cli, crew: Path) -> None:
    for verdicts in (["added", "added", "refused"], ["same", "same", "refused"]):
        assert cli("import", "technicians", crew, "--yes", *DEFAULTS) == 1
        assert [row[3] for row in rows(cli)] == verdicts
    assert names(services) == ["Ann Porter", "Bea Stone"]
    crew.write_text(CREW.replace("North", "West"))
    assert cli("import", "technicians", crew, "--yes", *DEFAULTS) == 1
    assert rows(cli)[0][3:] == ["changed", "", "Team: North → West"]
    assert cli("undo", "--yes") == 0
    assert check(services.database) == ()


def test_who_was_added_can_be_invited_by_the_command_that_is_told(services: Services, cli: Cli, crew: Path) -> None:
    cli("import", "technicians", crew, "--yes", *DEFAULTS)
    ann, bea, _ = (row[0] for row in rows(cli))
    command = f"fleet-tui invite technicians {ann} {bea}"
    assert command in cli.words
    assert cli(*command.split()[1:], "--yes") == 0


WRONG = (
    ([], "there is no terminal to ask on"),
    (["--dry-run"], "Technician Type, Role"),
    (["--dry-run"], "--default type=managed"),
    (["--dry-run", "--default", "typ=managed"], "did you mean type?"),
    (["--dry-run", "--default", "type"], "gives no value: write --default FIELD=VALUE"),
    (["--dry-run", "--default", "type="], "gives no value"),
    (["--dry-run", "--day-first", "--month-first"], "not allowed with argument"),
    (["--dry-run", "--only", "same"], "invalid choice: 'same'"),
    (["--dry-run", *DEFAULTS, "--map", "crew.csv"], "is no JSON: give a file with the “mapping”"),
)


def test_wrong_usage_is_2_and_says_what_would_be_right(
    services: Services, cli: Cli, crew: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(crew.parent)
    before = services.history.events()
    for arguments, words in WRONG:
        assert cli("import", "technicians", crew, *arguments) == 2, arguments
        assert cli.out == ""
        assert words in cli.words
    assert services.history.events() == before


def test_nothing_is_missing_where_nobody_can_be_added(services: Services, cli: Cli, tmp_path: Path) -> None:
    ann = added(services, TECHNICIANS, email="ann@example.com")
    path = tmp_path / "memos.csv"
    path.write_text("email,memo\nann@example.com,Rides with Bob.\n")
    assert cli("import", "technicians", path, "--yes") == 0
    path.write_text("name,email,memo\nAnn,ann@example.com,Rides with Eve.\n")
    assert cli("import", "technicians", path, "--yes") == 2
    assert cli("import", "technicians", path, "--yes", "--only", "changes") == 0
    path.write_text(f"id,memo\n{ann.id},Rides alone.\n")
    assert cli("import", "technicians", path, "--yes") == 0
    assert services.people.profile(TECHNICIANS, ann.id).values["memo"] == "Rides alone."


def test_dates_that_could_be_both_are_asked_for_once(services: Services, cli: Cli, tmp_path: Path) -> None:
    services.company.save(services.company.get().version, {"payroll": True})
    path = tmp_path / "hired.csv"
    path.write_text("Name,Email,Hire Date\nAnn Porter,ann@example.com,03/04/2026\n")
    assert cli("import", "technicians", path, "--yes", *DEFAULTS) == 2
    assert "say --day-first or --month-first" in cli.words
    assert cli("import", "technicians", path, "--yes", "--day-first", *DEFAULTS) == 0
    (id,) = services.people.ids(ListQuery(TECHNICIANS, ("name",)))
    assert str(services.people.profile(TECHNICIANS, id).values["start_date"]) == "2026-04-03"


def test_phones_of_another_country_are_read_as_its_own(services: Services, cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "buero.csv"
    path.write_text("Vorname;Nachname;E-Mail;Handy\nAnn;Porter;ann@example.com;0151 23456789\n")
    arguments = ("import", "employees", path, "--default", "role=Office", "--default", "positions=CSR")
    assert cli(*arguments, "--dry-run") == 1
    assert cli(*arguments, "--dry-run", "--default", "country=Germny") == 2
    assert cli(*arguments, "--yes", "--default", "country=Germany", "--format", "json") == 0
    assert "Country of phone numbers without a +: Germany" in cli.words.splitlines()
    outcome = json.loads(cli.out)
    person = services.people.profile(EMPLOYEES, outcome["rows"][0]["id"])
    assert person.values["mobile"] == "+4915123456789"
    saved = tmp_path / "map.json"
    saved.write_text(json.dumps(outcome["mapping"]))
    assert cli("import", "employees", path, "--dry-run", "--map", saved) == 0
    assert [row[3] for row in rows(cli)] == ["same"]


def test_only_new_people_or_only_changes(services: Services, cli: Cli, tmp_path: Path) -> None:
    ann = added(services, EMPLOYEES, name="Ann", email="ann@example.com")
    path = tmp_path / "office.csv"
    path.write_text("name,email,role,positions\nAnn Porter,ann@example.com,,\nBob,bob@example.com,Office,CSR\n")
    assert cli("import", "employees", path, "--dry-run", "--only", "changes") == 0
    assert [row[2:4] for row in rows(cli)] == [["Ann Porter", "to change"]]
    assert "1 row that would be new left out by --only changes." in cli.words.splitlines()
    assert cli("import", "employees", path, "--yes", "--only", "new") == 0
    assert [row[2:4] for row in rows(cli)] == [["Bob", "added"]]
    assert services.people.profile(EMPLOYEES, ann.id).name == "Ann"


def test_refused_rows_are_a_private_file_that_imports_again_when_mended(
    services: Services, cli: Cli, crew: Path, tmp_path: Path
) -> None:
    refused = tmp_path / "refused.csv"
    assert cli("import", "technicians", crew, "--yes", *DEFAULTS, "--refused", refused) == 1
    assert stat.S_IMODE(refused.stat().st_mode) == 0o600
    header, row = refused.read_text().splitlines()
    assert header.startswith("First Name,Last Name,Email,Mobile Phone,Team,SSN,")
    assert row.startswith("Cid,Wolf,,1.20156E+10,East,")
    assert f"Refused, with the reason for each: 1 row in {refused}" in cli.words
    crew.write_text(refused.read_text().replace("1.20156E+10", "201 555 0125"))
    assert cli("import", "technicians", crew, "--yes", *DEFAULTS, "--refused", refused) == 0
    assert names(services) == ["Ann Porter", "Bea Stone", "Cid Wolf"]


def test_refused_rows_replace_what_the_program_wrote_and_nothing_else(cli: Cli, crew: Path, tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    arguments = ("import", "technicians", crew, "--dry-run", *DEFAULTS, "--refused", refused)
    for _ in range(2):
        assert cli(*arguments) == 1
        assert "Refused, with the reason for each: " in cli.words
    refused.write_text("mine")
    assert cli(*arguments) == 1
    assert "only what Fleet TUI wrote for you is replaced" in cli.words
    assert refused.read_text() == "mine"
    assert cli(*arguments[:-1], tmp_path / "gone" / "refused.csv") == 1
    assert "there is no folder" in cli.words


def test_the_outcome_as_json_has_the_words_that_the_readme_names(
    services: Services, cli: Cli, crew: Path, tmp_path: Path
) -> None:
    arguments = ("import", "technicians", crew, *DEFAULTS, "--format", "json")
    assert cli(*arguments, "--dry-run") == 1
    plan = json.loads(cli.out)
    assert plan["mapping"]["defaults"] == {"type": "managed", "role": "Driver", "positions": "Service"}
    assert plan["mapping"]["columns"]["First Name"] == "first_name"
    reason = plan["rows"][2].pop("reason")
    assert reason
    assert {name: value for name, value in plan.items() if name != "mapping"} == {
        "version": 1,
        "file": "crew.csv",
        "kind": "technicians",
        "counts": {"new": 2, "changes": 0, "same": 0, "refused": 1},
        "ran": False,
        "operation": None,
        "notes": plan["notes"],
        "rows": [
            {"line": 2, "verdict": "new", "id": None, "name": "Ann Porter", "reason": "", "change": ""},
            {"line": 3, "verdict": "new", "id": None, "name": "Bea Stone", "reason": "", "change": ""},
            {"line": 4, "verdict": "refused", "id": None, "name": "Cid Wolf", "change": ""},
        ],
    }
    assert cli(*arguments, "--yes") == 1
    outcome = json.loads(cli.out)
    assert outcome["ran"] is True
    assert isinstance(outcome["operation"], int)
    assert [row["verdict"] for row in outcome["rows"]] == ["new", "new", "refused"]
    known = services.people.ids(ListQuery(TECHNICIANS, ("name",)))
    assert [row["id"] for row in outcome["rows"]] == [*known, None]


def test_a_mapping_is_saved_changed_and_given_back(services: Services, cli: Cli, crew: Path, tmp_path: Path) -> None:
    assert cli("import", "technicians", crew, *DEFAULTS, "--format", "json", "--dry-run") == 1
    plan = json.loads(cli.out)
    plan["mapping"]["columns"]["Mobile Phone"] = ""
    plan["mapping"]["defaults"]["memo"] = "New."
    for number, data in enumerate((plan, plan["mapping"])):
        saved = tmp_path / f"{number}.json"
        saved.write_text(json.dumps(data))
        assert cli("import", "technicians", crew, "--map", saved, "--dry-run", "--default", "team=West") == 1
        assert "Mobile Phone: left out" in cli.words.splitlines()
        assert "Memo for everybody who is new: New." in cli.words.splitlines()
        assert [row[3] for row in rows(cli)] == ["new", "new", "refused"]  # nobody without phone and e-mail
    saved.write_text('{"columns": {"First Nam": "first_name"}}')
    assert cli("import", "technicians", crew, "--map", saved, "--dry-run") == 2
    assert "First Nam" in cli.words
    assert cli("import", "technicians", crew, "--map", tmp_path / "gone.json", "--dry-run") == 1
    assert "gone.json cannot be read: no such file or directory." in cli.words


class Piped:
    """Standard input that is no terminal."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)

    def isatty(self) -> bool:
        return False


def test_a_pipe_is_read(
    services: Services, cli: Cli, crew: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", Piped(crew.read_bytes()))
        assert cli("import", "technicians", "-", "--dry-run", *DEFAULTS) == 1
    assert "Import standard input: 2 new · 1 refused." in cli.words.splitlines()
    reading, writing = os.pipe()
    os.write(writing, crew.read_bytes())
    os.close(writing)
    try:
        assert cli("import", "technicians", f"/dev/fd/{reading}", "--dry-run", *DEFAULTS) == 1
    finally:
        os.close(reading)
    assert len(rows(cli)) == 3


def test_what_is_no_table_is_refused(cli: Cli, tmp_path: Path) -> None:
    for name, content in (("cards.vcf", b"BEGIN:VCARD\nEND:VCARD\n"), ("empty.csv", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        assert cli("import", "employees", path, "--yes") == 1
        assert cli.words.startswith(name)
        assert cli.out == ""
    assert cli("import", "employees", tmp_path / "gone.csv", "--yes") == 1
    assert cli.words.startswith("gone.csv")


def test_at_a_terminal_the_plan_is_shown_and_asked_about(
    services: Services, cli: Cli, crew: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_a_terminal("n\n", monkeypatch) as read:
        assert cli("import", "technicians", crew, *DEFAULTS) == 1
    assert cli.out == ""
    assert "\t3\tBea Stone\tnew\t\t" in read
    assert read[-1] == "Import crew.csv: 2 of 3 rows? [y/N] Nothing was changed."
    assert names(services) == []
    with at_a_terminal("y\n", monkeypatch):
        assert cli("import", "technicians", crew, *DEFAULTS) == 1
    assert names(services) == ["Ann Porter", "Bea Stone"]


def test_a_long_plan_is_cut_before_the_question(cli: Cli, crew: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [f"Ann,Porter {number},ann.{number}@example.com,,," for number in range(_MOST_SHOWN + 2)]
    crew.write_text("\n".join([CREW.splitlines()[0], *people]))
    with at_a_terminal("n\n", monkeypatch) as read:
        assert cli("import", "technicians", crew, *DEFAULTS) == 1
    assert "and 2 rows more; --dry-run prints all" in read
    assert sum(line.endswith("\tnew\t\t") for line in read) == _MOST_SHOWN


def test_ctrl_c_during_the_run_takes_everything_back(
    services: Services, cli: Cli, crew: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Imports.run

    def interrupted(self: Imports, *arguments: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return run(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Imports, "run", interrupted)
    assert cli("import", "technicians", crew, "--yes", *DEFAULTS) == 130
    assert cli.out == ""
    assert cli.words.splitlines()[-1] == "Nothing was changed."
    assert names(services) == []


def test_no_name_acts_on_a_terminal_or_in_a_spreadsheet(cli: Cli, crew: Path) -> None:
    crew.write_text("Name,Email\n'=1+1 [/],ann@example.com\nB\x1b]0;x,bob@example.com\n")
    for format in ("table", "json"):
        cli("import", "technicians", crew, "--dry-run", *DEFAULTS, "--format", format)
        assert "\x1b" not in cli.out + cli.words
        assert format == "json" or rows(cli)[0][2] == "'=1+1 [/]"
