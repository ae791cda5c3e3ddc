"""Keys that go through a form."""

from __future__ import annotations

from form_driving import opened
from making import TECHNICIANS

from fleet_tui.services.services import Services


async def test_down_and_up_go_from_field_to_field(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        assert driven.focus == "name"
        await driven.press("down", "down")
        assert driven.focus == "type"
        await driven.press("up")
        assert driven.focus == "positions"


async def test_down_and_up_stay_within_a_text_of_many_lines(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        await driven.form.focus_field("biography")
        await driven.press("a", "enter", "b", "up", "c", "down", "d")
        assert driven.focus == "biography"
        assert driven.row("biography").editor.raw == "ac\nbd"
