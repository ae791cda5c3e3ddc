"""Rows as an XLSX file, by XlsxWriter: every cell is text, none a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from typing import Any

from fleet_tui.domain.errors import Refusal
from fleet_tui.tabular.export_folder import export_folder

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header too."""
_NO_LIBRARY = "XLSX files take a library that is not installed here: pip install 'fleet-tui[xlsx]', or choose CSV."
_PIECE = 1 << 20
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def why_no_workbooks() -> str:
    """Why XLSX files cannot be written here, empty when they can; the library itself is not imported."""
    return "" if find_spec("xlsxwriter") else _NO_LIBRARY


def require_workbooks() -> None:
    """Raise unless XLSX files can be written here.

    Raises:
        Refusal: XlsxWriter is not installed.
    """
    if why_no_workbooks():
        raise Refusal(_NO_LIBRARY)


def workbook_bytes(batches: Iterable[Iterable[Sequence[str]]]) -> Iterator[bytes]:
    """The file in pieces, which come once it is whole: its table of contents stands at its end.

    The rows lie in a private folder meanwhile, never all in memory.

    Raises:
        Refusal: XlsxWriter is not installed.
        OSError: there is no room for them; or what the batches raise.
    """
    require_workbooks()
    library: Any = import_module("xlsxwriter")
    with export_folder() as folder:
        path = folder / "people.xlsx"
        workbook = library.Workbook(path, {**_OPTIONS, "tmpdir": str(folder)})
        sheet = workbook.add_worksheet()
        try:
            numbers = count()
            for rows in batches:
                for row, number in zip(rows, numbers, strict=False):
                    for column, text in enumerate(row):
                        if text:
                            sheet.write_string(number, column, text)
        except BaseException:
            sheet.row_data_fh.close()  # XlsxWriter closes it only when it makes the file
            raise
        try:
            workbook.close()
        except import_module("xlsxwriter.exceptions").FileCreateError as error:
            raise OSError(*error.args) from None
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
