"""Which encoding a file is in, told by all of its bytes.

UTF-8 and UTF-16, with and without a byte order mark, else cp1252. A file of two encodings is refused: read in one of
them, the names of the other would be spoilt.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fleet_tui.tabular.errors import Unreadable, place

BLOCK = 1 << 18
_UNUSED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# Latin letters and quotation marks in UTF-8. In cp1252 they would be a capital Ã or â before a sign: no such word is.
_PLAIN_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
_AS_UTF_8 = "save the file again as UTF-8 (in a spreadsheet: “CSV UTF-8”)"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, and the length of the byte order mark before the text."""

    codec: str
    mark: int = 0


def detect(stream: BinaryIO, name: str) -> Encoding:
    """The encoding of a whole stream, which is read to its end.

    Raises:
        Unreadable: it is in UTF-32, in two encodings, or has a byte that no encoding has there.
    """
    head = stream.read(BLOCK)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable(f"{name} is in UTF-32, which is not read: {_AS_UTF_8}.")
    mark, codec = next(((mark, codec) for mark, codec in _MARKS if head.startswith(mark)), (b"", ""))
    codec = codec or _utf_16_without_mark(head)
    if codec.startswith("utf-16"):
        return Encoding(codec, len(mark))
    bad = _first_not_utf_8(stream)
    if bad is None:
        return Encoding("utf-8", len(mark))
    if mark or _has_utf_8(stream):
        raise Unreadable(
            f"{_where(stream, name, bad, 'utf-8')}: a byte here is not in UTF-8, in which the rest is: {_AS_UTF_8}."
        )
    for offset, block in _blocks(stream):
        if found := _UNUSED.search(block):
            at = _where(stream, name, offset + found.start(), "cp1252")
            raise Unreadable(
                f"{at}: a byte here ({found[0].hex().upper()}) is a letter neither in UTF-8 nor in Windows’ own "
                f"encoding: {_AS_UTF_8}."
            )
    return Encoding("cp1252")


def _blocks(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    stream.seek(0)
    offset = 0
    while block := stream.read(BLOCK):
        yield offset, block
        offset += len(block)


def _utf_16_without_mark(head: bytes) -> str:
    """The byte order when every other byte of many is zero, as in text of Latin letters, digits and delimiters."""
    if b"\0" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    for codec, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if others or zeros * 10 < len(head) // 2:
            continue
        text = head[: len(head) // 2 * 2].decode(codec, "replace")
        if ("\n" in text or "\r" in text) or not (b"\n" in head or b"\r" in head):
            return codec
    return ""


def _first_not_utf_8(stream: BinaryIO) -> int | None:
    """Where the first byte is that UTF-8 has not in this place."""
    decoder, pending = codecs.getincrementaldecoder("utf-8")(), b""
    end = 0
    for offset, block in _blocks(stream):
        end = offset + len(block)
        if not pending and block.isascii():
            continue
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            return end - len(error.object) + error.start
        pending = decoder.getstate()[0]
    return end - len(pending) if pending else None


def _has_utf_8(stream: BinaryIO) -> bool:
    """Whether text in UTF-8 is beside the bytes that are not."""
    sequences = stray = 0
    for _, block in _blocks(stream):
        if _PLAIN_UTF_8.search(block):
            return True
        found = _SEQUENCE.findall(block)
        sequences += len(found)
        stray += len(_HIGH.findall(block)) - sum(map(len, found))
    return sequences > stray


def _where(stream: BinaryIO, name: str, at: int, codec: str) -> str:
    """The place of a byte in words."""
    line, rest = 1, b""
    for offset, block in _blocks(stream):
        lines = (rest + block[: max(0, at - offset)]).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        line += len(lines) - 1
        rest = lines[-1]
        if offset + len(block) > at:
            break
    return place(name, line, len(rest.decode(codec, "replace")) + 1)
