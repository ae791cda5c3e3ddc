"""Keys that go through a form."""

from __future__ import annotations

import pytest
from form_driving import opened
from making import TECHNICIANS
from textual.events import Key

from fleet_tui.services.services import Services
from fleet_tui.ui.widgets.form import Form


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


async def test_a_key_that_was_sent_just_before_the_first_field_takes_the_focus_is_not_lost(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    focus_first = Form.focus_first

    def behind_a_key(form: Form, rather: str = "") -> None:
        assert form.screen.focused is None
        form.screen._forward_event(Key("x", "x"))
        focus_first(form, rather)

    monkeypatch.setattr(Form, "focus_first", behind_a_key)
    async with opened(services, TECHNICIANS) as driven:
        await driven.until(lambda: driven.row("name").editor.raw == "x")
