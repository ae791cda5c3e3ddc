"""A screen that closes while it is composed, as at the end of the program, is left without a fault."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from fleet_tui.services.services import Services
from fleet_tui.ui.base.textual_compat import MountedWhole
from tests.support.screens.every_screen import SCREENS
from tests.support.screens.list_driving import listed


async def test_no_screen_is_mounted_without_its_widgets(fleet: Services) -> None:
    async with listed(fleet) as driven:
        for kind, make in SCREENS.items():
            screen, composed = make(fleet), []
            assert isinstance(screen, MountedWhole), kind

            def closing(screen: Screen[object] = screen, composed: list[object] = composed) -> ComposeResult:
                yield from type(screen).compose(screen)
                composed.append(screen)
                screen._closing = True  # as `_close_messages` does
                screen._message_queue.put_nowait(None)

            screen.compose = closing  # type: ignore[method-assign]
            driven.app.install_screen(screen, kind.__name__)
            driven.app._register(driven.app, screen)
            await driven.until(lambda: composed and not screen.is_running)  # noqa: B023
            assert driven.app.crash is None, kind
