"""Every screen and dialog on the broadest and the smallest terminal, resized while it stands: the focus is in sight."""

from __future__ import annotations

import pytest

from fleet_tui.services.services import Services
from tests.support.screens.every_screen import SCREENS
from tests.support.screens.list_driving import listed

SIZES = (300, 100), (40, 12)


@pytest.mark.long
async def test_the_focus_is_in_sight_after_a_resize(fleet: Services) -> None:
    async with listed(fleet) as driven:
        faults, seen = [], 0
        for kind, make in SCREENS.items():
            screen = make(fleet)
            await driven.app.push_screen(screen)
            await driven.until(lambda: driven.app.screen is screen and (screen.focused or not screen.focus_chain))  # noqa: B023
            for size in SIZES:
                await driven.pilot.resize_terminal(*size)
                await driven.pilot.pause()
                if (focused := screen.focused) is not None:
                    seen += 1
                    if not screen.find_widget(focused).visible_region.area:
                        faults.append(f"{kind.__name__} at {size}: {focused!r}")
            screen.dismiss()
            await driven.until(lambda: driven.app.screen is not screen)  # noqa: B023
    assert not faults, "\n".join(faults)
    assert seen > len(SCREENS)
