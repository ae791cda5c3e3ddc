"""`fleet-tui doctor`: says what the program knows of this terminal, what it does about it, and why."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fleet_tui.bootstrap.run import add_line, add_theme
from fleet_tui.cli.arguments import add_database

if TYPE_CHECKING:
    from pathlib import Path

    from fleet_tui.terminal.terminfo.capabilities import Capabilities
    from fleet_tui.terminal.terminfo.facts import Facts
    from fleet_tui.terminal.terminfo.profiles import Profile

NAME = "doctor"
HELP = "say how this terminal is served and why, which way messages go, and what keeps a group from the database"
PATIENCE = 2.0
"""Seconds that the terminal has to answer."""

Rows = Iterator[tuple[str, str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds `--line`, `--theme` and the database, to say what a run with them would do."""
    add_line(parser, default=argparse.SUPPRESS)
    add_theme(parser, default=argparse.SUPPRESS)
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prints a name and its value a line."""
    from fleet_tui.bootstrap.output import data_out
    from fleet_tui.domain.text import displayable

    rows = [*_all(arguments)]  # asked before anything is printed
    width = max(len(name) for name, _ in rows)
    with data_out():
        for name, value in rows:
            print(f"{name:<{width}}  {displayable(value)}")
    return 0


def _all(arguments: argparse.Namespace) -> Rows:
    from fleet_tui.bootstrap.mail_worker import delivery_words
    from fleet_tui.bootstrap.settings import AUTO_THEME, load
    from fleet_tui.bootstrap.settings_table import WrongSettings

    line, theme, messages, database = arguments.line or "auto", arguments.theme or AUTO_THEME, "", None
    try:
        settings = load(line=arguments.line, theme=arguments.theme, database=arguments.database)
        line, theme = settings.line, settings.theme
        messages, database = delivery_words(settings.mail), settings.place
    except WrongSettings as wrong:
        yield "settings", str(wrong)
    yield from _terminal(line, "" if theme == AUTO_THEME else theme)
    yield from _program(arguments.version)
    if messages:
        yield "messages", messages
    if isinstance(database, str):
        yield from _server(database)
    elif database is not None:
        yield from _database(database.absolute())


def _server(address: str) -> Rows:
    from fleet_tui.bootstrap.services import database_at
    from fleet_tui.domain.errors import Refusal

    try:
        with database_at(address, create=False) as database:
            yield "database", f"{database.name}: kept by {database.library}, which answers"
            yield "own files", f"{database.path.parent}: the key of the codes, and who is at work on this computer"
    except Refusal as refusal:
        yield "database", str(refusal)


def _database(path: Path) -> Rows:
    import os

    if hasattr(os, "geteuid"):
        from fleet_tui.storage.db.sharing import state

        yield from state(path)


def _terminal(line: str, theme: str) -> Rows:
    import os

    from fleet_tui.terminal.terminfo.capabilities import NoScreen
    from fleet_tui.terminal.terminfo.finding import found
    from fleet_tui.terminal.terminfo.profiles import ProfileName, choose

    term = os.environ.get("TERM", "")
    terminals = [fd for fd in range(3) if os.isatty(fd)]
    fd = terminals[0] if terminals else 0
    try:
        capabilities, facts = found(fd)
    except NoScreen as none:
        yield "terminal", term or "TERM is not set"
        yield "screen", f"none. {none}"
        return
    yield "terminal", f"{term}, by the terminfo entry {capabilities.name}"
    yield "screen", _screen(terminals, capabilities)
    yield "speed", _speed(facts)
    yield "SSH", f"yes: {facts.ssh} is set" if facts.ssh else "no"
    profile = choose(facts, None if line == "auto" else ProfileName(line))
    yield from _decisions(profile)
    yield "theme", _theme(theme, profile)
    yield from _abilities(capabilities)
    yield "cursor report", _cursor_report(terminals, capabilities.ask)


def _screen(terminals: list[int], capabilities: Capabilities) -> str:
    import os

    if len(terminals) < 3:
        without = [name for fd, name in enumerate(("input", "output", "error output")) if fd not in terminals]
        return f"none: there is no terminal for {', '.join(without)}"
    size = os.get_terminal_size(terminals[0])
    if size.columns and size.lines:
        return f"{size.columns} columns, {size.lines} rows"
    return f"{capabilities.columns} columns, {capabilities.lines} rows: the line says none, so these are terminfo's"


def _speed(facts: Facts) -> str:
    if facts.bits is None:
        return "unknown: there is no line"
    slow = "a slow line" if facts.slow else "which says nothing: pseudo-terminals say so of any line"
    return f"{facts.bits:,} bits a second, {slow}"


def _decisions(profile: Profile) -> Rows:
    decided = {
        "profile": str(profile.name),
        "character set": profile.charset,
        "line drawing": _yes(profile.line_drawing),
        "colours": f"{profile.colors:,}" if profile.colors else "none",
        "mouse": _yes(profile.mouse),
        "clipboard": _yes(profile.clipboard),
        "background": "asked" if profile.background else "not asked",
        "window title": _yes(profile.title),
        "escape delay": f"{profile.escape_delay:g} s",
        "pasted text": "in brackets" if profile.paste else "as keys",
        "flow control": _yes(profile.flow_control),
        "assumed speed": f"{profile.speed:,.0f} bytes a second",
    }
    for name, why in profile.reasons:
        yield name, f"{decided[name]}: {why}"


def _theme(asked: str, profile: Profile) -> str:
    from fleet_tui.bootstrap.terminal import plain_environment, why_no_theme

    without = why_no_theme(profile)
    if without:
        return f"none: {without}"
    if not asked:
        return "your last choice, or else dark, or light where the terminal says that its background is light"
    plain_environment()
    from fleet_tui.ui.app.themes import first_theme

    first = first_theme(asked, "", profile.colors)
    return f"{first.worn.name}: {first.problem or f'{first.given_by} say so'}"


def _abilities(terminal: Capabilities) -> Rows:
    relative = terminal.cuf and terminal.cub and terminal.cuu and terminal.cud
    absolute = (("anywhere", terminal.cup), ("to a column", terminal.hpa), ("to a row", terminal.vpa))
    yield "moves", _all_of(*absolute, ("by any distance", relative))
    yield "erases", _all_of(("the rest of a row", terminal.el), ("some cells", terminal.ech))
    yield "scrolls", _all_of(("a region", terminal.csr), ("several rows at once", terminal.indn))
    yield "repeats", _yes(bool(terminal.rep))


def _cursor_report(terminals: list[int], request: bytes) -> str:
    if not request:
        return "not asked for: terminfo knows no way to. A timer serves this terminal"
    if not {0, 1} <= set(terminals):
        return "not asked for: input and output are not both a terminal"
    if _in_background():
        return "not asked for: this runs in the background"
    from fleet_tui.bootstrap.cursor_probe import cursor_report_seconds
    from fleet_tui.bootstrap.endings import exit_on_signals

    with exit_on_signals():
        seconds = cursor_report_seconds(request, 0, PATIENCE)
    if seconds is None:
        return f"no answer in {PATIENCE:g} s: a timer serves this terminal"
    return f"answered in {seconds * 1000:,.1f} ms: its answers serve this terminal"


def _in_background() -> bool:
    """Whether the shell would stop a program that sets the line."""
    import os

    try:
        return os.tcgetpgrp(0) != os.getpgrp()
    except OSError:  # not the terminal of a shell
        return False


def _program(own: str) -> Rows:
    import platform
    from importlib.metadata import version

    from fleet_tui.storage.db.sqlite_library import choose_library

    library = choose_library()
    journal = (
        "whose write-ahead log is safe"
        if library.wal
        else "which can damage a write-ahead log, so the database is kept without one"
    )
    yield "program", f"Fleet TUI {own}, Python {platform.python_version()}, Textual {version('textual')}"
    yield "library", f"{library}, {journal}"


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _all_of(*abilities: tuple[str, object]) -> str:
    return ", ".join(name for name, can in abilities if can) or "no"
