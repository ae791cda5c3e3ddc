"""A workbook holds texts alone, comes whole or not at all, and leaves nothing beside it."""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fleet_tui.domain.errors import Refusal
from fleet_tui.tabular.workbook_output import workbook_bytes

TEXTS = (
    "=1+1",
    "{=1}",
    "http://example.com",
    "007",
    "1.50",
    "TRUE",
    "",
    "_x0041_",
    " a ",
    "a\nb",
    "<&>",
    "'-",
    "é漢👷",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def read(content: bytes) -> list[list[object]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_every_cell_is_the_text_that_it_was(folder: Path) -> None:
    rows = [tuple(f"title {number}" for number in range(len(TEXTS))), TEXTS]
    content = b"".join(workbook_bytes([rows[:1], [], rows[1:]]))
    assert read(content) == [list(row) for row in rows]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"inlineStr" in sheet
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert list(folder.iterdir()) == []


def test_what_stops_it_leaves_nothing(folder: Path) -> None:
    def rows() -> Iterator[list[tuple[str]]]:
        yield [("a",)]
        raise Refusal("stopped")

    with pytest.raises(Refusal, match="stopped"):
        b"".join(workbook_bytes(rows()))
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_an_error_of_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zipfile.ZipFile.write", full)
    with pytest.raises(OSError, match="No space left"):
        b"".join(workbook_bytes([[("a",)]]))


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(Refusal, match=r"pip install 'fleet-tui\[xlsx\]'"):
        b"".join(workbook_bytes([]))
