"""Picking on the field itself: what letters mean is shown, Enter or leaving the field takes it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.pilot import Pilot
from textual.widget import Widget

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.form.editor_pick import LONGEST, PickEditor
from fleet_tui.ui.form.editors import EDITORS
from fleet_tui.ui.form.field_row import FieldRow
from fleet_tui.ui.widgets.choice_list import Pick
from tests.support.people import TECHNICIANS
from tests.support.screens.form_driving import opened
from tests.support.screens.plans import Bare

POSITIONS = ("Installer", "Service", "Sales", "Maintenance", "Helper", "Install production manager", "Service manager")
PICKS = tuple(Pick(place, label) for place, label in enumerate(POSITIONS, start=1))
INSTALLER, SERVICE, SALES, MAINTENANCE, HELPER, PRODUCTION, MANAGER = range(1, 8)


class One(Bare):
    """A row of one chooser, and another field to go to."""

    def __init__(self, kind: Kind, *, required: bool) -> None:
        super().__init__()
        self.row = FieldRow(Field("x", "X", kind, required=required))
        self.opened: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.row
        yield FieldRow(Field("y", "Y", Kind.TEXT))

    @property
    def editor(self) -> PickEditor:
        editor = self.row.editor
        assert isinstance(editor, PickEditor)
        return editor

    def on_pick_editor_opened(self, event: PickEditor.Opened) -> None:
        self.opened.append("".join(key.character or "" for key in event.editor.ahead))


@asynccontextmanager
async def one(kind: Kind, held: object = None, *, required: bool = False) -> AsyncIterator[tuple[One, Pilot[None]]]:
    app = One(kind, required=required)
    app.editor.offer(PICKS)
    app.editor.raw = held
    async with app.run_test(size=(100, 10)) as pilot:
        app.editor.focus()
        await pilot.pause()
        yield app, pilot


def shown(app: App[None]) -> str:
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize(
    ("typed", "meaning", "picked"),
    [
        ("main", "Maintenance", MAINTENANCE),
        ("serv", "Service · 2 fit", SERVICE),  # each of its words is begun, which "Service manager" has one more of
        ("serv m", "Service manager", MANAGER),
        ("SERVICE", "Service", SERVICE),
        ("elp", "Helper", HELPER),
        ("-", "(none)", None),
        ("none", "(none)", None),
    ],
)
async def test_what_letters_mean_is_shown_and_enter_takes_it(typed: str, meaning: str, picked: int | None) -> None:
    async with one(Kind.REFERENCE, SALES) as (app, pilot):
        await pilot.press(*("space" if letter == " " else letter for letter in typed))
        assert meaning in shown(app)
        assert app.editor.raw == SALES  # until it is taken
        await pilot.press("enter")
        assert (app.editor.raw, app.editor.typed, app.opened) == (picked, "", [])


@pytest.mark.parametrize("key", ["enter", "tab"])
@pytest.mark.parametrize(
    ("held", "typed", "picked"),
    [
        ((), "serv, inst", (INSTALLER, SERVICE)),
        ((SALES,), "serv,inst", (INSTALLER, SERVICE, SALES)),
        ((SALES, SERVICE), "-serv", (SALES,)),
        ((SALES, SERVICE), "help, - s e r v,", (SALES, HELPER)),
        ((SALES,), "sal", (SALES,)),
    ],
)
async def test_several_are_picked_and_taken_away_at_once(
    held: tuple[int, ...], typed: str, picked: tuple[int, ...], key: str
) -> None:
    async with one(Kind.REFERENCES, held) as (app, pilot):
        await pilot.press(*("space" if letter == " " else letter for letter in typed), key)
        await pilot.pause()
        assert (app.editor.raw, app.editor.typed, app.row.editor.complaint) == (picked, "", "")


async def test_letters_that_fit_several_say_how_many_and_enter_lists_them() -> None:
    async with one(Kind.REFERENCE) as (app, pilot):
        await pilot.press("s")
        assert "5: Service, Sales, " in shown(app)
        await pilot.press("enter")
        assert (app.opened, app.editor.typed) == (["s"], "")


async def test_of_several_parts_the_clear_ones_are_taken_and_the_list_is_for_the_other() -> None:
    async with one(Kind.REFERENCES) as (app, pilot):
        await pilot.press(*"inst,s", "enter")
        assert (app.editor.raw, app.opened) == ((INSTALLER,), ["s"])


@pytest.mark.parametrize(
    ("typed", "sentence", "clearing"),
    [("s", "“s” fits 5: Service, Sales", "escape"), ("xy", "Nothing matches “xy”. There", "ctrl+u")],
)
async def test_letters_that_mean_no_single_choice_stay_with_the_reason(
    typed: str, sentence: str, clearing: str
) -> None:
    async with one(Kind.REFERENCE, SALES) as (app, pilot):
        await pilot.press(*typed, "tab")
        await pilot.pause()
        assert (app.editor.raw, app.editor.typed) == (SALES, typed)
        assert f"! {sentence}" in shown(app)
        app.editor.focus()
        await pilot.press(clearing)
        await pilot.pause()
        assert app.editor.typed == ""
        assert sentence not in shown(app)


async def test_enter_on_letters_without_a_match_opens_nothing_and_says_what_there_is() -> None:
    async with one(Kind.REFERENCE) as (app, pilot):
        await pilot.press(*"xy")
        assert "no match in: Installer, Service" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert not app.opened
        assert "“xy”. There are: Installer, Service, Sales, " in app.row.editor.complaint
        assert "There are" in shown(app)
        await pilot.press("backspace", "backspace")
        await pilot.pause()
        assert "There are" not in shown(app)


async def test_enter_and_space_open_the_list_where_nothing_is_typed() -> None:
    async with one(Kind.REFERENCE) as (app, pilot):
        await pilot.press("enter")
        app.editor.closed()
        await pilot.press("space")
        assert app.opened == ["", ""]


async def test_a_paste_of_lines_is_several_choices_and_a_long_one_is_cut() -> None:
    async with one(Kind.REFERENCES) as (app, pilot):
        app.post_message(Paste("Service\r\nInstaller\n"))
        await pilot.pause()
        await pilot.press("enter")
        assert app.editor.raw == (INSTALLER, SERVICE)
        app.post_message(Paste("Beta and much more " * 100_000))
        await pilot.pause()
        assert len(app.editor.typed) == LONGEST


async def test_the_cursor_stands_behind_what_is_typed() -> None:
    async with one(Kind.REFERENCE) as (app, pilot):
        start = app.editor.cursor_screen_offset
        await pilot.press(*"main")
        assert app.editor.cursor_screen_offset - start == (4, 0)


async def test_f2_takes_what_is_typed_and_says_what_is_unclear(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        await driven.form.focus_field("positions")
        await driven.press(*"serv, s", "f2")
        await driven.until(lambda: "Company Position means no single choice" in driven.said)
        assert driven.focus == "positions"
        await driven.press("backspace", "backspace", "f2")
        await driven.until(lambda: len(driven.row("positions").editor.words()) == 1)  # type: ignore[attr-defined]


async def test_a_burst_picks_on_each_field_that_it_comes_to(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        driven.burst(*"Ann", "enter", *"serv", "enter", "tab", *"man", "tab", *"tech", "down")
        await driven.until(lambda: driven.focus == "skills")
        picked = [driven.row(name).editor.words() for name in ("positions", "type", "role")]  # type: ignore[attr-defined]
        assert picked == [["Service"], ["Managed Technician"], ["Technician"]]


async def test_the_list_opens_beside_its_field_with_what_was_typed(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        await driven.form.focus_field("positions")
        await driven.press("s", "enter")
        await driven.until(lambda: isinstance(driven.app.screen, Choose))
        box, row = driven.app.screen.query_one("#box").region, driven.row("positions").region
        assert box.y == row.bottom
        assert box.x == driven.row("positions").editor.region.x
        await driven.until(lambda: "s_" in shown(driven.app))


def test_every_kind_that_picks_has_this_editor() -> None:
    for kind in (Kind.CHOICE, Kind.REFERENCE, Kind.REFERENCES, Kind.COLOR):
        assert EDITORS[kind] is PickEditor


async def test_a_list_stays_beside_its_field_when_the_terminal_changes(services: Services) -> None:
    async with opened(services, TECHNICIANS, size=(40, 12)) as driven:
        await driven.form.focus_field("zones")
        await driven.press("enter")
        await driven.until(lambda: isinstance(driven.app.screen, Choose) and driven.app.screen.is_mounted)
        field = driven.row("zones").editor
        for size in ((132, 43), (80, 24), (40, 12)):
            await driven.pilot.resize_terminal(*size)
            box = driven.app.screen.query_one("#around")
            await driven.until(partial(_beside, box, field, *size))


def _beside(around: Widget, editor: Widget, width: int, height: int) -> bool:
    """Whether a box begins a cell before the field, as far as there is room, and is below, above, or at the bottom."""
    box, field = around.region, editor.content_region
    at_field = box.x == max(0, min(field.x - 1, width - box.width))
    return at_field and (box.y == field.y + 1 or box.bottom == field.y or box.bottom == height - 1)
