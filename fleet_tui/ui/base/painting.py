"""Painting several changes as one: on a slow line each picture in between costs as much as the last (line.md)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual.app import App


@contextmanager
def paint_once(app: App[Any]) -> Iterator[None]:
    """Paint nothing until the end, then the screen on top."""
    with app.batch_update():
        yield
    if app.screen_stack:
        app.screen.refresh()  # Textual drops what it would have painted during a batch
