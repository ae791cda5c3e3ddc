"""The rows of an import between its plan and its run, outside of memory: a file may have a million."""

from __future__ import annotations

import pickle
import tempfile
import weakref
import zlib
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fleet_tui.services.imports.rows import ParsedRow, RowResult

ROWS = 500
"""Rows that are read, matched and written together."""


class SpooledRow(NamedTuple):
    """A row with what it does."""

    parsed: ParsedRow
    result: RowResult


class Spool:
    """Keeps rows in a file without a name, which is gone with the program. Reads them in order, or one at a time.

    `RowDetails` of a plan: `line` and `words` answer from the batch that was read last, or read another.
    """

    def __init__(self) -> None:
        self.refused: dict[int, str] = {}
        """Reasons, by row, that were found after the row was kept."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it is closed when nobody has the plan any more
        weakref.finalize(self, self._file.close)
        self._places, self._lines = array("q"), array("q")
        self._last: tuple[int, Sequence[SpooledRow]] = (-1, ())

    def __len__(self) -> int:
        return len(self._lines)

    def append(self, rows: Sequence[SpooledRow]) -> None:
        """Keep the next rows: `ROWS` of them, or fewer at the end."""
        self._places.append(self._file.seek(0, 2))
        packed = zlib.compress(pickle.dumps(list(rows), protocol=5), 1)
        self._file.write(len(packed).to_bytes(8, "big") + packed)
        self._lines.extend([row.parsed.line for row in rows])

    def batches(self) -> Iterator[Sequence[SpooledRow]]:
        """All rows in the order of the file, `ROWS` at a time."""
        for number in range(len(self._places)):
            yield self._batch(number)

    def row(self, number: int) -> SpooledRow:
        """The row with that number, from 0."""
        return self._batch(number // ROWS)[number % ROWS]

    def line(self, row: int) -> int:
        """The line of the file on which the row begins."""
        return self._lines[row]

    def words(self, row: int) -> tuple[str, str]:
        """The reason and the change of the row."""
        if row in self.refused:
            return self.refused[row], ""
        result = self.row(row).result
        return result.reason, result.change

    def _batch(self, number: int) -> Sequence[SpooledRow]:
        kept, rows = self._last
        if kept != number:
            self._file.seek(self._places[number])
            packed = self._file.read(int.from_bytes(self._file.read(8), "big"))
            rows = pickle.loads(zlib.decompress(packed))  # noqa: S301  # what this object itself wrote to its own file
            self._last = (number, rows)
        return rows
