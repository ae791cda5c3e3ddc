"""Boxes as wide as their content, the title in the border, a free column at each side, beside what they are about."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.geometry import Offset, Region, Size
from textual.widgets import Input, Static

from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.box import FREE, WIDTH, _place, choices_shown
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.menu import MenuDialog, Options, Question
from fleet_tui.ui.palette.palette import Palette
from fleet_tui.ui.people.filters.filter_line import FilterLine
from fleet_tui.ui.widgets.check_list import CheckList
from tests.support.screens.every_screen import SCREENS
from tests.support.screens.list_driving import Driven, listed
from tests.support.screens.pilot_waiting import drawn
from tests.support.screens.plans import Bare, until
from tests.support.tables import for_each

BEHIND = "x"
LINES = (FilterLine, Palette)
"""A line to type in at the edge of the screen."""
BOXES = [kind for kind in SCREENS if issubclass(kind, DialogScreen) and kind not in LINES]


async def test_a_picture_of_a_dialog_has_the_screen_behind_it_whenever_it_is_taken(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("c")
        await driven.until(lambda: isinstance(driven.app.screen, DialogScreen) and bool(driven.app.screen.size))
        for _ in range(2):
            driven.app.screen.refresh()  # the next to look at it paints it, and not the app
            assert "Technicians" in driven.app.screen._compositor.render_strips()[0].text


class Over(Bare):
    """Letters everywhere behind the dialogs."""

    def compose(self) -> ComposeResult:
        yield Static(f"{BEHIND * 200}\n" * 60, markup=False)


@pytest.mark.parametrize(
    "size", [(80, 24), (40, 12), *(pytest.param(size, marks=pytest.mark.long) for size in ((132, 43), (300, 100)))]
)
async def test_every_box_is_on_the_screen_and_no_wider_than_it_needs(fleet: Services, size: tuple[int, int]) -> None:
    app = Over()
    async with app.run_test(size=size) as pilot:
        for kind in BOXES:
            dialog = SCREENS[kind](fleet)
            await app.push_screen(dialog)
            await pilot.pause()
            assert isinstance(dialog, DialogScreen)
            looks_right(dialog, drawn(app), Size(*size))
            app.pop_screen()
            await pilot.pause()


async def test_no_words_beside_a_box_are_cut_by_it(fleet: Services) -> None:
    app = Over()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(Static).update("\n".join(f"{' ' * (row % 7)}{'Abcdef ' * 10}" for row in range(60)))
        for kind in BOXES:
            dialog = SCREENS[kind](fleet)
            await app.push_screen(dialog)
            await pilot.pause()
            box = dialog.query_one("#around").region
            for row in drawn(app)[box.y : box.bottom]:
                beside = f"{row[: box.x]}|{row[box.right :]}".replace("Abcdef", "")
                assert not beside.strip(" |▾"), (kind.__name__, row)
            app.pop_screen()
            await pilot.pause()


async def test_the_screen_behind_is_drawn_in_any_size_that_is_asked_for() -> None:
    app = Over()
    async with app.run_test(size=(40, 12)) as pilot:
        await app.push_screen(Question("Title", [("a", "Answer")]))
        await pilot.pause()
        for region in (Region(0, 0, 200, 50), Region(30, 3, 40, 2), Region(39, 0, 1, 12)):
            lines = app.screen.render_lines(region)
            assert [line.cell_length for line in lines] == [region.width] * region.height


async def test_what_a_box_has_cut_is_whole_again_once_the_box_is_elsewhere() -> None:
    app = Over()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(Static).update("\n".join(["Abcdef " * 11] * 24))
        dialog = Question("Title", [("a", "Answer")])
        dialog.beside = lambda: Offset(10, 2)
        await app.push_screen(dialog)
        await pilot.pause()
        before = dialog.query_one("#around").region
        assert drawn(app)[before.y].count("Abcdef") < 11
        dialog.beside = lambda: Offset(10, 12)
        dialog._make_room(Size(80, 24))
        await until(pilot, lambda: dialog.query_one("#around").region.y >= before.bottom)
        await until(pilot, lambda: all(line.count("Abcdef") == 11 for line in drawn(app)[: before.bottom]))


def looks_right(dialog: DialogScreen[object], lines: list[str], size: Size) -> None:
    kind, box = type(dialog).__name__, dialog.query_one("#box")
    region, content = box.region, box.content_region
    assert dialog.region.contains_region(region), kind
    title = dialog._box._title
    assert title.split()[0] in "\n".join(lines[region.y : content.bottom]), kind
    if region.width + 2 * FREE <= size.width:
        for row in lines[region.y : region.bottom]:
            assert row[region.x - FREE] == row[region.right] == " ", (kind, row)
    words = [row[content.x : content.right].rstrip() for row in lines[content.y : content.bottom]]
    in_border = max(len(title), cell_len(str(box.border_subtitle or ""))) + 8
    needed = max((*map(cell_len, words), *(each.wanted_width for each in dialog.query(CheckList))))
    fills = needed >= content.width - 8 or in_border >= region.width
    assert fills or dialog.query(Input) or dialog._box.fixed, (kind, words)
    assert region.width <= WIDTH or dialog._box.fixed, kind


async def test_a_box_follows_a_change_of_size_and_never_gets_narrower(fleet: Services) -> None:
    app = Over()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Options("Clear", [("", "All")], {"": "This takes a permission that you have not."}))
        await pilot.pause()
        box = app.screen.query_one("#box")
        narrow = box.region.width
        await pilot.press("1")
        await pilot.pause()
        wide = box.region.width
        assert narrow < wide
        for columns, lines_there in ((40, 12), (132, 43)):
            await pilot.resize_terminal(columns, lines_there)
            await pilot.pause()
            assert app.screen.region.contains_region(box.region)
            assert box.region.width >= min(wide, columns)


@for_each(
    "beside, box, place",
    [
        (None, (20, 6), (30, 9)),
        ((16, 3), (20, 6), (16, 4)),
        ((16, 16), (20, 6), (16, 17)),
        ((16, 17), (20, 6), (16, 11)),
        ((70, 3), (20, 6), (60, 4)),
        ((16, 10), (20, 20), (16, 3)),
        ((16, 10), (80, 24), (0, 0)),
    ],
)
def test_a_box_is_below_its_cell_else_above_it_and_leaves_the_keys_free(
    beside: tuple[int, int] | None, box: tuple[int, int], place: tuple[int, int]
) -> None:
    assert _place(Size(*box), Size(80, 24), Offset(*beside) if beside else None) == place


async def test_menus_and_filters_open_beside_what_they_are_about(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.press("down")
        box, row = await opened_by(list, "x"), list.table.cursor_screen_offset
        assert (box.x - FREE, box.y) == (row.x, row.y + 1)
        for _ in range(3):
            box, column = await opened_by(list, "f"), list.table.column_screen_offset
            assert (box.x - FREE, box.y) == (min(column.x, 80 - box.width - 2 * FREE), column.y + 1)
            await list.press("right")


async def opened_by(list: Driven, key: str) -> Region:
    """The border of the dialog that a key opens; it is closed again."""
    await list.pilot.press(key)
    await list.until(lambda: list.app.screen.query("#box") and list.app.screen.query_one("#box").region)
    region = list.app.screen.query_one("#box").region
    await list.pilot.press("escape")
    await list.until(lambda: not list.app.screen.query("#box"))
    return region


def test_only_questions_about_the_whole_screen_are_in_its_middle() -> None:
    for kind in BOXES:
        if issubclass(kind, MenuDialog):
            assert kind.beside_focus is not issubclass(kind, Question), kind
    assert not Confirm.beside_focus


def test_a_list_to_choose_from_leaves_most_of_a_small_screen_alone() -> None:
    assert [choices_shown(Size(80, rows)) for rows in (12, 24, 43)] == [4, 6, 15]
    assert [choices_shown(Size(80, rows), lean=True) for rows in (12, 24, 43)] == [4, 5, 14]
