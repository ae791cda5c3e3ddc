"""The rows of an import between its plan and its run, outside of memory: a file may have a million."""

from __future__ import annotations

import os
import pickle
import tempfile
import weakref
import zlib
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fleet_tui.services.imports.rows import ParsedRow, RowResult
from fleet_tui.tabular.source import not_spooled

ROWS = 500
"""Rows that are read, matched and written together."""


NO_WORDS = -1
"""The place of the words of a row that has none of its own."""
_BETWEEN = "\0"
"""Between the reason and the change of a row; no text that is shown has it."""
_LENGTH = 8
"""Bytes of the length before a piece."""


class SpooledRow(NamedTuple):
    """A row with what it does."""

    parsed: ParsedRow
    result: RowResult


class Spool:
    """Keeps rows in a file without a name, which is gone with the program. Reads them in order, or one at a time.

    `RowDetails` of a plan: `words` are kept by themselves, because a screen of them must be there within a key. Reading
    moves no position of a file, so a screen reads them while another thread reads the rows.
    """

    def __init__(self) -> None:
        self.refused: dict[int, str] = {}
        """Reasons, by row, that were found after the row was kept."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it is closed when nobody has the plan any more
        self._words = tempfile.TemporaryFile()  # noqa: SIM115
        for file in (self._file, self._words):
            weakref.finalize(self, file.close)
        self._places, self._lines = array("q"), array("q")
        self._words_end, self._words_at = 0, array("q")
        self._last: tuple[int, Sequence[SpooledRow]] = (-1, ())

    def __len__(self) -> int:
        return len(self._lines)

    def append(self, rows: Sequence[SpooledRow]) -> None:
        """Keep the next rows: `ROWS` of them, or fewer at the end.

        Raises:
            Refusal: the disk of temporary files is full.
        """
        packed = _framed(_packed(rows))
        said = [_said(row.result) for row in rows]
        try:
            self._places.append(self._file.seek(0, 2))
            for file, content in ((self._file, packed), (self._words, b"".join(said))):
                file.write(content)
                file.flush()
        except OSError as error:
            raise not_spooled("The import", error) from None
        self._lines.extend([row.parsed.line for row in rows])
        for text in said:
            self._words_at.append(self._words_end if text else NO_WORDS)
            self._words_end += len(text)

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
        if self._words_at[row] == NO_WORDS:
            return "", ""
        text = _unframed(self._words.fileno(), self._words_at[row])
        reason, _, change = text.decode(errors="surrogatepass").partition(_BETWEEN)
        return reason, change

    def _batch(self, number: int) -> Sequence[SpooledRow]:
        kept, rows = self._last
        if kept != number:
            packed = _unframed(self._file.fileno(), self._places[number])
            rows = _unpacked(packed)
            self._last = (number, rows)
        return rows


def _packed(rows: Sequence[SpooledRow]) -> bytes:
    """The rows as bare tuples: those with names are packed by Python code, one by one."""
    bare = [(tuple(row.parsed), tuple(row.result)) for row in rows]
    return zlib.compress(pickle.dumps(bare, protocol=5), 1)


def _unpacked(packed: bytes) -> list[SpooledRow]:
    bare = pickle.loads(zlib.decompress(packed))  # noqa: S301  # what this module itself wrote to its own file
    new = tuple.__new__
    return [new(SpooledRow, (new(ParsedRow, parsed), new(RowResult, result))) for parsed, result in bare]


def _said(result: RowResult) -> bytes:
    """The words of a row as they are kept; nothing where it has none of its own."""
    if not result.reason and not result.change:
        return b""
    return _framed(f"{result.reason}{_BETWEEN}{result.change}".encode(errors="surrogatepass"))


def _framed(content: bytes) -> bytes:
    return len(content).to_bytes(_LENGTH, "big") + content


def _unframed(fd: int, place: int) -> bytes:
    return os.pread(fd, int.from_bytes(os.pread(fd, _LENGTH, place), "big"), place + _LENGTH)
