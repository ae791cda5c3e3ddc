"""The programs that are compared on a slow line, with the same 500 people and each with its own keys."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminals.terminal import Terminal, environment
from tests.support.terminals.wire import SlowLine

_OWN_DRIVER = """
import sys
from fleet_tui.ui.app.app import FleetApp
made = FleetApp.__init__
def plain(self, *arguments, **named):
    made(self, *arguments, **named)
    self.driver_class = self.get_driver_class()
FleetApp.__init__ = plain
from fleet_tui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""The same program, painting through Textual's own driver."""

_MUTTRC = """
set folder = {folder}
set sort = mailbox-order
set sidebar_visible = no
set index_format = "%4C %-24.24F %s"
set {arrow}arrow_cursor
set mail_check_stats = no
set timeout = 600
color indicator reverse default default
"""


@dataclass(frozen=True, slots=True)
class Step:
    """Keys whose bytes are counted under a name; without a name they only prepare the next."""

    action: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contender:
    """A program, how it is started, and its keys."""

    name: str
    command: tuple[str, ...]
    ready: str
    """What its first screen shows when it is there."""
    steps: tuple[Step, ...]
    down: str = "down"
    page: str = "pagedown"
    page_back: str = "pageup"
    top: str = "home"

    def start(self, home: Path, line: SlowLine | None = None) -> Terminal:
        """Runs it at 80×24 in TERM=xterm-256color, each time in an empty home."""
        empty = Path(tempfile.mkdtemp(dir=home))
        terminal = Terminal(self.command, environment(empty, LC_ALL="C.UTF-8"), line=line)
        try:
            terminal.wait_for(self.ready, timeout=120)
        except AssertionError:
            terminal.stop()
            raise
        return terminal


def _steps(*pairs: tuple[str, str], row: str = "down", page: str = "pagedown", top: str = "home") -> tuple[Step, ...]:
    moves = [*[Step("row down", (row,))] * 5, *[Step("page down", (page,))] * 3, Step("", (top,))]
    return (*moves, *(Step(action, (key,)) for action, key in pairs))


_OURS = _steps(
    ("mark a row", "space"),
    ("mark a row", "space"),
    ("mark a row", "space"),
    ("", "-"),
    ("open the filter dialog", "f"),
    ("a typed character", "B"),
    ("a typed character", "o"),
    ("close the filter dialog", "escape"),
    ("open the columns dialog", "c"),
    ("close the columns dialog", "escape"),
    ("open the add form", "a"),
    ("close the add form", "escape"),
    ("open the help", "f1"),
    ("close the help", "escape"),
)
_NEOMUTT = _steps(
    ("", "l"),
    ("a typed character", "B"),
    ("a typed character", "o"),
    ("", "ctrl+g"),
    ("open the help", "?"),
    ("close the help", "q"),
    row="j",
    page="z",
    top="=",
)
_VISIDATA = _steps(
    ("", "/"),
    ("a typed character", "B"),
    ("a typed character", "o"),
    ("", "ctrl+c"),
    ("open the columns dialog", "C"),
    ("close the columns dialog", "q"),
    row="j",
    page="ctrl+f",
    top="gk",
)


def contenders(database: Path, folder: Path) -> list[Contender]:
    """Those that are installed, with the people of `database`; what they need is written to `folder`."""
    on = ("--database", str(database))
    own = (sys.executable, "-c", _OWN_DRIVER)
    found = [
        *(
            Contender(name, (sys.executable, "-m", "fleet_tui", *on, "--line", name), "row 1", _OURS)
            for name in ("rich", "lean", "vt100")
        ),
        Contender("Textual's", (*own, *on), "row 1", _OURS),
    ]
    people = _people(database)
    if neomutt := shutil.which("neomutt"):
        mailbox = folder / "people.mbox"
        mailbox.write_text(_mailbox(people))
        for name, arrow in (("neomutt", "no"), ("neomutt ->", "")):
            settings = folder / f"muttrc-{arrow}"
            settings.write_text(_MUTTRC.format(folder=folder, arrow=arrow))
            command = (neomutt, "-n", "-R", "-F", str(settings), "-f", str(mailbox))
            found.append(
                Contender(name, command, people[0]["name"], _NEOMUTT, down="j", page="z", page_back="Z", top="=")
            )
    if visidata := shutil.which("vd"):
        table = folder / "people.csv"
        table.write_text(_table(people))
        found.append(Contender("VisiData", (visidata, str(table)), people[5]["name"], _VISIDATA))
    return found


def _people(database: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for kind in ("technicians", "employees"):
        command = [sys.executable, "-m", "fleet_tui", "list", kind, "--all", "--format", "csv"]
        command += ["--database", str(database)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found += csv.DictReader(io.StringIO(printed))
    return found


def _mailbox(people: Sequence[dict[str, str]]) -> str:
    head = "From someone@example.com Mon Jun  1 12:00:00 2026\nDate: Mon, 1 Jun 2026 12:00:00 +0000\n"
    return "".join(
        f'{head}From: "{person["name"]}" <{person["email"] or "nobody@example.com"}>\n'
        f"Subject: {person['positions']} {person.get('type', '')} {person.get('team', '')}\n\n\n"
        for person in people
    )


def _table(people: Sequence[dict[str, str]]) -> str:
    written = io.StringIO()
    columns = list(dict.fromkeys(column for person in people for column in person))
    writer = csv.DictWriter(written, columns)
    writer.writeheader()
    writer.writerows(people)
    return written.getvalue()
