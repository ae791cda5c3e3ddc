"""The shell: the way between destinations, help and palette from the keys themselves, quitting, crashing."""

from __future__ import annotations

import asyncio
import gc
import re
import weakref
from pathlib import Path
from typing import ClassVar

import pytest
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from fleet_tui.services.services import Services
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.base.keys import key_name
from fleet_tui.ui.base.known_bindings import known_bindings
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.frame.sidebar import Sidebar
from fleet_tui.ui.frame.status_line import StatusLine
from tests.support.screens.list_driving import listed
from tests.support.terminals.terminal import Terminal

WRITTEN = re.compile(
    r"ctrl\+[a-z]|F\d+|Esc|Enter|Space|(Shift\+)?Tab|Pg(Up|Dn)|Home|End|Up|Down|Left|Right|Backspace|Del|Ins"
)


async def test_a_digit_goes_to_its_destination(fleet: Services) -> None:
    async with listed(fleet) as driven:
        for key, entry in reversed([*enumerate(DESTINATIONS, start=1)]):
            await driven.pilot.press(str(key))
            await driven.until(lambda entry=entry: driven.app.current_mode == entry.id)
            await driven.shows(f">{key} {entry.label}")


async def test_a_screen_that_was_left_is_not_kept_in_memory(fleet: Services) -> None:
    async with listed(fleet) as driven:
        for key, shown in (("a", "Add Technician"), ("question_mark", "This screen"), ("x", "Activate")):
            await driven.pilot.press(key)
            await driven.shows(shown)
            left = weakref.ref(driven.app.screen)
            await driven.pilot.press("escape")
            await driven.until(lambda: len(driven.app.screen_stack) == 1)
            await driven.until(lambda left=left: gc.collect() >= 0 and left() is None)


async def test_tasks_begin_in_the_same_order_on_every_python(fleet: Services) -> None:
    """Where they may begin at once, the first screen is made before the app has a screen."""
    app, seen = FleetApp(fleet), []

    async def look(pilot: Pilot[None]) -> None:
        seen.append(asyncio.get_running_loop().get_task_factory())
        app.exit()

    await app.run_async(headless=True, size=(80, 24), auto_pilot=look)
    assert seen == [None]


@pytest.mark.parametrize("signed_in", [False, True])
async def test_every_widget_is_made_while_there_is_a_screen(
    fleet: Services, signed_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run as the program runs it: a pilot leaves the order of tasks as it is, the app's own loop may change it."""
    app = FleetApp(fleet if signed_in else fleet.signed_out())
    without: list[object] = []
    begin = Widget._post_mount

    def looked(self: Widget) -> None:
        if not app._screen_stacks.get(app.current_mode):
            without.append(self)
        begin(self)

    async def go_about(pilot: Pilot[None]) -> None:
        for key in ("f3", "escape", *"12345678", "q"):
            await pilot.press(key)
        app.exit()

    monkeypatch.setattr(Widget, "_post_mount", looked)
    await app.run_async(headless=True, size=(80, 24), auto_pilot=go_about)
    assert (without, app.crash) == ([], None)


async def test_a_click_in_the_sidebar_goes_there(fleet: Services) -> None:
    async with listed(fleet) as driven:
        row = next(row for row, line in enumerate(driven.lines) if "2 Employees" in line)
        await driven.pilot.click(Sidebar, offset=(4, row))
        await driven.until(lambda: driven.app.current_mode == "employees")


async def test_help_shows_every_key_that_works(fleet: Services) -> None:
    async with listed(fleet, size=(80, 75)) as driven:
        active = {each.binding for each in driven.app.screen.active_bindings.values() if each.binding.id}
        await driven.pilot.press("question_mark")
        await driven.shows("Tab on  c pages")
        for binding in active:
            assert binding.description in driven.picture
        for written in ("F1, ?", "ctrl+p, :", "e, Enter", "Space", "/", "-"):
            assert f"{written}  " in driven.picture
        for not_ours in ("super+", "Focus Next", "Focus Previous", "Copy selected text"):
            assert not_ours not in driven.picture
        await driven.pilot.press("question_mark", "f1", "escape")
        await driven.until(lambda: len(driven.app.screen_stack) == 1)


async def test_the_settings_give_an_action_another_key(fleet: Services) -> None:
    async with listed(fleet, keymap={"list.sort": "o", "list.add": "n"}) as driven:
        await driven.press("s")
        assert not driven.table.query_wanted.sort.descending
        await driven.press("o")
        assert driven.table.query_wanted.sort.descending
        assert "n Add" in driven.picture


async def test_ctrl_c_says_how_to_quit(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.pilot.press("ctrl+c")
        await driven.until(lambda: "q" in driven.said and "quit" in driven.said)
        assert driven.app.is_running


async def test_a_sentence_is_shown_whole_and_the_keys_in_one_line(fleet: Services) -> None:
    sentence = "Ann Lee is active: this technician can sign in again. Managed technicians 41 → 42."
    async with listed(fleet, size=(40, 12)) as driven:
        rows = driven.table.size.height
        assert isinstance(driven.app.screen, FleetScreen)
        driven.app.screen.say(sentence)
        await driven.until(lambda: sentence in " ".join(" ".join(driven.lines).split()))
        driven.app.screen.say("word " * 100)
        await driven.until(lambda: driven.lines[-1].rstrip().endswith("…"))
        assert driven.table.size.height >= rows - 3
        driven.app.screen.say("")
        await driven.until(lambda: driven.table.size.height == rows)
        assert driven.lines[-1].startswith("x Actions  Space Mark")


class Stubborn(FleetScreen[None]):
    """A screen with unsaved changes, which may be left once the test allows it."""

    entry = "technicians"

    def compose_body(self) -> ComposeResult:
        yield Static("Something typed.")

    async def leave(self) -> bool:
        answer = await self.app.push_screen_wait(Confirm("Leave?"))
        return answer is True


@pytest.mark.parametrize("key", ["q", "2"])
async def test_a_screen_with_something_unsaved_is_asked_before_it_goes(fleet: Services, key: str) -> None:
    async with listed(fleet) as driven:
        screen = Stubborn()
        driven.app.push_screen(screen)
        await driven.shows("Something typed.")
        await driven.pilot.press(key)
        await driven.shows("Leave?")
        await driven.pilot.press("n")
        await driven.until(lambda: driven.app.screen is screen)
        assert driven.app.is_running
        await driven.pilot.press(key)
        await driven.shows("Leave?")
        await driven.pilot.press("y")
        await driven.until(lambda: driven.app._exit or driven.app.current_mode == "employees")


class Broken(Screen[None]):
    """A screen with mistakes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "break", "Break"),
        Binding("w", "break_later", "Break in a worker"),
    ]

    def action_break(self) -> None:
        password = "correct horse"
        raise RuntimeError(len(password))

    @work
    async def action_break_later(self) -> None:
        password = "correct horse"
        raise RuntimeError(len(password))


async def _broken(app: FleetApp, key: str) -> None:
    async with app.run_test() as pilot:
        await app.push_screen(Broken())
        await pilot.press(key)
        while app.crash is None:
            await pilot.pause()


@pytest.mark.parametrize("key", ["x", "w"])
async def test_a_mistake_ends_the_app_without_printing_anything(
    fleet: Services, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app = FleetApp(fleet)
    with pytest.raises(Exception, match="13"):
        await _broken(app, key)
    assert isinstance(app.crash, RuntimeError)
    assert app.return_code == 1
    app._print_error_renderables()
    printed = capsys.readouterr()
    assert "horse" not in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err


async def test_the_screen_behind_a_dialog_stays_as_it_is(fleet: Services) -> None:
    async with listed(fleet) as driven:
        before = [
            [(each.text, each.style) for each in strip] for strip in driven.app.screen._compositor.render_strips()
        ]
        await driven.pilot.press("ctrl+o")
        await driven.shows("Go to")
        strips = driven.app.screen._compositor.render_strips()
        title = strips[0]
        assert "".join(each.text for each in title) == "".join(text for text, _ in before[0])
        assert not any(each.style and each.style.dim for strip in strips for each in strip)


def test_nothing_is_sent_while_nothing_happens_and_ctrl_l_sends_all(demo_file: Path, home: Path) -> None:
    with Terminal.start(["--database", str(demo_file)], home=home) as terminal:
        terminal.wait_for("row 1")
        terminal.read_until_quiet()
        sent = terminal.bytes
        terminal.read_until_quiet(1)
        assert terminal.bytes == sent
        terminal.cells.reset()
        terminal.press("ctrl+l")
        terminal.wait_for("Technicians")
        terminal.wait_for(">1 Technicians")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


async def test_a_sentence_leaves_the_line_at_the_key_after_it_on_every_screen(fleet: Services) -> None:
    async with listed(fleet) as driven:
        for key, entry in enumerate(DESTINATIONS, start=1):
            await driven.pilot.press("escape", str(key))
            await driven.until(lambda entry=entry: driven.app.current_mode == entry.id)
            screen = driven.app.screen
            assert isinstance(screen, FleetScreen)
            screen.say("Something happened.")
            await driven.pilot.press("f9")
            assert screen.query_one(StatusLine).said == "", entry.id


async def test_what_a_key_says_stays_until_the_next_one(fleet: Services) -> None:
    async with listed(fleet) as driven:
        line = driven.app.screen.query_one(StatusLine)
        await driven.pilot.press("ctrl+c")
        assert line.said == "Press q to quit (in a field, Esc first)."
        await driven.pilot.press("ctrl+c")
        assert line.said == "Press q to quit (in a field, Esc first)."
        await driven.pilot.press("f9")
        assert line.said == ""


def test_every_key_is_written_as_it_is_on_the_keyboard() -> None:
    named = {key: key_name(key) for binding in known_bindings().values() for key in binding.key.split(",")}
    assert [key_name(key) for key in ("shift+tab", "shift+left", "ctrl+shift+right")] == [
        "Shift+Tab",
        "Shift+Left",
        "ctrl+Shift+Right",
    ]
    odd = {key: name for key, name in named.items() if len(name) > 1 and not WRITTEN.fullmatch(name)}
    assert not odd
    assert named["slash"] == "/"
    assert named["minus"] == "-"
