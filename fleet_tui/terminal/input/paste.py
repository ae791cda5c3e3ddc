"""A bracketed paste while it arrives: everything up to its end mark is text and never a key."""

from __future__ import annotations

import re
from io import StringIO

from fleet_tui.terminal.input.decoding import Decoder
from fleet_tui.terminal.input.tokens import REPORT, Pasted

LIMIT = 1_000_000
"""Characters that are taken of one paste: more than any field takes."""

START = b"\x1b[200~"
END = b"\x1b[201~"

_REPORT = re.compile(REPORT.pattern.decode())
_STARTS_OF_END = tuple(END[:length] for length in range(len(END) - 1, 0, -1))


class Paste:
    """Gathers at most `LIMIT` characters; what is over is read to the end mark and dropped, which the result says."""

    def __init__(self, charset: str) -> None:
        self._decoder = Decoder(charset)
        self._text = StringIO()
        self._room = LIMIT
        self._cut = False
        self._held = b""
        self.ended = False
        """Whether the end mark came."""

    def take(self, data: bytes, position: int) -> int:
        """Reads from that position; gives the position behind the end mark, or the length of the data."""
        before = len(self._held)
        found = (self._held + data[position : position + len(END)]).find(END) if before else -1
        if found >= 0:  # the end mark began in an earlier read
            return self._end(self._held[:found], position + found + len(END) - before)
        found = data.find(END, position)
        if found >= 0:
            return self._end(self._held + data[position:found], found + len(END))
        arrived = self._held + data[position:]
        # The start of an end mark is held back until it is known what follows it.
        self._held = next((start for start in _STARTS_OF_END if arrived.endswith(start)), b"")
        self._add(self._decoder.decode(arrived[: len(arrived) - len(self._held)]))
        return len(data)

    def result(self) -> Pasted:
        """What was gathered; a broken end mark at its end is no text, nor are answers that came into it."""
        if not self.ended:
            self._add(self._decoder.finish())
        text = _REPORT.sub("", self._text.getvalue())
        return Pasted(text.replace("\r\n", "\n").replace("\r", "\n"), self._cut)

    def _end(self, last: bytes, position: int) -> int:
        self.ended = True
        self._add(self._decoder.finish(last))
        return position

    def _add(self, text: str) -> None:
        kept = text[: self._room]
        self._cut = self._cut or len(kept) < len(text)
        self._room -= len(kept)
        self._text.write(kept)
