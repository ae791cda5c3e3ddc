"""A photo as a value: what is known of it without its pixels."""

from __future__ import annotations

from dataclasses import dataclass, field

Pixel = tuple[int, int, int]
Cells = list[list[tuple[Pixel, Pixel]]]
"""A photo as a screen draws it: rows of cells, each the pixel of its upper and of its lower half."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that passed its checks. `digest` is the SHA-256 of the file; `content` only until it is stored."""

    digest: str
    format: str
    width: int
    height: int
    size: int
    content: bytes | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.format} {self.width}×{self.height}, {_size(self.size)}"


def _size(size: int) -> str:
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, round(size / 1024))} KB"
