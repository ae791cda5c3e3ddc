"""A program from its start to its first picture, in a pseudo-terminal: what it took until those bytes were written."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminals.terminal import Terminal, environment

_SEEN = """
import json, os, sys, time
statements = []
def seen(data):
    global seen
    if {text!r} in data:
        seen = lambda data: None
        took = [time.process_time(), sorted(sys.modules), statements]
        with open({out!r} + ".part", "w") as file:
            json.dump(took, file)
        os.rename({out!r} + ".part", {out!r})
"""
_FIRST_LIST = """
import sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
event.listen(Engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
plain = os.write
def write(file, data):
    written = plain(file, data)
    seen(data)
    return written
os.write = write
sys.argv = ["fleet-tui", "--database", {database!r}]
from fleet_tui.__main__ import main
main()
"""
_EMPTY_APP = """
import textual.app, sqlmodel
from textual.drivers.linux_driver import LinuxDriver
plain = LinuxDriver.write
def write(self, data):
    plain(self, data)
    seen(data.encode())
LinuxDriver.write = write
class Empty(textual.app.App):
    def compose(self):
        from textual.widgets import Static
        yield Static("first list")
Empty().run()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds on the wall and of the processor, the modules imported, and SQLAlchemy's statements, in order."""

    wall: float
    processor: float
    modules: frozenset[str]
    statements: Sequence[str]

    @property
    def own(self) -> frozenset[str]:
        """The program's own modules."""
        return frozenset(name for name in self.modules if name.partition(".")[0] == "fleet_tui")


def first_list(database: Path, home: Path, row: str = "row 1") -> Start:
    """The program until the counts of its first list, which say `row`, are written."""
    return _start(row, _FIRST_LIST.format(database=str(database)), home)


def empty_app(home: Path) -> Start:
    """An app of Textual's with one word on it, which imports SQLModel besides."""
    return _start("first list", _EMPTY_APP, home)


def _start(text: str, code: str, home: Path) -> Start:
    with tempfile.TemporaryDirectory(prefix="fleet-tui-start-") as folder:
        out = Path(folder) / "start.json"
        seen = _SEEN.format(text=text.encode(), out=str(out))
        began = time.perf_counter()
        terminal = Terminal([sys.executable, "-c", seen + code], environment(home))
        try:
            terminal.wait_for(text)
            wall = (time.perf_counter() - began) * 1000
            terminal.wait_for(lambda _: out.exists())
        finally:
            terminal.stop()
        processor, modules, statements = json.loads(out.read_text())
    return Start(wall, processor * 1000, frozenset(modules), statements)
