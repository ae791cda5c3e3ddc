"""What kind of file it is, by its first bytes; what is no table is refused with what to save instead."""

from __future__ import annotations

import codecs
import re
from enum import Enum
from typing import BinaryIO

from fleet_tui.tabular.errors import Unreadable

_SAVE = "Save the table as CSV or XLSX"
_HEAD = 1 << 12
_MAGIC = (
    (b"%PDF", "a PDF", f"{_SAVE} in the program that made it."),
    (b"\x89PNG", "a picture", f"{_SAVE}."),
    (b"\xff\xd8\xff", "a picture", f"{_SAVE}."),
    (b"GIF8", "a picture", f"{_SAVE}."),
    (b"II*\0", "a picture", f"{_SAVE}."),
    (b"MM\0*", "a picture", f"{_SAVE}."),
    (b"RIFF", "a picture or a sound", f"{_SAVE}."),
    (b"\x1f\x8b", "a compressed file", "Unpack it and give the file that was in it."),
    (b"BZh", "a compressed file", "Unpack it and give the file that was in it."),
    (b"\xfd7zXZ", "a compressed file", "Unpack it and give the file that was in it."),
    (b"7z\xbc\xaf", "an archive", "Unpack it and give the file that was in it."),
    (b"Rar!", "an archive", "Unpack it and give the file that was in it."),
    (b"SQLite format 3\0", "a database", "Export the people from it as CSV."),
    (b"{\\rtf", "a document of a word processor", f"{_SAVE} in a spreadsheet."),
    (b"\x7fELF", "a program", "Give a file of people as CSV or XLSX."),
)
_TEXTS = (
    (re.compile(r"BEGIN:VCARD", re.I), "a vCard file (contacts)", "Export the contacts as CSV."),
    (re.compile(r"BEGIN:VCALENDAR", re.I), "a calendar", "Give a file of people as CSV or XLSX."),
    (
        re.compile(r"(?:\s*#[^\n]*\n)*\s*(?:version:\s*\d+\s*\n|dn::?\s?\S+=)", re.I),
        "an LDIF file (a directory)",
        "Export the people as CSV.",
    ),
    (re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])"), "JSON", "Save the people as CSV, a person a line."),
    (
        re.compile(r"\s*<(?:!doctype html|html|head|body|table)\b", re.I),
        "a web page",
        f"Open it in a spreadsheet. {_SAVE}.",
    ),
    (
        re.compile(r"\s*<(?:\?xml|[a-z]\w*[^<>,;\t]*>\s*<)", re.I),
        "XML",
        f"Open it in a spreadsheet, if it is a table. {_SAVE}.",
    ),
)


class FileType(Enum):
    """The two ways in which a table is read."""

    TEXT = "text"
    WORKBOOK = "workbook"


def file_type(stream: BinaryIO, name: str) -> FileType:
    """Whether a file is delimited text or a workbook.

    Raises:
        Unreadable: it is empty, or of a kind that has no rows of people.
    """
    head = stream.read(_HEAD)
    if not head:
        raise Unreadable(f"{name} is empty: give a file with people.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return FileType.WORKBOOK
    for magic, kind, instead in _MAGIC:
        if head.startswith(magic):
            raise Unreadable(f"{name} is {kind}, not a table. {instead}")
    text = _text(head)
    for pattern, kind, instead in _TEXTS:
        if pattern.match(text):
            raise Unreadable(f"{name} is {kind}, not a table. {instead}")
    return FileType.TEXT


def _text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    if head[1:2] == b"\0":
        return head.decode("utf-16-le", "replace")
    if head[:1] == b"\0":
        return head.decode("utf-16-be", "replace")
    return head.decode("utf-8-sig", "replace").lstrip("\ufeff")
