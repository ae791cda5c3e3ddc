"""Bad input, from the bytes of a file to the database: a sentence with its line, nothing half done, nothing guessed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

import pytest
import xlsxwriter

from fleet_tui.domain.bulk.plan import Outcome, Plan, Verdict
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.tabular.source import BytesSource, FileSource, Source
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry, services_on, set_active
from tests.support.tables import for_each

DEFAULTS = {
    TECHNICIANS: (("type", "managed"), ("role", "Driver"), ("positions", "Service")),
    EMPLOYEES: (("role", "Office"), ("positions", "CSR")),
}
TITLES = "Name,Email,Mobile Phone,Team\n"
ANN = "Ann Porter,ann@example.com,(201) 555-0123,North\n"
BOB = "Bob Lawson,bob@example.com,(201) 555-0124,South\n"

pytestmark = pytest.mark.usefixtures("good_file")


def bytes_of(content: str | bytes) -> Source:
    return BytesSource("crew.csv", content.encode() if isinstance(content, str) else content)


def planned(services: Services, source: Source, kind: PersonKind = TECHNICIANS) -> Plan:
    file = services.imports.open(source, kind)
    return services.imports.plan(file, replace(file.mapping, defaults=DEFAULTS[kind]))


def done(services: Services, content: str | bytes, kind: PersonKind = TECHNICIANS) -> Outcome:
    return services.imports.run(planned(services, bytes_of(content), kind))


def verdicts(outcome: Plan | Outcome) -> list[tuple[int | None, Verdict]]:
    return [(outcome.line(place), outcome.of(place).verdict) for place in range(len(outcome))]


def refused(services: Services, content: str | bytes) -> str:
    """Why the file is refused as a whole; nobody may be there afterwards."""
    with pytest.raises(Refusal) as refusal:
        done(services, content)
    assert names(services) == []
    return str(refusal.value)


def reason(services: Services, row: str, titles: str = TITLES, kind: PersonKind = TECHNICIANS) -> str:
    """Why the second of two rows is refused, while the first is added."""
    outcome = done(services, f"{titles}{ANN}{row}\n", kind)
    assert verdicts(outcome) == [(2, Verdict.NEW), (3, Verdict.BLOCKED)], outcome.of(1)
    return outcome.of(1).reason


def names(services: Services, kind: PersonKind = TECHNICIANS) -> list[str]:
    everybody = services.people.ids(ListQuery(kind, ("name",)))
    return [services.people.profile(kind, id).name for id in everybody]


def test_joined_files_have_their_mark_in_the_middle(services: Services) -> None:
    outcome = done(services, f"\ufeff{TITLES}{ANN}\ufeff{BOB}")
    assert [verdict for _, verdict in verdicts(outcome)] == [Verdict.NEW, Verdict.NEW]
    assert names(services) == ["Ann Porter", "Bob Lawson"]


@for_each("encoding", ["utf-16-le", "utf-16-be", "utf-16", "cp1252", "utf-8-sig"])
def test_letters_are_the_same_in_every_encoding(services: Services, encoding: str) -> None:
    number = sum(map(ord, encoding))
    row = f"Zoë Müller,{number}@example.com,,North\n"
    done(services, (TITLES + row).encode(encoding))
    assert set(names(services)) == {"Zoë Müller"}


@for_each(
    "content, line",
    [
        (f"{TITLES}{ANN}Bob\0,bob@example.com,,\n".encode(), 3),
        (f"{TITLES}{ANN}".encode() + b"Bob \x81,bob@example.com,,\n", 3),
        (f'{TITLES}{ANN}"Bob,bob@example.com,,\n{ANN}'.encode(), 3),
        (f"{TITLES}{ANN}{'a,' * 1_000_000}\n".encode(), 3),
        (("a," * 1_000_000).encode(), 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(services: Services, content: bytes, line: int) -> None:
    assert f"line {line}" in refused(services, content)


class Endless(io.RawIOBase):
    """A file with one line of 100 MB."""

    SIZE = 100_000_000

    def __init__(self) -> None:
        self.at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self.at = offset + (0, self.at, self.SIZE)[whence]
        return self.at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        size = min(len(buffer), self.SIZE - self.at)
        begin = TITLES.encode()[self.at : self.at + size]
        buffer[:size] = begin + b"a" * (size - len(begin))
        self.at += size
        return size


class EndlessSource:
    """That file as a source."""

    name = "long.csv"

    def open(self) -> BinaryIO:
        return io.BufferedReader(cast("io.RawIOBase", Endless()), 1 << 16)


def test_a_line_of_100_mb_is_refused_and_never_in_memory(services: Services) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(Refusal, match="line 2"):
            planned(services, EndlessSource())
        assert tracemalloc.get_traced_memory()[1] < Endless.SIZE / 8
    finally:
        tracemalloc.stop()


def test_short_rows_are_filled_and_long_ones_refused(services: Services) -> None:
    outcome = done(services, f"{TITLES}Ann Porter,ann@example.com\nBob,bob@example.com,,North,West\n{BOB[:-1]},,,\n")
    assert verdicts(outcome) == [(2, Verdict.NEW), (3, Verdict.BLOCKED), (4, Verdict.NEW)]
    assert "5 cells" in outcome.of(1).reason


def test_of_two_columns_with_one_title_one_is_read(services: Services) -> None:
    file = services.imports.open(bytes_of("Name,Email,Email\nAnn,ann@example.com,ann@example.org\n"), TECHNICIANS)
    assert file.mapping.targets == ("name", "email", "")
    assert done(services, "Name,Email,Email\nAnn,ann@example.com,ann@example.org\n").counts()[Verdict.NEW] == 1
    (id,) = services.people.ids(ListQuery(TECHNICIANS, ("name",)))
    assert services.people.profile(TECHNICIANS, id).values["email"] == "ann@example.com"


@for_each(
    "row, says",
    [
        ("Bob,bob@example.com,1.20156E+10,", "“1.20156E+10”"),
        ('Bob,bob@example.com,"1,20156E+10",', "“1,20156E+10”"),
        ("=cmd|' /C calc'!A0,bob@example.com,,", "formula"),
        ("Bob,=HYPERLINK(1),,", "formula"),
        ("Bob,bob@example.com,12,", "12"),
        ("Bob,bob at example,,", "name@example.com"),
        ("Bob,,,", ""),
        (",bob@example.com,,", ""),
        (f"Bob,bob@example.com,,{'x' * 61}", "60"),
    ],
)
def test_a_row_that_says_nothing_is_refused_alone(services: Services, row: str, says: str) -> None:
    for id in services.people.ids(ListQuery(TECHNICIANS, ("name",))):
        mine = services.people.profile(TECHNICIANS, id)
        services.people.save(TECHNICIANS, id, mine.version, {"email": f"{id}@x.org", "mobile": None})
    told = reason(services, row)
    assert told
    assert says in told


def test_a_day_as_a_number_is_refused_and_never_guessed(services: Services) -> None:
    services.company.save(services.company.get().version, {"payroll": True})
    outcome = done(services, "Name,Email,Hire Date\nAnn,ann@example.com,2026-02-28\nBob,bob@example.com,46081\n")
    assert verdicts(outcome) == [(2, Verdict.NEW), (3, Verdict.BLOCKED)]
    assert "46081" in outcome.of(1).reason


def test_marks_of_direction_round_a_number_are_taken_off(services: Services) -> None:
    outcome = done(services, f"{TITLES}Ann,\u200bann@example.com\ufeff,\u202a(201) 555-0123\u202c,North\n")
    values = services.people.profile(TECHNICIANS, outcome.ids[0]).values
    assert (values["mobile"], values["email"]) == ("+12015550123", "ann@example.com")


def workbook(fill: Callable[[xlsxwriter.worksheet.Worksheet, xlsxwriter.Workbook], None]) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Name", "Email", "Mobile Phone", "Hire Date"))
    fill(sheet, book)
    book.close()
    return content.getvalue()


def test_a_workbook_gives_numbers_as_they_were_and_no_formula(services: Services) -> None:
    services.company.save(services.company.get().version, {"payroll": True})

    def fill(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(1, 0, ("Ann Porter", "ann@example.com", 12015550123))
        sheet.write_datetime(1, 3, date(2026, 2, 28), day)
        sheet.write_row(2, 0, ("Bob Lawson", "bob@example.com", 12015550124, 46081))

    outcome = done(services, workbook(fill))
    assert verdicts(outcome) == [(2, Verdict.NEW), (3, Verdict.BLOCKED)]
    values = services.people.profile(TECHNICIANS, outcome.ids[0]).values
    assert (values["mobile"], str(values["start_date"])) == ("+12015550123", "2026-02-28")


def test_an_error_in_a_cell_of_a_workbook_refuses_its_row_where_the_column_is_imported(services: Services) -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_row(0, 0, ("Name", "Email", "Memo", "Lookup"))
        for number, name in enumerate(("Ann", "Bob"), start=1):
            sheet.write_row(number, 0, (name, f"{name.lower()}@example.com", "", ""))
        sheet.write_formula("D2", "=VLOOKUP(1,A:A,1)", None, "#N/A")
        sheet.write_formula("C3", "=A99/0", None, "#DIV/0!")

    plan = planned(services, BytesSource("people.xlsx", workbook(fill)))
    assert verdicts(plan) == [(2, Verdict.NEW), (3, Verdict.BLOCKED)]
    assert "#DIV/0!" in plan.of(1).reason


def test_a_zip_bomb_is_refused_before_it_is_unpacked(services: Services) -> None:
    content = io.BytesIO(workbook(lambda sheet, book: None))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/bomb.xml", "w") as bomb:
        for _ in range(60):
            bomb.write(b"\0" * (1 << 20))
    assert refused(services, content.getvalue())


@for_each(
    "content, what",
    [
        (b"", "empty"),
        (TITLES.encode(), "no row"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n", "CSV"),
        (b"version: 1\n\ndn: cn=Ann,o=x\n", "CSV"),
        (b'[{"name": "Ann"}]', "CSV"),
        (b"%PDF-1.7\n", "CSV"),
        (b"\x89PNG\r\n\x1a\n", "CSV"),
        (b"<!doctype html><table><tr><td>Ann</table>", "CSV"),
    ],
)
def test_another_sort_of_file_is_refused_with_what_to_save(services: Services, content: bytes, what: str) -> None:
    assert what in refused(services, content)


def test_a_file_that_changes_while_it_is_read_is_refused(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "crew.csv"
    path.write_text(TITLES + ANN)
    file = services.imports.open(FileSource(path), TECHNICIANS)
    path.write_text(TITLES + ANN + BOB)
    with pytest.raises(Refusal, match="was changed while it was read"):
        services.imports.plan(file, file.mapping)


def test_a_list_that_changes_between_plan_and_run_is_seen(services: Services) -> None:
    plan = planned(services, bytes_of(TITLES + ANN + BOB))
    south = next(one for one in services.lists.entries(ListName.TEAMS) if one.name == "South")
    services.lists.retire(south, True)
    outcome = services.imports.run(plan)
    assert verdicts(outcome) == [(2, Verdict.NEW), (3, Verdict.BLOCKED)]
    assert "South" in outcome.of(1).reason


def test_somebody_who_became_inactive_meanwhile_is_changed_and_stays_inactive(services: Services) -> None:
    ann = added(services, TECHNICIANS, email="ann@example.com")
    plan = planned(services, bytes_of("Email,Team\nann@example.com,North\n"))
    set_active(services, TECHNICIANS, ann.id, False)
    outcome = services.imports.run(plan)
    after = services.people.profile(TECHNICIANS, ann.id)
    assert not after.active
    north = entry(services, ListName.TEAMS, "North")
    assert (outcome.of(0).verdict, after.values["team"]) in (
        (Verdict.CHANGES, north),
        (Verdict.BLOCKED, None),
    )


def test_somebody_else_who_took_the_address_meanwhile_keeps_it(services: Services) -> None:
    plan = planned(services, bytes_of(TITLES + ANN + BOB))
    added(services, TECHNICIANS, name="Zed", email="ann@example.com")
    outcome = services.imports.run(plan)
    assert verdicts(outcome) == [(2, Verdict.BLOCKED), (3, Verdict.NEW)]
    assert names(services) == ["Bob Lawson", "Zed"]


FULL = """
import resource, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from fleet_tui.domain.errors import Refusal
from fleet_tui.tabular.source import BytesSource
from tests.support.people import EMPLOYEES, services_on

path = Path(sys.argv[1])
services = services_on(path)
rows = "".join(f"Ann {n},{n}@example.com\\n" for n in range(3_000))
file = services.imports.open(BytesSource("crew.csv", f"Name,Email\\n{rows}".encode()), EMPLOYEES)
plan = services.imports.plan(file, replace(file.mapping, defaults=(("role", "Office"), ("positions", "CSR"))))
room = max(each.stat().st_size for each in path.parent.glob("fleet.db*")) + 100_000
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
try:
    services.imports.run(plan)
except Refusal as refused:
    print(refused)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(services.imports.run(plan).operation)
services.database.close()
"""


def test_a_disk_that_fills_leaves_nothing_and_the_plan_runs_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "full" / "fleet.db"
    path.parent.mkdir()
    command = [sys.executable, "-c", FULL, str(path), str(Path(__file__).parents[3])]
    asked = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert asked.stderr == ""
    sentence, operation = asked.stdout.splitlines()
    assert "disk" in sentence
    assert operation == "1", "the first run has left nothing"
    services = services_on(path)
    assert check(services.database) == ()
    services.database.close()
