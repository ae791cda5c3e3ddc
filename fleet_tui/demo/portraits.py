"""Small pictures in place of photos: a pattern for each, drawn here so that the demo needs no files."""

from __future__ import annotations

import hashlib
import struct
import zlib
from colorsys import hls_to_rgb
from functools import lru_cache

from fleet_tui.domain.photo import Photo

PORTRAITS = 60
_CELLS, _PIXELS = 8, 96
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@lru_cache(maxsize=PORTRAITS)
def portrait(number: int) -> Photo:
    """The picture of that number: a symmetrical pattern in one colour on a light ground."""
    bits = hashlib.sha256(f"portrait {number}".encode()).digest()
    red, green, blue = (round(part * 255) for part in hls_to_rgb(bits[0] / 256, 0.42, 0.55))
    palette = bytes((236, 236, 232, red, green, blue))
    side = _PIXELS // _CELLS
    half = [[bits[1 + y] >> x & 1 for x in range(_CELLS // 2)] for y in range(_CELLS)]
    lines = [bytes(pixel for cell in row + row[::-1] for pixel in [cell] * side) for row in half]
    pixels = b"".join((b"\0" + line) * side for line in lines)
    header = struct.pack(">IIBBBBB", _PIXELS, _PIXELS, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    content = _SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks)
    return Photo(hashlib.sha256(content).hexdigest(), "PNG", _PIXELS, _PIXELS, len(content), content)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
