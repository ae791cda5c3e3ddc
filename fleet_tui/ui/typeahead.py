"""Keys that arrive before what they are meant for is there: a line that bundles them must not scatter them."""

from __future__ import annotations

from textual.app import App
from textual.events import Key


async def replay(app: App[object], keys: list[Key]) -> None:
    """Give the keys to whatever has the focus now, in their order."""
    while keys:
        key = keys.pop(0)
        await app.on_event(Key(key.key, key.character))
