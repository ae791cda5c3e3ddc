"""What the columns of files became is known again for the next file with the same titles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.imports.targets import REASON
from fleet_tui.services.local.import_mappings import ImportMappings
from fleet_tui.tabular.table import Head, Row
from tests.support.people import EMPLOYEES, TECHNICIANS

TITLES = ("Who", "Mail", "Shoe size")
HEAD = Head(TITLES, 3, (), ())
MAPPING = ImportMapping(TECHNICIANS, ("name", "email", ""), (("type", "managed"),), day_first=True)


def test_a_mapping_is_known_again_by_the_titles_and_the_kind(tmp_path: Path) -> None:
    ImportMappings(tmp_path).keep(HEAD, MAPPING)
    again = ImportMappings(tmp_path)
    assert again.find(TECHNICIANS, HEAD) == MAPPING
    assert again.find(EMPLOYEES, HEAD) is None
    assert again.find(TECHNICIANS, replace(HEAD, titles=("Who", "Mail", "Size"))) is None


def test_a_file_of_refused_rows_is_known_by_the_titles_before_its_reasons(tmp_path: Path) -> None:
    mappings = ImportMappings(tmp_path)
    refused = replace(HEAD, titles=(*TITLES, REASON), columns=4)
    mappings.keep(HEAD, MAPPING)
    assert mappings.find(TECHNICIANS, refused) == replace(MAPPING, targets=("name", "email", "", ""))
    mappings.keep(refused, replace(MAPPING, targets=("name", "", "memo", "")))
    assert mappings.find(TECHNICIANS, HEAD) == replace(MAPPING, targets=("name", "", "memo"))


def test_what_cannot_be_read_is_as_if_nothing_had_been_kept(tmp_path: Path) -> None:
    mappings = ImportMappings(tmp_path)
    mappings.keep(HEAD, MAPPING)
    for content in (b"", b"[]", b"{", b"\xff"):
        (tmp_path / "imports.json").write_bytes(content)
        assert mappings.find(TECHNICIANS, HEAD) is None


def test_files_without_titles_are_known_by_what_their_columns_look_like(tmp_path: Path) -> None:
    mappings = ImportMappings(tmp_path)
    mail_first = _untitled(("ann@x.example", "Ann Lee"), ("bob@x.example", "Bob Ray"))
    mappings.keep(mail_first, replace(MAPPING, targets=("email", "memo")))
    assert mappings.find(TECHNICIANS, mail_first) == replace(MAPPING, targets=("email", "memo"))
    assert mappings.find(TECHNICIANS, _untitled(("Cy Fox", "cy@x.example"), ("Di Roe", "di@x.example"))) is None


def test_what_the_cells_of_a_file_tell_goes_before_what_is_remembered(tmp_path: Path) -> None:
    mappings = ImportMappings(tmp_path)
    titles = ("Who", "Since", "Note")
    mapping = replace(MAPPING, targets=("name", "start_date", "memo"), day_first=True)
    mappings.keep(Head(titles, 3, (), ()), mapping)
    cells = ("Ann Lee", "01/31/2026", "123-45-6789")
    found = mappings.find(TECHNICIANS, Head(titles, 3, (Row(2, cells),), ()))
    assert found == replace(mapping, targets=("name", "start_date", "secret"), day_first=False)


def _untitled(*rows: tuple[str, ...]) -> Head:
    return Head(None, len(rows[0]), tuple(Row(line, cells) for line, cells in enumerate(rows, 1)), ())
