"""Text in cells of a terminal, in which letters are one or two cells wide."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells, an ellipsis in place of what does not fit."""
    if text.isascii():
        return text.ljust(width) if len(text) <= width else f"{text[: max(0, width - 1)]}…"[:width]
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""
