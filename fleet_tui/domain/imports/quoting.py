"""Cells as sentences show them."""

from __future__ import annotations

from fleet_tui.domain.text import displayable

_MOST = 40


def quoted(cell: str) -> str:
    """A cell in quotation marks, safe for any terminal and cut where it is long."""
    text = displayable(cell)
    return f"“{text if len(text) <= _MOST else f'{text[: _MOST - 1]}…'}”"
