"""A layout of a file: its titles, how a person's row looks, what each column becomes, and the file's bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from fleet_tui.domain.fields import PersonKind
from tests.support.layouts.fiction import Someone

Row = tuple[str, ...]
FEW = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of file. `becomes` has the right target of each column; a dot leaves it out."""

    name: str
    kind: PersonKind
    titles: Row | None
    row: Callable[[Someone], Row] = field(repr=False)
    becomes: str
    above: tuple[Row, ...] = ()
    below: tuple[Row, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"
    country: str = "US"
    refused: frozenset[str] = frozenset()
    """Fields that the file has lost, in some rows at least."""

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple("" if each == "." else each for each in self.becomes.split())

    @property
    def file_name(self) -> str:
        return f"{self.name}.{'xlsx' if self.encoding == 'xlsx' else 'csv'}"

    def rows(self, people: int = FEW, first: int = 0) -> list[Row]:
        """So many people, from that one on."""
        return [self.row(Someone(n)) for n in range(first, first + people)]

    def content(self, people: int = FEW, first: int = 0) -> bytes:
        """The whole file."""
        header = (self.titles,) if self.titles else ()
        lines = [*self.above, *header, *self.below, *self.rows(people, first)]
        return _workbook(lines) if self.encoding == "xlsx" else self._text(lines).encode(self.encoding)

    def _text(self, lines: Iterable[Row]) -> str:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=self.delimiter).writerows(lines)
        return text.getvalue()


def _workbook(lines: Iterable[Row]) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("Staff")
        for place, line in enumerate(lines):
            for column, cell in enumerate(line):
                # A spreadsheet has whole numbers as numbers, unless the column was made text.
                number = cell.isdigit() and not cell.startswith("0")
                sheet.write(place, column, int(cell) if number else cell)
    return content.getvalue()
