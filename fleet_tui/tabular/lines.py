"""The lines of a text file, a block at a time: no line is ever whole in memory that is longer than may be."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from fleet_tui.tabular.encoding import BLOCK, Encoding
from fleet_tui.tabular.errors import Unreadable, place

LONGEST = 1 << 20
"""Characters of a line at most."""


class Lines:
    """Iterates over lines with their ends, and counts what was read."""

    def __init__(self, stream: BinaryIO, name: str, encoding: Encoding, delimiter: str = ",") -> None:
        self._stream = stream
        self._name = name
        self._encoding = encoding
        # A file that was appended to another left its mark before a cell.
        self._mark = re.compile(rf"(?:\A|(?<=[\r\n{re.escape(delimiter)}]))\ufeff+")
        self._size = max(1, stream.seek(0, io.SEEK_END))
        stream.seek(encoding.mark)
        self._read = 0
        self._line = 1

    @property
    def fraction(self) -> float:
        """How much of the bytes was read, from 0 to 1."""
        return min(1.0, self._read / self._size)

    def __iter__(self) -> Iterator[str]:
        # Lines are cut in C: Python does something once a block only.
        return chain.from_iterable(io.StringIO(block, newline="") for block in self._blocks())

    def _blocks(self) -> Iterator[str]:
        """Text that begins and ends with a line.

        Raises:
            Unreadable: a line is too long, holds a null, or cannot be decoded.
        """
        decoder, rest = codecs.getincrementaldecoder(self._encoding.codec)(), ""
        while raw := self._stream.read(BLOCK):
            self._read += len(raw)
            text = rest + self._decoded(decoder, raw, rest)
            end = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
            self._require_short(text)
            rest = text[end:]
            if end:
                yield self._checked(text[:end])
        rest += self._decoded(decoder, b"", rest)
        if rest:
            yield self._checked(rest)

    def _decoded(self, decoder: codecs.IncrementalDecoder, raw: bytes, rest: str) -> str:
        try:
            return decoder.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            before = rest + error.object[: error.start].decode(self._encoding.codec, "replace")
            raise Unreadable(
                f"{self._place_after(before)}: the text cannot be decoded as {self._encoding.codec.upper()}: "
                "save the file again as UTF-8."
            ) from None

    def _require_short(self, text: str) -> None:
        if len(text) > LONGEST and not 0 <= _first_end(text) <= LONGEST:
            raise Unreadable(
                f"{place(self._name, self._line)}: this line is longer than {LONGEST:,} characters. Save the table as "
                "CSV with a line for each person."
            )

    def _checked(self, text: str) -> str:
        if "\0" in text:
            raise Unreadable(
                f"{self._place_after(text[: text.index(chr(0))])}: a null character is in the text, which no table "
                "has: save the file again as UTF-8."
            )
        self._line += _ends(text)
        return self._mark.sub("", text) if "\ufeff" in text else text

    def _place_after(self, text: str) -> str:
        last = max(text.rfind("\n"), text.rfind("\r")) + 1
        return place(self._name, self._line + _ends(text), len(text) - last + 1)


def _ends(text: str) -> int:
    """How many ends of lines are in a text."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _first_end(text: str) -> int:
    return min((at for at in (text.find("\n"), text.find("\r")) if at >= 0), default=-1)
