"""Lines of keys wrap between keys, whatever the width, and help says the words of the key line."""

from __future__ import annotations

from rich.cells import cell_len

from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.key_hints import in_lines, in_two_weights
from fleet_tui.ui.frame.status_line import StatusLine
from fleet_tui.ui.screens.help import HelpScreen
from tests.support.screens.list_driving import listed
from tests.support.tables import for_each

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
        assert "Leave the range" not in str(HelpScreen(driven.app.screen)._keys())
        await driven.pilot.press("v")
        await driven.until(lambda: "Leave the range" in str(HelpScreen(driven.app.screen)._keys()))
        await driven.pilot.press("escape")
        for key in "12345678":
            await driven.pilot.press(key)
            await driven.pilot.pause()
            screen = driven.app.screen
            told = str(HelpScreen(screen)._keys()).casefold()
            for hint in screen.query_one(StatusLine)._hints(132):
                assert hint.words.casefold() in told, (key, hint)


async def test_keys_in_a_box_are_bold_only_where_there_are_colours(fleet: Services) -> None:
    async with listed(fleet) as driven:
        for rich, bold in ((False, []), (True, [(0, 1), (10, 15)])):
            driven.app.set_class(rich, "-rich")
            spans = in_two_weights("J K move  Enter done", driven.app).spans
            assert [(span.start, span.end) for span in spans] == bold
