"""The mouse does what keys do (looks.md, "Whole mouse"): every click presses the key of what is clicked."""

from __future__ import annotations

import importlib
import pkgutil

from textual.containers import VerticalScroll
from textual.events import MouseDown, MouseScrollDown, MouseScrollUp, MouseUp
from textual.widget import Widget

from fleet_tui import ui
from fleet_tui.services.services import Services
from fleet_tui.ui.base.cursor import cursor_on
from fleet_tui.ui.base.known_bindings import known_bindings
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.frame.status_line import StatusLine
from fleet_tui.ui.people.filter_bar import FilterBar
from fleet_tui.ui.people.filters.columns import Columns
from fleet_tui.ui.people.filters.filter_line import FilterLine
from fleet_tui.ui.people.filters.saved_views import SavedViews
from fleet_tui.ui.people.profile.person_form import PersonForm
from fleet_tui.ui.screens.help import HelpScreen
from fleet_tui.ui.widgets.grid import Grid
from tests.support.screens.allowed import signed_in
from tests.support.screens.list_driving import Driven, listed
from tests.support.screens.plans import CHANGES, a_plan

DEEP = 8
"""The column at which a row is clicked, beside its gutter."""


async def _click(driven: Driven, widget: Widget, x: int, y: int, times: int = 1) -> None:
    await driven.pilot.click(widget, offset=(x, y), times=times)
    await driven.pilot.pause()


def _wheel(driven: Driven, kind: type[MouseScrollDown | MouseScrollUp], over: Widget) -> None:
    x, y = over.region.x + DEEP, over.region.y + 2
    driven.app.post_message(kind(None, x, y, 0, 1, 0, False, False, False, x, y))


async def test_a_click_goes_to_the_row_and_a_double_click_opens_it(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await _click(driven, driven.table, DEEP, 4)
        await driven.until(lambda: driven.table.cursor == 3)
        assert driven.table.has_focus
        await _click(driven, driven.table, DEEP, 6, times=2)
        await driven.until(lambda: isinstance(driven.screen, PersonForm))
        assert driven.table.cursor == 5


async def test_a_click_in_the_gutter_marks_that_row(fleet: Services) -> None:
    async with listed(fleet) as driven:
        person = driven.table.person_at(4)
        await _click(driven, driven.table, 0, 5)
        await driven.until(lambda: driven.table.marks.ids == {person})


async def test_a_click_below_the_last_row_does_nothing(services: Services) -> None:
    async with listed(services) as driven:
        await _click(driven, driven.table, DEEP, 8, times=2)
        await driven.settled()
        assert not isinstance(driven.screen, PersonForm)


async def test_a_title_sorts_by_its_column_and_again_the_other_way(fleet: Services) -> None:
    async with listed(fleet) as driven:
        second = driven.table._window.seen()[1]
        field = driven.table.shown[second.place].key
        for descending in (False, True):
            await _click(driven, driven.table, second.start, 0)
            await driven.until(
                lambda down=descending: (  # type: ignore[misc]
                    driven.table.query_wanted.sort.field == field and driven.table.query_wanted.sort.descending is down
                )
            )


async def test_the_wheel_moves_what_is_shown_and_keeps_the_cursor_in_sight(fleet: Services) -> None:
    async with listed(fleet) as driven:
        table = driven.table
        _wheel(driven, MouseScrollDown, table)
        await driven.until(lambda: (table.top, table.cursor) == (3, 3))
        await driven.press("down", "down", "down", "down")
        _wheel(driven, MouseScrollUp, table)
        await driven.until(lambda: (table.top, table.cursor) == (0, 7))
        _wheel(driven, MouseScrollUp, table)
        await driven.settled()
        assert (table.top, table.cursor) == (0, 7)


async def test_a_hint_of_the_key_line_presses_its_key(fleet: Services) -> None:
    async with listed(fleet) as driven:
        line = driven.screen.query_one(StatusLine)
        text = str(line.render())
        await _click(driven, line, text.index("? Help"), 0)
        await driven.until(lambda: isinstance(driven.screen, HelpScreen))


async def test_a_click_on_a_sentence_brings_the_keys_back_and_presses_none(fleet: Services) -> None:
    async with listed(fleet) as driven:
        line = driven.screen.query_one(StatusLine)
        line.say("Something was done.")
        await driven.pilot.pause()
        await _click(driven, line, 1, 0)
        assert not driven.said
        assert not isinstance(driven.screen, DialogScreen)


async def _filtered(driven: Driven, line: str) -> None:
    await driven.pilot.press("slash")
    await driven.until(lambda: isinstance(driven.screen, FilterLine))
    await driven.write(line)
    await driven.pilot.press("enter")
    await driven.until(lambda: not isinstance(driven.screen, FilterLine))


async def test_the_row_of_the_filter_opens_its_line_and_a_condition_in_it_is_taken_away(fleet: Services) -> None:
    async with listed(fleet) as driven:
        bar = driven.screen.query_one(FilterBar)
        await _filtered(driven, "mobile:none email:any")
        await driven.shows("Active: Active · Mobile: is empty")
        for words, left in (
            ("Active: ", "Mobile: is empty · Email: is not empty"),
            ("Email: ", "Mobile: is empty"),
            ("Mobile: ", ""),
        ):
            await _click_words(driven, words)
            await driven.until(lambda left=left: bar.words == left)  # type: ignore[misc]
        for x in (2, 40):
            await _click(driven, bar, x, 1)
            await driven.until(lambda: isinstance(driven.screen, FilterLine))
            await driven.pilot.press("escape")
            await driven.until(lambda: not isinstance(driven.screen, FilterLine))
        await driven.press("space", "m")
        await driven.shows("Marked only")
        await _click_words(driven, "Marked only")
        await driven.until(lambda: bar.words == "")


async def test_conditions_on_several_rows_are_each_taken_away(fleet: Services) -> None:
    async with listed(fleet, size=(50, 24)) as driven:
        bar = driven.screen.query_one(FilterBar)
        await _filtered(driven, "active:yes mobile:none email:any truck:none")
        await driven.shows("Truck")
        parts = bar.words.split(" · ")
        assert len({y for y, row in enumerate(driven.lines) for part in parts if part in row}) > 1
        for words in (parts[-1], parts[1]):
            await _click_words(driven, words)
            parts.remove(words)
            await driven.until(lambda: bar.words == " · ".join(parts))


async def test_a_condition_of_the_history_is_taken_away(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("5")
        await driven.shows("History", "No filter")
        await _filtered(driven, "action:added who:tester")
        await driven.shows("Action: add · ")
        await _click_words(driven, "Action: add")
        await driven.until(
            lambda: "Action:" not in driven.picture and "tester" in driven.screen.query_one(FilterBar).words
        )


async def test_a_hint_in_a_box_presses_its_key(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("w")
        await driven.until(lambda: isinstance(driven.screen, SavedViews))
        y, row = next((y, row) for y, row in enumerate(driven.lines) if "  a saves  " in row)
        before = driven.screen
        await driven.pilot.click(offset=(row.index("a saves "), y))
        await driven.until(lambda: driven.screen is not before)


async def test_a_click_beside_a_dialog_does_nothing(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("w")
        await driven.until(lambda: isinstance(driven.screen, SavedViews))
        before, place = driven.screen, driven.table.cursor
        await driven.pilot.click(offset=(79, 22))
        await driven.pilot.pause()
        assert driven.screen is before
        assert driven.table.cursor == place


async def test_a_double_click_runs_no_plan_and_the_gutter_drops_a_person_from_it(fleet: Services) -> None:
    async with listed(fleet) as driven:
        dialog = PlanDialog(a_plan(CHANGES, CHANGES))
        await driven.app.push_screen(dialog)
        await driven.until(lambda: driven.screen is dialog and dialog.focused is not None)
        grid = dialog.query_one(Grid)
        await _click(driven, grid, DEEP, 2, times=2)
        assert driven.screen is dialog
        await _click(driven, grid, 0, 2)
        await driven.until(lambda: "dropped" in driven.picture)


async def test_a_click_waits_for_the_keys_before_it(fleet: Services) -> None:
    async with listed(fleet) as driven:
        driven.burst("a")
        x, y = driven.table.region.x + DEEP, driven.table.region.y + 4
        for kind in (MouseDown, MouseUp):
            driven.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await driven.until(lambda: isinstance(driven.screen, PersonForm))
        assert driven.table.cursor == 0, "the click was for the form"


KEYS_FOR = {
    "Board": ("overview.open",),
    "Box": ("columns.apply",),
    "ChoiceList": ("choose.take",),
    "FilterBar": ("list.filter_line", "list.filter"),
    "Grid": ("list.down", "list.mark", "list.edit", "list.sort"),
    "KeyHints": ("columns.apply",),
    "PickEditor": ("form.choose",),
    "ResultRows": ("palette.take",),
    "Sidebar": ("app.destinations",),
    "StatusLine": ("app.help",),
    "TabStrip": ("form.tab",),
    "ToggleEditor": ("form.flip",),
}
"""The keys that do what a click on a widget does; on hints of keys one of them."""


def test_nothing_takes_a_mouse_alone() -> None:
    known = set(known_bindings())
    clicked = {
        value.__name__
        for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}.")
        for value in vars(importlib.import_module(found.name)).values()
        if isinstance(value, type) and "on_click" in vars(value) and value.__module__.startswith(ui.__name__)
    }
    assert clicked == set(KEYS_FOR)
    assert {key for keys in KEYS_FOR.values() for key in keys} <= known


async def _click_words(driven: Driven, words: str) -> None:
    y, row = next((y, row) for y, row in enumerate(driven.lines) if words in row)
    await driven.pilot.click(offset=(row.index(words) + 1, y))
    await driven.pilot.pause()


async def test_a_hint_in_the_border_of_a_box_presses_its_key(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("c")
        await driven.shows("Enter done")
        await _click_words(driven, "  Enter done")
        assert isinstance(driven.screen, Columns), "between two hints there is no key"
        await _click_words(driven, "Enter done")
        await driven.until(lambda: not isinstance(driven.screen, Columns))


async def test_the_gutter_of_tick_boxes_ticks(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("c")
        await driven.until(lambda: isinstance(driven.screen, Columns) and "[x] Status" in driven.picture)
        y, row = next((y, row) for y, row in enumerate(driven.lines) if "[x] Status" in row)
        await driven.pilot.click(offset=(row.index("[x] Status") - 1, y))
        await driven.shows("[ ] Status")


async def test_an_entry_of_a_menu_is_taken_by_a_click(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("x")
        await driven.shows("Deactivate")
        await _click_words(driven, "Deactivate")
        await driven.until(lambda: isinstance(driven.screen, PlanDialog))


async def test_the_sidebar_leads_to_a_destination(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await _click_words(driven, "Employees")
        await driven.until(lambda: driven.app.current_mode == "employees")


async def test_a_closed_destination_says_why(fleet: Services) -> None:
    async with listed(signed_in(fleet, "Dispatcher")) as driven:
        assert driven.app.closed
        key, entry = next((key, each) for key, each in enumerate(DESTINATIONS, 1) if each.id in driven.app.closed)
        await _click_words(driven, f"{key} {entry.label}")
        await driven.until(lambda: driven.said.startswith(f"You are not allowed to see {entry.label}"))


async def test_the_wheel_scrolls_the_form_under_it(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("e")
        await driven.until(lambda: isinstance(driven.screen, PersonForm) and driven.screen.form is not None)
        await driven.until(lambda: any(each.max_scroll_y for each in driven.screen.query(VerticalScroll)))
        body = next(each for each in driven.screen.query(VerticalScroll) if each.max_scroll_y)
        _wheel(driven, MouseScrollDown, body)
        await driven.until(lambda: body.scroll_y > 0)
        for _ in range(9):
            _wheel(driven, MouseScrollDown, body)
        focused = driven.screen.focused
        assert focused is not None
        await driven.until(lambda: focused.region.bottom <= body.region.y)
        assert cursor_on(driven.screen) in body.region, "nothing else is pointed at, once the field is out of sight"


async def test_a_double_click_is_two_clicks_as_a_terminal_reports_them(fleet: Services) -> None:
    async with listed(fleet) as driven:
        x, y = driven.table.region.x + DEEP, driven.table.region.y + 4
        for kind in (MouseDown, MouseUp) * 2:
            driven.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await driven.until(lambda: isinstance(driven.screen, PersonForm))
        assert driven.table.cursor == 3
