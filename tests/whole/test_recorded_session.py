"""A session of the whole app shows the same cells through its own driver as through Textual's, after every frame.

Two emulators watch one run: one is fed with what Textual writes, which is what Textual's own driver sends on, the other
with what this program's driver sends for it.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import re
import struct
import termios
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from rich.cells import cell_len
from rich.color import Color, ColorSystem
from textual.widgets import Input, OptionList

from fleet_tui.services.services import Services
from fleet_tui.terminal.driver import FleetDriver
from fleet_tui.terminal.line.line import Line
from fleet_tui.terminal.session import TerminalSession
from fleet_tui.terminal.terminfo.entry import TRUE_COLOR
from fleet_tui.terminal.terminfo.profiles import ProfileName
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.app.themes import DARK, named
from fleet_tui.ui.widgets.choice_list import ChoiceList
from fleet_tui.ui.widgets.grid import Grid
from fleet_tui.ui.widgets.marked import MarkedButton
from tests.support.people import TECHNICIANS, raw, services_on
from tests.support.terminals.cells import DEFAULT, Cell, Colour, Rows, differences
from tests.support.terminals.emulators import PyteScreen
from tests.support.terminals.keys import KEYS

PATIENCE = 20.0
NAMES = ("محمد الأحمد", "יעל כהן", "山田 太郎", "김민준", "Zoë Ångström", "Smith [Bob]", "O'Brien, Seán", "[/] 100%")
"""Letters of one and of two cells, with and without marks, from the right and from the left."""


class Watched(FleetDriver):
    """The driver, with an emulator at either side of it."""

    textual: PyteScreen
    ours: PyteScreen
    frames: int
    faults: list[str]
    all_lines: set[int]
    missing: set[int]
    """Lines that Textual has not written since the last change of size: a terminal may show anything there.

    Since the screen was cleared, they are blank for Textual, and for this program as they are to be again.
    """

    def write(self, data: str) -> None:
        if "\x1b[2J" in data:
            self.missing = set(self.all_lines)
        lines = {int(line) for line in re.findall(r"\x1b\[(\d+);\d+H", data)}
        if lines <= self.all_lines:  # else it is still laid out for the size before
            self.missing -= {int(line) for line in re.findall(r"\x1b\[(\d+);1H", data)}
        self.textual.feed(data.encode())
        super().write(data)

    def _resized(self) -> None:
        self.all_lines = set(range(1, self.session.size()[1] + 1))
        self.missing = set(self.all_lines)
        for screen in (self.textual, self.ours):
            screen.resize(*self.session.size())
        super()._resized()

    def _send(self, data: bytes) -> bool:
        self.ours.feed(data)
        return super()._send(data)

    def _paint(self) -> None:
        super()._paint()
        display = self._display
        all_shown = display._shown.rows == display._picture() and display._shown.place == display._cursor
        if self._running and not self.missing and all_shown and not self.faults:
            type(self).frames += 1
            self.faults += differences(*(self._judged(screen) for screen in (self.ours, self.textual)))
            if self.ours.cursor != self.textual.cursor:
                self.faults.append(f"cursor at {self.ours.cursor} instead of {self.textual.cursor}")

    def _judged(self, screen: PyteScreen) -> Rows:
        """What is compared: the cells in as many colours as the terminal has."""
        colors = self.session.profile.colors
        if colors == TRUE_COLOR:
            return screen.rows()
        return [[cell._replace(**_among(colors, cell)) for cell in row] for row in screen.rows()]


def _among(colors: int, cell: Cell) -> dict[str, Colour]:
    return {part: _nearest(colors, getattr(cell, part)) for part in ("foreground", "background")}


@cache
def _nearest(colors: int, color: Colour) -> Colour:
    """The colour that Textual's own driver sends to a terminal with so many."""
    if isinstance(color, int) or color == DEFAULT:
        return color
    system = ColorSystem.EIGHT_BIT if colors == 256 else ColorSystem.STANDARD
    number = Color.parse(f"#{color}").downgrade(system).number
    return DEFAULT if number is None else number % colors


class Driven:
    """The app in a pseudo-terminal whose other end answers as a terminal does."""

    def __init__(self, app: FleetApp, driver: type[Watched], outside: int) -> None:
        self.app = app
        self.driver = driver
        self.outside = outside

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join("".join(cell.text for cell in row).rstrip() for row in self.driver.textual.rows())

    async def until(self, wanted: str | Callable[[], object]) -> None:
        """Wait for a text on the screen, or for something to be true."""
        seen = wanted if callable(wanted) else lambda: wanted in self.text
        for _ in range(int(PATIENCE / 0.01)):
            if seen():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"{wanted!r} did not come:\n{self.text}")

    def cursor_is_on_the_focus(self) -> bool:
        """Whether the terminal's cursor is on the focused item: its gutter where it has one, the place in a text."""
        line, column = self.driver.ours.cursor
        cell, focused = self.driver.ours.rows()[line][column], self.app.focused
        if focused is None:
            return True
        if (
            getattr(self.app.screen, "cursor_widget", None) is not None
        ):  # the palette's rows, while its line has the focus
            return cell.text == ">"
        if isinstance(focused, Grid | OptionList | ChoiceList | MarkedButton):
            return cell.text == ">" or getattr(focused, "row_count", 1) == 0
        if isinstance(focused, Input):
            painted = "reverse" in cell.attributes and focused.selection.is_empty
            before = cell_len(focused.value[: focused.cursor_position])
            there = (line, column) == (focused.content_region.y, focused.content_region.x + before)
            return not painted and (there or focused.scroll_offset.x > 0)
        return focused.region.contains(column, line)

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before it was painted."""
        for key in keys:
            before = self.driver.frames
            os.write(self.outside, KEYS.get(key, key).encode())
            for _ in range(30):
                await asyncio.sleep(0.005)
                if self.driver.frames > before:
                    break
            assert not self.driver.faults, (key, self.driver.faults[:5])
            await self.until(self.cursor_is_on_the_focus)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as the system tells a program of it."""
        fcntl.ioctl(self.outside, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.app._driver._resized()  # type: ignore[union-attr]  # the signal goes to a session's leader, which this is not


def answer(outside: int, driver: type[Watched]) -> None:
    """Read what was sent, and answer what the emulator was asked."""
    os.read(outside, 65536)
    answers = driver.ours.taken_answers()
    if answers:
        os.write(outside, answers)


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Services]:
    services = services_on(tmp_path / "fleet.db")
    photo = tmp_path / "photo.png"
    Image.radial_gradient("L").resize((16, 16)).convert("RGB").save(photo)
    for number in range(60):
        typed = {"name": f"{NAMES[number % len(NAMES)]} {number}", "email": f"{number}@example.com", "mobile": None}
        services.people.add(TECHNICIANS, raw(services, TECHNICIANS, **typed, photo=services.photos.read(str(photo))))
    yield services
    services.database.close()


async def session(driven: Driven) -> None:
    """Every screen, dialogs over them, typing, scrolling, other sizes."""
    await driven.until("60 of 60")
    await driven.press("down", "down", "pagedown", "pageup", "end", "up", "home", *["down"] * 25)
    await driven.press("right", "right", "left", "b", "pagedown", "down", "b")
    await driven.press("s", "s", "f")
    await driven.until("Team is one of")
    await driven.press("s", "o", "backspace", "escape", "left", "f")
    await driven.until("Name contains")
    await driven.press("a", "n", "backspace", "escape", "c")
    await driven.until("Space shows or hides")
    await driven.press("down", "space", "enter", "?")
    await driven.until("This screen")
    await driven.press("pagedown", "escape", ":")
    await driven.until("Tab in the list")
    await driven.press("g", "o", "down", "escape", "a")
    await driven.until("Add Technician")
    await driven.press(*"Zoë 山田", "tab", "enter")
    await driven.until("type to")
    await driven.press("i", "n", "space", "enter", "f3", "tab", "f2")
    await driven.until("Not saved")
    driven.resize(132, 43)
    await driven.press("f3", "ctrl+t", "f4")
    await driven.until("Save and add one like this")
    await driven.press("escape", "escape")
    await driven.until("Discard my changes")
    driven.resize(40, 12)
    await driven.press("down", "up")
    driven.resize(80, 24)
    await driven.press("down", "enter")
    await driven.until("60 of 60")
    await driven.press("e")
    await driven.until("Edit Technician")
    await driven.press("f4")
    await driven.until("View photo")
    await driven.press("end", "enter")
    await driven.until("▀")
    await driven.press("escape")
    await driven.until("Edit Technician")
    await driven.press("escape")
    await driven.until("60 of 60")
    await driven.press("2")
    await driven.until("no employees")
    for key, text in (("3", "Technician"), ("4", "Company"), ("5", "added"), ("1", "60 of 60")):
        await driven.press(key)
        await driven.until(text)
    driven.resize(100, 30)
    await driven.press("ctrl+l", "down")
    await driven.until(lambda: not getattr(driven.app._driver, "missing", True))
    os.write(driven.outside, b"q")  # behind it there is no screen to look at


@pytest.mark.parametrize(
    ("profile", "colors"),
    [
        *(pytest.param(ProfileName.RICH, colors, marks=pytest.mark.long) for colors in (TRUE_COLOR, 256, 16)),
        (ProfileName.LEAN, 8),
    ],
)
async def test_every_frame_is_what_textual_wrote(
    profile: ProfileName, colors: int, people: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")  # Textual writes all colours, and the driver makes fewer of them
    monkeypatch.delenv("NO_COLOR", raising=False)
    outside, inside = os.openpty()
    fcntl.ioctl(outside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    opened = TerminalSession.opened(Line(inside), profile)
    opened.profile = replace(opened.profile, colors=colors)
    members: dict[str, Any] = {"session": opened, "frames": 0, "faults": []}
    driver: type[Watched] = type("Watched80", (Watched,), members)
    driver.textual, driver.ours = PyteScreen(80, 24), PyteScreen(80, 24)
    driver.textual.feed(b"\x1b[?7l")
    theme = named(DARK, colors) if profile is ProfileName.RICH else None
    app = FleetApp(people, driver_class=driver, theme=theme)
    app.color_depth = colors
    driven = Driven(app, driver, outside)
    asyncio.get_running_loop().add_reader(outside, answer, outside, driver)
    running = asyncio.create_task(app.run_async())
    try:
        await session(driven)
        await asyncio.wait_for(running, PATIENCE)
        assert app.crash is None
        assert driver.frames > 60
    finally:
        running.cancel()
        asyncio.get_running_loop().remove_reader(outside)
        opened.line.close()
        os.close(inside)
        os.close(outside)
