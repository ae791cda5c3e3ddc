"""The terminal for the app: its driver, its variables, and that the app gives it back however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fleet_tui.domain.errors import Refusal

if TYPE_CHECKING:
    from textual.driver import Driver

    from fleet_tui.terminal.line.line import Line
    from fleet_tui.terminal.terminfo.profiles import Profile

_WITHOUT = "The command line works without one: see fleet-tui --help, for example fleet-tui list technicians."

_ENOUGH_COLORS = 256
_FEWEST_COLORS = 16
"""Colours that a theme needs: eight have no grey, and no dark one beside a bright one."""
_KEPT_VARIABLES = frozenset({"TEXTUAL_COLOR_SYSTEM"})
"""TEXTUAL_COLOR_SYSTEM says how many colours a terminal has, and nothing else."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The screen for the app."""

    driver_class: type[Driver] | None
    """None: Textual's own, on systems with terminals that have no lines."""

    pictures: bool
    """Whether the profile has enough colours to draw a photo."""

    lean: bool
    """Whether lines are ASCII, which has one byte a cell: the profile that saves bytes."""

    rich: bool
    """Whether the line can afford the colours of a theme, and the terminal has them."""

    colors: int
    """How many colours the terminal has."""

    give_back: Callable[[], None]
    """Restores the terminal as it was found, at once, from any thread; may be called twice."""


def needs_a_terminal() -> None:
    """Refuses to start without a terminal that has a screen, before anything is made or opened.

    Raises:
        Refusal: why the app cannot be shown, and what works without a screen.
    """
    if not all(stream and stream.isatty() for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__)):
        raise Refusal(f"The app needs a terminal for its input and output. {_WITHOUT}")
    from fleet_tui.terminal.terminfo.capabilities import NoScreen, refuse_without_screen

    try:
        refuse_without_screen(os.environ.get("TERM", ""))
    except NoScreen as none:
        raise _no_screen(none) from None


@contextlib.contextmanager
def hushed() -> Iterator[Line | None]:
    """The line of the terminal, with echo off from now on; None on systems without lines.

    Raises:
        Refusal: the terminal is gone.
    """
    if sys.platform == "win32":
        yield None
        return
    from fleet_tui.bootstrap import signals
    from fleet_tui.terminal.line.line import Line, LineClosed

    try:
        line = Line(0)
        signals.at_last(line.speak)
        line.hush()
    except LineClosed:
        raise Refusal("The terminal is gone.") from None
    try:
        yield line
    finally:
        line.close()


@contextlib.contextmanager
def screen(line: Line | None, served: str) -> Iterator[Screen]:
    """The screen of the terminal at a line; `served` is the setting `line`.

    Raises:
        Refusal: the terminal cannot show a screen, or is gone.
    """
    if line is None:
        yield Screen(None, pictures=True, lean=False, rich=True, colors=1 << 24, give_back=lambda: None)
        return
    from fleet_tui.terminal.driver import FleetDriver
    from fleet_tui.terminal.line.line import LineClosed
    from fleet_tui.terminal.session import TerminalSession
    from fleet_tui.terminal.terminfo.capabilities import NoScreen
    from fleet_tui.terminal.terminfo.profiles import ProfileName

    try:
        session = TerminalSession.opened(line, None if served == "auto" else ProfileName(served))
    except NoScreen as none:
        raise _no_screen(none) from None
    except LineClosed:
        raise Refusal("The terminal is gone.") from None
    with session.given_back():
        profile = session.profile
        yield Screen(
            type("SessionDriver", (FleetDriver,), {"session": session}),
            pictures=profile.colors >= _ENOUGH_COLORS,
            lean=profile.name is ProfileName.LEAN,
            rich=why_no_theme(profile) == "",
            colors=profile.colors,
            give_back=lambda: session.end(patience=0),
        )


def why_no_theme(profile: Profile) -> str:
    """Why a line gets attributes alone; empty where it gets the colours of a theme."""
    if profile.name != "rich":
        return f"{profile.name} does without colours"
    if profile.colors < _FEWEST_COLORS:
        return f"it takes {_FEWEST_COLORS} colours"
    return ""


def plain_environment() -> None:
    """Removes Textual's variables before Textual is imported.

    TEXTUAL_DRIVER imports any class, TEXTUAL and TEXTUAL_LOG send what is on the screen elsewhere, TEXTUAL_PRESS types.
    COLUMNS and LINES, when a shell exports them, would override the terminal's real size and never change with it.
    """
    for name in tuple(os.environ):
        if name in ("TEXTUAL", "COLUMNS", "LINES") or (name.startswith("TEXTUAL_") and name not in _KEPT_VARIABLES):
            del os.environ[name]
    os.environ["TEXTUAL_ANIMATIONS"] = "none"


def _no_screen(none: Exception) -> Refusal:
    return Refusal(f"The app needs a terminal that can show a screen. {none} {_WITHOUT}")
