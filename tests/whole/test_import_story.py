"""500 people of a file in an empty database, in a pseudo-terminal and by keyboard alone: in, mended and invited."""

from __future__ import annotations

from pathlib import Path

from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.layouts.staff import SPANISH
from tests.support.people import TECHNICIANS, administered, services_on
from tests.support.terminals.program_driving import Program
from tests.support.terminals.terminal import Terminal

PEOPLE = 500
SPOILED = {"612 000 007": "6,12E+08", "person123@example.com": "person123 at example.com"}
"""What somebody's spreadsheet and somebody's hand did to the file."""


def written(folder: Path) -> Path:
    """The file of a personnel department, in a folder of files."""
    folder.mkdir()
    text = SPANISH.content(PEOPLE).decode(SPANISH.encoding)
    for right, wrong in SPOILED.items():
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    path = folder / "people.tsv"
    path.write_text(text, newline="")
    return path


def mended(path: Path) -> None:
    """Do what the refused rows say, as in an editor."""
    text = path.read_text()
    for right, wrong in SPOILED.items():
        assert wrong in text
        text = text.replace(wrong, right)
    path.write_text(text)


def statuses(services: Services) -> list[object]:
    """The status of every active technician."""
    page = services.people.page(ListQuery(TECHNICIANS, ("status", "active"), Filter()), limit=1_000)
    return [person.values["status"] for person in page.people if person.values["active"]]


def choose(program: Program, title: str, words: str, answer: str) -> None:
    """Choose what holds for everybody in the file, at the cursor."""
    program.terminal.wait_for(lambda _: any(line.lstrip("|> !").startswith(title) for line in program.body()))
    program.answer("space")
    program.shows("type to narrow")
    program.terminal.type(words)
    program.press("enter")
    program.terminal.wait_for(lambda _: any(title in line and answer in line for line in program.body()))


def test_people_of_a_file_are_in_mended_and_invited(tmp_path: Path, home: Path) -> None:
    path, folder = tmp_path / "fleet.db", tmp_path / "fleet.db-files"
    file = written(folder)
    services = services_on(path)
    administered(services)
    with Terminal.start(["--database", str(path), "--line", "lean"], home=home) as terminal:
        program = Program(terminal)
        program.shows("There are no technicians yet: a adds one, i imports many.")
        program.answer("i")
        program.shows("Import technicians from a file")
        terminal.type(file.name)
        program.press("enter")
        program.shows("Import people.tsv: 14 columns")
        choose(program, "Technician Type", "managed", "Managed")
        choose(program, "Role", "driver", "Driver")
        choose(program, "Country", "spain", "Spain")
        program.answer("enter")
        program.shows("498 new · 2 refused")
        program.shows("Format the column as text there")
        program.answer("s")
        program.shows("Save 2 refused rows")
        program.answer("enter")
        program.shows("Written to")
        program.answer("enter")
        program.shows("498 added · 2 refused")
        program.answer("i")
        program.shows("Plan: Send Account Invite to")
        program.answer("enter")
        program.shows("Done: Send Account Invite to")
        program.answer("enter")
        program.shows("technicians invited")

        mended(folder / "people-refused.tsv")
        program.answer("i")
        program.shows("Import technicians from a file")
        terminal.type("people-r")
        program.press("tab")
        program.shows("people-refused.tsv")
        program.press("enter")
        program.shows("The columns are those of your last file with these titles.")
        program.answer("enter")
        program.shows("2 new")
        program.answer("enter")
        program.shows("2 were added and have no account")
        program.answer("i")
        program.shows("Plan: Send Account Invite to 2 technicians")
        program.answer("enter")
        program.shows("Done: Send Account Invite to 2 technicians")
        program.answer("enter")
        program.shows("2 technicians invited")
        program.answer("q")
        program.shows("490 messages wait")
        program.press("l")
        assert terminal.wait_for_end() == 0
    found = statuses(services)
    assert set(found) == {Status.PENDING.value}
    assert len(services.people.ids(ListQuery(TECHNICIANS, ("name",), Filter()))) == PEOPLE
    assert check(services.database) == ()
    services.database.close()
