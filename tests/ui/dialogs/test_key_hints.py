"""Lines of keys wrap between keys, whatever the width, and help says the words of the key line."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from fleet_tui.manual.contents import read_page
from fleet_tui.services.services import Services
from fleet_tui.ui.app.theme_chooser import wear
from fleet_tui.ui.app.themes import DARK, LIGHT, named
from fleet_tui.ui.dialogs.box import Box
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.dialogs.key_hints import KeyHints, in_lines
from fleet_tui.ui.frame.status_line import StatusLine
from fleet_tui.ui.screens.help import HelpScreen
from fleet_tui.ui.widgets.choice_list import Pick
from tests.support.screens.list_driving import listed
from tests.support.tables import for_each

_PAGE = read_page("lists")
HINTS = (
    "Enter shows  a saves  e renames  p shares  d removes",
    "Enter runs · Space drops · / finds · Esc back",
    "q",
    "",
)


@for_each("keys", HINTS)
def test_no_line_breaks_within_a_key(keys: str) -> None:
    between = " · " if "·" in keys else "  "
    for width in range(1, 60):
        lines = in_lines(keys, width)
        assert [key for line in lines for key in line.split(between)] == keys.split(between), width
        assert all(cell_len(line) <= width or between not in line for line in lines), width


async def test_a_hint_in_a_box_is_drawn_as_it_wraps(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("w")
        await driven.shows("Enter shows  a saves ", "e renames  p shares ", "d removes ")


async def test_help_has_the_words_of_the_key_line_on_every_screen_and_the_end_of_a_range_while_there_is_one(
    fleet: Services,
) -> None:
    async with listed(fleet, size=(132, 43)) as driven:
        assert "Leave the range" not in str(HelpScreen(driven.app.screen, _PAGE)._keys())
        await driven.pilot.press("v")
        await driven.until(lambda: "Leave the range" in str(HelpScreen(driven.app.screen, _PAGE)._keys()))
        await driven.pilot.press("escape")
        for key in "12345678":
            await driven.pilot.press(key)
            await driven.pilot.pause()
            screen = driven.app.screen
            told = str(HelpScreen(screen, _PAGE)._keys()).casefold()
            for hint in screen.query_one(StatusLine)._hints(132):
                assert hint.words.casefold() in told, (key, hint)


@pytest.mark.parametrize(("theme", "bold"), [(None, ""), (DARK, "JEnter")])
async def test_keys_in_a_box_are_bold_only_where_there_are_colours(
    theme: str | None, bold: str, fleet: Services
) -> None:
    async with listed(fleet, theme=named(theme, 1 << 24) if theme else None) as driven:
        await driven.app.screen.mount(hints := KeyHints("J K move  Enter done"))
        keys = [words for words, style in hints.render().render() if getattr(style, "bold", False)]
        assert "".join(keys) == bold


async def test_keys_in_the_border_take_the_colours_of_another_theme(fleet: Services) -> None:
    async with listed(fleet, theme=named(DARK, 1 << 24)) as driven:
        await driven.app.push_screen(Choose("Trucks", (Pick(1, "Truck 1"), Pick(2, "Truck 2")), (), many=True))
        await driven.pilot.pause()
        box = driven.app.screen.query_one(Box)
        before = box.border_box._border_subtitle
        wear(driven.app, LIGHT)
        await driven.pilot.pause()
        after = box.border_box._border_subtitle
        assert before is not None
        assert str(before) == str(after)
        assert before.spans != after.spans
