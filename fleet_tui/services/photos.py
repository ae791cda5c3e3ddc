"""Photos: read from a file, checked by decoding them whole, and given back."""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import Path

from fleet_tui.domain.errors import BadValue, Gone
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.shared_fields import PHOTO_BYTES, PHOTO_MEGABYTES
from fleet_tui.services.context import Context
from fleet_tui.storage import lookups

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = {"PNG": 24_000_000, "WEBP": 12_000_000}
_MOST_OTHER_PIXELS = 20_000_000
"""The largest photos that are decoded (reliability.md: under 200 MB). Measured at 23 million pixels: PNG 88 MB, WebP
353, JPEG 89 and up to 221 when it is progressive."""


class Photos:
    """The photos of people."""

    def __init__(self, context: Context) -> None:
        self._database = context.database

    def read(self, path: str) -> Photo:
        """The photo in a file, by its content and not by its name.

        Raises:
            BadValue: the file cannot be read, is too large, or is not a photo that decodes to its last row.
        """
        return checked(_content(path))

    def content(self, digest: str) -> bytes:
        """The file of a stored photo.

        Raises:
            Gone: there is no such photo.
        """
        with self._database.read() as connection:
            content = lookups.photo_content(connection, digest)
        if content is None:
            raise Gone("This photo is not in the database any more.")
        return content


def _content(path: str) -> bytes:
    try:
        file = Path(path).expanduser()
        # A pipe would be waited for, a device read without end.
        content = _start(file) if file.is_file() or not file.exists() else None
    except FileNotFoundError:
        raise BadValue("There is no such file: check the path.") from None
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadValue(f"The file cannot be read ({reason}): give the path of another.") from None
    if content is None:
        raise BadValue("This is not a file: give the path of a JPEG, PNG or WebP file.")
    if len(content) > PHOTO_BYTES:
        raise BadValue(f"The file is larger than {PHOTO_MEGABYTES} MB: choose a smaller photo.")
    return content


def _start(file: Path) -> bytes:
    """As much of the file as may be accepted, and a byte more."""
    with file.open("rb") as stream:
        return stream.read(PHOTO_BYTES + 1)


def checked(content: bytes) -> Photo:
    """The photo that these bytes are.

    Raises:
        BadValue: they are not a photo of one of the three formats, or not a whole one.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow only warns of a size that takes a gigabyte to decode; our own limit comes first.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                width, height = image.size
                format = str(image.format)
                _require_decodable(width, height, _MOST_PIXELS.get(format, _MOST_OTHER_PIXELS))
                image.load()
    except BadValue:
        raise
    except Image.DecompressionBombError:
        raise BadValue("The photo has far too many pixels: choose a smaller one.") from None
    except UnidentifiedImageError:
        raise BadValue("This is not a photo that can be used: choose a JPEG, PNG or WebP file.") from None
    except Exception:  # noqa: BLE001  # a broken photo makes decoders raise anything
        raise BadValue("The photo is damaged or cut short: choose another file.") from None
    return Photo(hashlib.sha256(content).hexdigest(), format, width, height, len(content), content)


def _require_decodable(width: int, height: int, most: int) -> None:
    if width * height > most:
        raise BadValue(f"The photo has {width}×{height} pixels: at most {most // 1_000_000} million are accepted.")
