"""Decoding photos: the only place where a decoder reads bytes of a file, bounded in format, size and memory."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.photo import Cells, Photo, Pixel

if TYPE_CHECKING:
    from PIL import ImageFile

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = {"PNG": 24_000_000, "WEBP": 12_000_000, "JPEG": 100_000_000, "progressive": 20_000_000}
"""The largest photos that are decoded (reliability.md: under 200 MB). Measured at 23 million pixels: PNG 88 MB, WebP
353, progressive JPEG up to 221. Any other JPEG is decoded at an eighth of its size, which reads all of the file."""


def checked(content: bytes) -> Photo:
    """The photo in these bytes.

    Raises:
        BadValue: they are not a photo of one of the three formats, or not a whole one.
    """
    with _opened(content) as image:
        width, height = image.size
        image.draft(image.mode, (1, 1))
        image.load()
        return Photo(hashlib.sha256(content).hexdigest(), str(image.format), width, height, len(content), content)


def drawn(content: bytes, columns: int, rows: int) -> Cells:
    """The photo in at most that many cells, its shape kept.

    Raises:
        BadValue: the bytes are not a whole photo, as in a forged database.
    """
    from PIL import ImageOps

    with _opened(content) as image:
        image.draft("RGB", (columns * 4, rows * 8))
        small = ImageOps.exif_transpose(image).convert("RGB")
        small.thumbnail((columns, rows * 2))
    across, down = small.size
    pixels = small.load()

    def at(x: int, y: int) -> Pixel:
        pixel = pixels[x, min(y, down - 1)] if pixels else None
        return (pixel[0], pixel[1], pixel[2]) if isinstance(pixel, tuple) else (0, 0, 0)

    return [[(at(x, y), at(x, y + 1)) for x in range(across)] for y in range(0, down, 2)]


@contextmanager
def _opened(content: bytes) -> Iterator[ImageFile.ImageFile]:
    """A photo that may be decoded; any error of the decoder becomes a BadValue."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow only warns of a size that takes a gigabyte to decode; our own limit comes first.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                progressive = image.format == "JPEG" and "progressive" in image.info
                _require_decodable(*image.size, _MOST_PIXELS["progressive" if progressive else str(image.format)])
                yield image
    except BadValue:
        raise
    except Image.DecompressionBombError:
        raise BadValue("The photo has far too many pixels: choose a smaller one.") from None
    except UnidentifiedImageError:
        raise BadValue("This is not a photo that can be used: choose a JPEG, PNG or WebP file.") from None
    except Exception:  # noqa: BLE001  # a broken photo makes decoders raise anything
        raise BadValue("The photo is damaged or cut short: choose another file.") from None


def _require_decodable(width: int, height: int, most: int) -> None:
    if width * height > most:
        raise BadValue(f"The photo has {width}×{height} pixels: at most {most // 1_000_000} million are accepted.")
