"""The lists in the colours of a theme: what a cell means, which rows are marked, what repeats the row above."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rich.style import Style
from textual.theme import Theme

from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.people.choices import color_rgb
from fleet_tui.services.bulk.load import load_people
from fleet_tui.services.services import Services
from fleet_tui.ui.app.themes import read_theme, theme_files
from fleet_tui.ui.people.live.pane import PersonPane
from fleet_tui.ui.screens.history_view import HistoryView
from tests.conftest import NOW
from tests.support.people import EMPLOYEES, TECHNICIANS, added, new_person
from tests.support.screens.list_driving import Driven, listed
from tests.support.seen_colors import contrast, rgb

THEMES = [read_theme(path) for path in theme_files().values()]
THEME = read_theme(theme_files()["dark"])
WEEK = timedelta(days=7)


def color(driven: Driven, row: str, words: str) -> str:
    """The name in the theme of the colour that words have on the screen's last row with the other words."""
    named = {THEME.variables[f"fleet-{name}"].lower(): name for name in ("text", "dim", "pending", "ended", "marked")}
    found = [
        segment.style or Style()
        for strip in driven.app.screen._compositor.render_strips()
        if row in "".join(segment.text for segment in strip)
        for segment in strip
        if words in segment.text
    ]
    assert found, f"{words!r} of {row!r} is not drawn:\n{driven.picture}"
    shown = found[-1].color
    return named.get(shown.get_truecolor().hex, "") if shown is not None else ""


def filled(driven: Driven) -> list[str]:
    """The words that are drawn reversed."""
    strips = driven.app.screen._compositor.render_strips()
    return [
        segment.text.strip()
        for strip in strips
        for segment in strip
        if segment.style is not None and segment.style.reverse
    ]


def invited_people(services: Services) -> None:
    """Somebody without an invitation, one with an invitation, and one whose invitation has ended."""
    asked = {"positions": ("Service",), "type": "managed", "role": "Technician"}
    invited = AccountState.INVITED
    load_people(
        services.database,
        [
            new_person(TECHNICIANS, {"name": "Anna Never", "email": "never@example.com", **asked}),
            new_person(
                TECHNICIANS,
                {"name": "Bea Pending", "email": "pending@example.com", **asked},
                account=invited,
                invited=(NOW, NOW + WEEK),
            ),
            new_person(
                TECHNICIANS,
                {"name": "Carl Ended", "email": "ended@example.com", **asked},
                account=invited,
                invited=(NOW - 2 * WEEK, NOW - WEEK),
            ),
            new_person(TECHNICIANS, {"name": "Zoe Last", "email": "last@example.com", **asked}),
        ],
        actor="loader",
        at=NOW,
    )


async def test_cells_have_the_colour_of_what_they_mean_and_marked_names_theirs(services: Services) -> None:
    invited_people(services)
    async with listed(services, theme=THEME) as driven:
        await driven.press("end")
        await driven.until(lambda: filled(driven) == ["Zoe Last"])
        assert color(driven, "Anna Never", "Never logged in") == "dim"
        assert color(driven, "Bea Pending", "◌ Pending") == "pending"
        assert color(driven, "Carl Ended", "× Invitation ended") == "ended"
        assert color(driven, "Carl Ended", "Carl") == "text"
        await driven.press("up", "space")
        await driven.until(lambda: color(driven, "Carl Ended", "Carl") == "marked")
        assert color(driven, "Bea Pending", "Bea") == "text"


async def test_the_cursor_fills_the_name_and_leaves_the_other_cells_their_colours(services: Services) -> None:
    invited_people(services)
    async with listed(services, theme=THEME) as driven:
        await driven.until(lambda: filled(driven) == ["Anna Never"])
        await driven.press("down")
        await driven.until(lambda: filled(driven) == ["Bea Pending"])
        assert color(driven, "Bea Pending", "Bea") == "text"
        assert color(driven, "Bea Pending", "◌ Pending") == "pending"
        await driven.press("space", "up")
        await driven.until(lambda: filled(driven) == ["Bea Pending"])
        assert color(driven, "Bea Pending", "Bea") == "marked"


async def test_the_pane_says_the_status_with_its_sign_and_colour(services: Services) -> None:
    invited_people(services)
    async with listed(services, size=(132, 24), theme=THEME) as driven:
        await driven.press("p", "down")
        await driven.until(lambda: driven.app.screen.query(PersonPane))
        await driven.until(lambda: any(line.count("◌ Pending") for line in driven.lines[3:]))
        await driven.until(lambda: "Status     ◌ Pending" in driven.picture)
        assert color(driven, "Status     ◌ Pending", "◌ Pending") == "pending"
        assert color(driven, "Status     ◌ Pending", "Status") == "dim"
        await driven.press("up")
        await driven.until(lambda: "Status     Never logged in" in driven.picture)
        assert color(driven, "Status     Never logged in", "Never logged in ") == "dim"


async def test_what_repeats_the_row_above_is_dim_in_the_history(services: Services) -> None:
    invited_people(services)
    async with listed(services, theme=THEME) as driven:
        await driven.pilot.press("5")
        await driven.until(lambda: driven.app.screen.query(HistoryView))
        await driven.until(lambda: "Anna Never" in driven.picture)
        await driven.pilot.press("end")
        await driven.until(lambda: any(line[16:17] == ">" and "Anna Never" in line for line in driven.lines))
        assert [color(driven, "Zoe Last", words) for words in ("12:00", "loader", "added", "Zoe")] == ["text"] * 4
        assert [color(driven, "Bea Pending", words) for words in ("12:00", "loader", "added")] == ["dim"] * 3
        assert color(driven, "Bea Pending", "Bea") == "text"


async def test_the_first_row_in_sight_of_the_history_is_not_dim(fleet: Services) -> None:
    async with listed(fleet, theme=THEME) as driven:
        await driven.pilot.press("5")
        await driven.until(lambda: driven.app.screen.query(HistoryView))
        await driven.until(lambda: "Person 149" in driven.picture)
        await driven.pilot.press("pagedown", "down")
        view = driven.app.screen.query_one(HistoryView)
        await driven.until(lambda: view.top > 0 and view.cursor > view.top)
        first, second = (view.cell(place, "whom") for place in (view.top, view.cursor + 1))
        assert [color(driven, first, words) for words in ("tester", "added")] == ["text"] * 2
        assert [color(driven, second, words) for words in ("tester", "added")] == ["dim"] * 2


@pytest.mark.parametrize("theme", THEMES, ids=[theme.name for theme in THEMES])
async def test_a_block_has_the_color_of_the_technician_where_that_is_seen(services: Services, theme: Theme) -> None:
    names = {"yellow": "Yara", "brown": "Bruno", "red": "Rosa"}
    for tone, name in names.items():
        added(services, TECHNICIANS, name=name, email=f"{name}@example.com", mobile="", color=tone)
    added(services, TECHNICIANS, name="Aaron", email="aaron@example.com", mobile="", color="blue")
    ground = rgb(theme.variables["fleet-background"])
    async with listed(services, theme=theme) as driven:
        await driven.shows("> ■ Aaron", "  ■ Yara", "  ■ Bruno", "  ■ Rosa")
        blocks = {tone: blocks_of(driven, name) for tone, name in names.items()}
        assert min(contrast(rgb(block), ground) for block in blocks.values()) >= 3
        assert len(set(blocks.values())) == len(names)
        assert blocks["red"] == color_rgb("red")


async def test_without_a_theme_no_block_stands_before_a_name(services: Services) -> None:
    added(services, TECHNICIANS, name="Rosa", color="red")
    async with listed(services) as driven:
        assert driven.name == "Rosa"
        assert "■" not in driven.picture


async def test_employees_have_no_block_and_no_cells_for_one(services: Services) -> None:
    added(services, EMPLOYEES, name="Eve Office")
    async with listed(services, theme=THEME) as driven:
        await driven.press("2")
        await driven.shows("> Eve Office")
        assert "■" not in driven.picture
        assert driven.name == "Eve Office"


def blocks_of(driven: Driven, name: str) -> str:
    """The colour of the block in the row of that name."""
    strips = driven.app.screen._compositor.render_strips()
    row = next(strip for strip in strips if name in "".join(segment.text for segment in strip))
    style = next(segment.style for segment in row if segment.text.startswith("■"))
    assert style is not None
    assert style.color is not None
    return style.color.get_truecolor().hex
