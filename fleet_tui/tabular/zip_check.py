"""A workbook is a ZIP file: how much is in it is looked at before anything else unpacks it."""

from __future__ import annotations

import copy
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate

from fleet_tui.tabular.errors import Unreadable

MOST_BYTES = 500_000_000
"""Of all that is in it, unpacked."""
MOST_RATIO = 200
"""Of unpacked to packed bytes; real sheets stay below 40."""
_SMALL = 5_000_000
"""What is smaller unpacked may be packed better."""
_MOST_FILES = 10_000
_PIECE = 1 << 18
_DIGITS = 8
"""Of the number of entries that a part declares at most."""


def opened(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    """The ZIP file, when what it says of its sizes is not too much.

    Raises:
        Unreadable: it is damaged, encrypted, or would be too large unpacked.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise damaged(name) from None
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable(f"{name} is protected by a password: save it without one.")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise damaged(name)
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if unpacked > MOST_BYTES or len(infos) > _MOST_FILES or (unpacked > _SMALL and unpacked > packed * MOST_RATIO):
        raise too_large(name)
    return archive


def xml_pieces(archive: zipfile.ZipFile, member: str, name: str) -> Iterator[bytes]:
    """The XML in a file of the archive, whatever the archive says of its size.

    Raises:
        Unreadable: it is damaged, larger than may be, or not well formed.
    """
    # The library that builds sheets looks for the end of some elements for ever, and ends the program when it cannot
    # have the memory for as many strings as are declared.
    parser = ParserCreate()
    if "/worksheets/" not in member:

        def require_count(_: str, attributes: dict[str, str]) -> None:
            if any(key.endswith("ount") and len(value) > _DIGITS for key, value in attributes.items()):
                raise damaged(name)

        parser.StartElementHandler = require_count
    try:
        for piece in _pieces(archive, member, name):
            parser.Parse(piece, False)
            yield piece
        parser.Parse(b"", True)
    except ExpatError:
        raise damaged(name) from None


def _pieces(archive: zipfile.ZipFile, member: str, name: str) -> Iterator[bytes]:
    info = copy.copy(archive.getinfo(member))
    info.file_size = 1 << 62  # `zipfile` would stop at the size that is declared, which others do not
    total = 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                total += len(piece)
                if total > MOST_BYTES or (total > _SMALL and total > info.compress_size * MOST_RATIO):
                    raise too_large(name)
                yield piece
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        raise damaged(name) from None


def damaged(name: str) -> Unreadable:
    """The refusal of a workbook that cannot be unpacked."""
    return Unreadable(f"{name} is damaged and cannot be read: save it again as XLSX, or as CSV.")


def too_large(name: str) -> Unreadable:
    """The refusal of a workbook that unpacks to more than may be."""
    return Unreadable(
        f"{name} would take more than {MOST_BYTES // 1_000_000} MB unpacked, or is packed as no sheet is: save the "
        "table as CSV."
    )
