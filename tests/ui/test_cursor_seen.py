"""What Enter will take is always visible (looks.md, "In every profile"): on every screen, in every profile, without
colours too, a key that moves a cursor or the focus changes the picture, and the cells say where it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence

import pytest
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from fleet_tui.services.services import Services
from fleet_tui.terminal.terminfo.profiles import ProfileName
from fleet_tui.ui.app.themes import named
from fleet_tui.ui.form.editor_pick import PickEditor
from fleet_tui.ui.form.editor_text import ToggleEditor
from fleet_tui.ui.form.field_row import FieldRow
from fleet_tui.ui.form.screen import FormScreen
from fleet_tui.ui.form.tabs import TabStrip
from fleet_tui.ui.palette.palette import Palette
from fleet_tui.ui.palette.rows import ResultRows
from fleet_tui.ui.widgets.choice_list import ChoiceList
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.marked import MarkedLine
from tests.support.screens.every_screen import SCREENS, screens_of_the_program
from tests.support.screens.list_driving import Driven, listed
from tests.support.screens.on_terminals import Terminals
from tests.support.terminals.cells import DEFAULT, Rows

KEYS = ("down", "end", "up", "right", "left", "tab", "shift+tab")
FEWER = ("down", "right", "tab")


def test_every_screen_is_looked_at() -> None:
    assert set(SCREENS) == screens_of_the_program()


@pytest.mark.parametrize(
    ("no_color", "keys", "theme"),
    [
        (False, FEWER, ""),
        # The other keys move the same cursors back, and without colours the same cells are reversed and underlined.
        *(
            pytest.param(*case, marks=pytest.mark.long)
            for case in ((False, FEWER, "dark"), (False, KEYS, ""), (True, FEWER, ""), (False, KEYS, "light"))
        ),
    ],
    ids=["attributes", "dark", "every-key", "NO_COLOR", "every-key-light"],
)
async def test_every_move_is_seen(
    fleet: Services, monkeypatch: pytest.MonkeyPatch, no_color: bool, keys: Sequence[str], theme: str
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with listed(fleet, theme=named(theme, 1 << 24) if theme else None) as driven:
        assert driven.app.no_color is no_color
        terminals, faults = Terminals(driven.app, (ProfileName.RICH,) if theme else tuple(ProfileName)), list[str]()
        for kind, make in SCREENS.items():
            screen = make(fleet)
            await driven.app.push_screen(screen)
            await driven.until(lambda: driven.app.screen is screen and _ready(screen))  # noqa: B023
            await driven.pilot.pause()
            faults += [f"{kind.__name__}, {fault}" async for fault in _faults(driven, terminals, keys)]
            await screen.dismiss(None)
            await driven.until(lambda: driven.app.screen is not screen)  # noqa: B023
        assert not faults, "\n".join(faults)


def _ready(screen: Screen[object]) -> bool:
    """Whether it has what keys can move in."""
    if isinstance(screen, FormScreen):
        return screen.form is not None and screen.form.usable.is_set()
    return screen.focused is not None or not screen.focus_chain


async def _faults(driven: Driven, terminals: Terminals, keys: Sequence[str]) -> AsyncIterator[str]:
    """What cannot be seen on the screen on top."""
    before, was = terminals.show(), _state(driven.screen)
    for name, rows in before.items():
        for fault in _not_seen(driven.screen, rows):
            yield f"{name}, at first: {fault}"
    for key in keys:
        await driven.pilot.press(key)
        state = _state(driven.screen)
        if state == was:  # it has led nowhere
            continue
        shown = terminals.show()
        for name, rows in shown.items():
            if rows == before[name]:
                yield f"{name}, {key}: nothing changes"
            for fault in _not_seen(driven.screen, rows):
                yield f"{name}, {key}: {fault}"
        before, was = shown, state


def _moving(screen: Screen[object]) -> Widget | None:
    """What has the cursor that the keys move: in the palette the rows below the line that has the focus."""
    rows = screen.query_one(ResultRows) if isinstance(screen, Palette) else None
    return rows if rows is not None and rows.current is not None else screen.focused


def _state(screen: Screen[object]) -> tuple[object, ...]:
    """What has the focus, and where its cursor is."""
    widget = _moving(screen)
    match widget:
        case Grid():
            return widget, widget.cursor, widget.column, widget.top
        case OptionList():
            return widget, widget.highlighted
        case ChoiceList() | ResultRows():
            return widget, widget.current
        case Input():
            return widget, widget.cursor_position
        case TextArea():
            return widget, widget.cursor_location
        case TabStrip():
            return widget, widget.current
        case _:
            return (widget, widget.scroll_offset if widget is not None else None)


def _not_seen(screen: Screen[object], rows: Rows) -> Iterator[str]:
    """What the cells do not say of the cursor: by attributes, or in a theme by another background."""
    widget, themed = _moving(screen), screen.app.has_class("-rich")
    if widget is None or isinstance(widget, VerticalScroll):  # there is nothing that Enter would take
        return
    if isinstance(widget, Input | TextArea | PickEditor | ToggleEditor):  # the style sheet says so
        region = widget.content_region
        cells = (cell for row in rows[region.y : region.bottom] for cell in row[region.x : region.right])
        plain = rows[-1][-1].background if themed else DEFAULT
        if not any("reverse" in cell.attributes or cell.background != plain for cell in cells):
            yield f"no cursor in {widget}"
    if isinstance(widget, TabStrip):
        if "underline" not in rows[widget.region.y][widget.region.x].attributes:
            yield f"no focus on {widget}"
    elif (gutter := _gutter(widget)) is not None:
        marks = [line for line in range(gutter.region.y, gutter.region.bottom) if _is_mark(rows, line, gutter)]
        if len(marks) != (0 if isinstance(widget, Grid) and not widget.count() else 1):
            yield f"{len(marks)} marks before {widget}"
    if isinstance(widget, Grid) and widget.by_column and widget.count():
        header = rows[widget.region.y][widget.region.x : widget.region.right]
        if not any(("underline" if themed else "reverse") in cell.attributes for cell in header):
            yield f"no column in {widget}"


def _gutter(widget: Widget) -> Widget | None:
    """The widget with `>` in its first column; a single line of text needs none."""
    beside = next((parent for parent in widget.ancestors if isinstance(parent, FieldRow | MarkedLine)), None)
    return beside or (None if isinstance(widget, Input) else widget)


def _is_mark(rows: Rows, line: int, gutter: Widget) -> bool:
    return rows[line][gutter.content_region.x].text == ">"
