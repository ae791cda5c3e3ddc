"""Running the app in a pseudo-terminal of a profile, up to a scene."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import shutil
import struct
import tempfile
import termios
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fleet_tui.bootstrap.demo_data import fill
from fleet_tui.demo.people import SEED, day_of
from fleet_tui.services.base.actor import Actor, Anonymous, SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database
from fleet_tui.terminal.driver import FleetDriver
from fleet_tui.terminal.line.line import Line
from fleet_tui.terminal.session import TerminalSession
from fleet_tui.terminal.terminfo.profiles import ProfileName
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.app.themes import named
from tests.support.layouts.vehicles import FIELD_SERVICE
from tests.support.people import files_in
from tests.support.pictures.scenes import FILE, Scene
from tests.support.terminals.cells import Rows
from tests.support.terminals.keys import KEYS
from tests.support.terminals.pyte_emulator import PyteScreen

PEOPLE = 500
_USER = "tester"
_PATIENCE = 20.0
_LOOKS = 0.02
_TRUE_COLOR = 1 << 24
_SETTLED = 20
"""How often the screen is the same when nothing more comes."""


class Look(NamedTuple):
    """How the program looks: its theme, or the profile of a line without one, and the size of the terminal."""

    name: str
    size: tuple[int, int] = (80, 24)

    @property
    def profile(self) -> ProfileName:
        """The profile of that name; a theme is one of rich."""
        return ProfileName(self.name) if self.name in ("lean", "vt100") else ProfileName.RICH


class Shown(NamedTuple):
    """What a terminal shows."""

    rows: Rows
    exported: str
    """The same as Textual exports it."""


class _Watched(FleetDriver):
    """The driver, with an emulator that reads what it sends."""

    screen: PyteScreen

    def _send(self, data: bytes) -> bool:
        self.screen.feed(data)
        return super()._send(data)


@contextlib.contextmanager
def demo() -> Iterator[Path]:
    """A database of the demo people on the day of the demo, in a folder that goes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        fill(path, PEOPLE, SEED, day_of(SEED))
        yield path


def shown(scene: Scene, look: Look, database: Path) -> Shown:
    """What the terminal shows at a scene; the database is copied, so that scenes know nothing of each other."""
    with tempfile.TemporaryDirectory() as folder, _variables(look):
        copy = Path(shutil.copy(database, Path(folder) / "demo.db"))
        opened = open_database(copy)
        by: Actor = SystemActor(_USER) if scene.signed_in else Anonymous(_USER)
        context = Context(opened, by, clock=lambda: day_of(SEED))
        services = Services(context, Path(folder) / "drafts", files=files_in(Path(folder)))
        (Path(folder) / FILE).write_bytes(FIELD_SERVICE.content(40, first=400))
        try:
            return asyncio.run(_shown(scene, look, services))
        finally:
            opened.close()


@contextlib.contextmanager
def _variables(look: Look) -> Iterator[None]:
    wanted = {
        "TERM": "vt100" if look.profile is ProfileName.VT100 else "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C" if look.profile is ProfileName.VT100 else "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
    }
    before: Mapping[str, str | None] = {name: os.environ.get(name) for name in (*wanted, "NO_COLOR")}
    os.environ.update(wanted)
    os.environ.pop("NO_COLOR", None)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)


async def _shown(scene: Scene, look: Look, services: Services) -> Shown:
    columns, lines = look.size
    outside, inside = os.openpty()
    fcntl.ioctl(outside, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    session = TerminalSession.opened(Line(inside), look.profile)
    rich = look.profile is ProfileName.RICH
    if rich:
        session.profile = replace(session.profile, colors=_TRUE_COLOR)
    charset = "iso8859-1" if look.profile is ProfileName.VT100 else "utf-8"
    screen = PyteScreen(columns, lines, encoding=charset)
    driver: type[_Watched] = type("Pictured", (_Watched,), {"session": session, "screen": screen})
    app = FleetApp(services, driver_class=driver, theme=named(look.name, _TRUE_COLOR) if rich else None)
    app.color_depth = session.profile.colors
    app.no_color |= session.profile.colors < 256
    app.set_class(look.profile is ProfileName.LEAN, "-lean")
    asyncio.get_running_loop().add_reader(outside, _answer, outside, screen)
    running = asyncio.create_task(app.run_async())
    try:
        await _until("Quit" if scene.signed_in else "code", screen)
        for keys, text in scene.steps:
            for key in keys:
                await _settled(screen)
                os.write(outside, KEYS.get(key, key).encode())
            await _until(text, screen)
        await _settled(screen)
        with app._context():
            return Shown(screen.rows(), app.export_screenshot())
    finally:
        app.exit()
        await asyncio.wait_for(running, _PATIENCE)
        asyncio.get_running_loop().remove_reader(outside)
        session.line.close()
        os.close(inside)
        os.close(outside)


def _answer(outside: int, screen: PyteScreen) -> None:
    os.read(outside, 65536)
    if answers := screen.taken_answers():
        os.write(outside, answers)


async def _until(text: str, screen: PyteScreen) -> None:
    for _ in range(int(_PATIENCE / _LOOKS)):
        if text in "\n".join(screen.lines):
            return
        await asyncio.sleep(_LOOKS)
    raise AssertionError(f"{text!r} did not come:\n" + "\n".join(screen.lines))


async def _settled(screen: PyteScreen) -> None:
    before, same = screen.rows(), 0
    while same < _SETTLED:
        await asyncio.sleep(_LOOKS)
        same = same + 1 if screen.rows() == before else 0
        before = screen.rows()
