"""Bytes that a terminal sends as text, read in its character set, with nothing lost and nothing refused."""

from __future__ import annotations

import codecs
import re

REPLACEMENT = "\ufffd"
_ESCAPED = re.compile("[\ud800-\udfff]")


class Decoder:
    """Joins characters that are split over reads; every byte that is no text becomes one U+FFFD.

    One for each byte, so that nothing typed vanishes unnoticed: a keyboard in another character set shows it at once.

    Raises:
        LookupError: there is no such character set.
    """

    def __init__(self, charset: str) -> None:
        # The error handler that gives one character for each bad byte; "replace" gives one for several of them.
        self._decoder = codecs.getincrementaldecoder(charset)("surrogateescape")

    @property
    def unfinished(self) -> bool:
        """Whether a character has begun and waits for the rest of its bytes."""
        return bool(self._decoder.getstate()[0])

    def decode(self, data: bytes) -> str:
        """The characters that these bytes complete."""
        return self._text(data, final=False)

    def finish(self, data: bytes = b"") -> str:
        """The same when nothing of the text follows: a character that has only begun is bad."""
        return self._text(data, final=True)

    def _text(self, data: bytes, *, final: bool) -> str:
        text = self._decoder.decode(data, final)
        return text if text.isascii() else _ESCAPED.sub(REPLACEMENT, text)
