"""How long a pilot waits behind each key: as long as the app works, and not twenty thousandths of a second and more."""

from __future__ import annotations

import asyncio
from time import monotonic, process_time
from typing import Any

from textual._context import active_app, visible_screen_stack
from textual.app import App

LOOK = 0.004
"""Seconds between two looks at whether something was done."""
NOTHING = 0.0003
"""Seconds of processor time that count as nothing."""


async def wait_for_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Stands in for Textual's: wait until the app does nothing and all is painted, `max_sleep` seconds at most.

    Textual looks every 20 ms, in which its timer paints, and judges by processor time alone. Here what is due is
    painted at once, and the loop must have nothing to go on with, however busy the machine is; so looks can be short.
    """
    loop = asyncio.get_running_loop()
    app = active_app.get(None)
    began = monotonic()
    while (waited := monotonic() - began) < max_sleep:
        worked = process_time()
        await asyncio.sleep(LOOK)
        if app is not None and app.screen_stack:
            app.screen._on_timer_update()
        idle = not loop._ready and process_time() - worked < NOTHING  # type: ignore[attr-defined]
        if waited >= min_sleep and idle and takes_keys(app):
            return


def takes_keys(app: object) -> bool:
    """Whether the app drops no key: whoever presses one has seen what is there."""
    in_order = getattr(app, "key_queue", None)
    return in_order is None or not in_order.dropping


def texts(app: App[None], lines: list[str]) -> list[str]:
    """The text of each widget on the screen, however its lines are broken; `lines` are those of the screen."""
    places = app.screen._compositor.visible_widgets
    parts = (
        [line[region.x : region.right] for line in lines[max(region.y, 0) : region.bottom]]
        for widget, (region, _) in places.items()
        if not widget.children
    )
    return [" ".join(" ".join(part).split()) for part in parts]


def drawn(app: App[Any]) -> list[str]:
    """The screen as text, row by row, with what is seen of the screens behind: between two paintings too."""
    visible_screen_stack.set(app._background_screens)
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
