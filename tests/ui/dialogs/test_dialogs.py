"""Whatever a dialog is about and holds, nothing in it acts on the terminal or is markup."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App
from textual.screen import Screen

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters.conditions import Contains
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.menu import Options
from fleet_tui.ui.dialogs.photo_view import PhotoView
from fleet_tui.ui.dialogs.prompt import Prompt, up_to
from fleet_tui.ui.people.filters.column_filter import FilterText
from fleet_tui.ui.widgets.choice_list import Pick
from tests.support.screens.plans import Bare

EVIL = "\x1b]0;x\x07[/b]\u202e\x9b2J"


ACTS = set("\x1b\x07\u202e\x9b")


async def refused(text: str) -> str:
    return f"{text} is wrong"


DIALOGS: dict[str, Callable[[], Screen[object]]] = {
    "prompt": lambda: Prompt(EVIL, EVIL, refused, hint=up_to(60)),
    "text": lambda: FilterText(Field("name", "Name", Kind.TEXT), Contains("name", EVIL)),
    "options": lambda: Options(EVIL, [("a", EVIL)]),
    "confirm": lambda: Confirm(EVIL, EVIL),
    "choose": lambda: Choose(EVIL, (Pick(1, EVIL),), (1,)),
    "photo": lambda: PhotoView(EVIL, None),
}


@pytest.mark.parametrize("make", DIALOGS.values(), ids=DIALOGS.keys())
async def test_a_dialog_shows_brackets_as_they_are_and_marks_for_what_could_act(
    make: Callable[[], Screen[object]],
) -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(make())
        await pilot.pause()
        assert "]0;x\ufffd[/b]" in shown(app)
        assert not ACTS & set(shown(app))
        await pilot.press("enter")  # the prompt says then what is wrong
        await pilot.pause()
        assert not ACTS & set(shown(app))


def shown(app: App[None]) -> str:
    return "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
