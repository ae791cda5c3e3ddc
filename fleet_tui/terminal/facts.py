"""What is known of the line before anything was sent on it: from the environment, from terminfo and from the tty."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fleet_tui.terminal.capabilities import Capabilities
from fleet_tui.terminal.terminfo import relatives

SLOW_UP_TO = 19_200
"""Bits a second. A pseudo-terminal says 38,400 or more, whatever lies behind it, so those mean nothing."""

_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
_PUT_BY_PYTHON = ("C.UTF-8", "C.utf8", "UTF-8")
_SPEED = re.compile(r"B(\d+)")


@dataclass(frozen=True, slots=True)
class Facts:
    """Found facts, not conclusions. An empty string is a variable that is not set, or set to nothing."""

    term: str
    entry: str
    """The terminfo entry that is used for it."""

    colors: int = 0
    mouse: bool = False
    line_drawing: bool = False
    """Whether the terminal has an alternate character set with lines."""

    line_drawing_in_utf8: bool = False
    """Whether it also has that while it takes UTF-8."""

    locale: tuple[str, str] = ("", "")
    """The variable that decides on the character set, and its value."""

    no_color: str = ""
    ssh: str = ""
    """The variable that says that the line goes over SSH."""

    escape_delay: str = ""
    """ESCDELAY, in milliseconds if it is a number."""

    bits: int | None = None
    """The speed that the tty is set to, in bits a second; nothing without a tty, or where it has hung up."""

    ixon: bool = False
    """Whether the other end may stop the output with XOFF, as the line was found."""

    @property
    def known(self) -> bool:
        """Whether terminfo has the type or a family that its name says it is of."""
        return self.entry in relatives(self.term)

    @property
    def slow(self) -> bool:
        """Whether the tty is a real line, and a slow one."""
        return self.bits is not None and self.bits <= SLOW_UP_TO


def environ_as_found() -> dict[str, str]:
    """The environment as the program was started with it.

    In a locale that the system does not have, or that is C, Python puts LC_CTYPE=C.UTF-8 in place of what was there
    (PEP 538). That says how this machine writes, and nothing of the terminal.
    """
    environ = dict(os.environ)
    if environ.get("LC_CTYPE") in _PUT_BY_PYTHON:
        found = _lc_ctype_at_start()
        if found is None and sys.flags.utf8_mode:
            found = ""
        if found is not None:
            environ["LC_CTYPE"] = found
    return environ


def _lc_ctype_at_start() -> str | None:
    """Nothing where the system does not tell."""
    try:
        variables = Path("/proc/self/environ").read_bytes().split(b"\0")
    except OSError:
        return None
    name = b"LC_CTYPE="
    return next((os.fsdecode(one.removeprefix(name)) for one in variables if one.startswith(name)), "")


def gather(capabilities: Capabilities, environ: Mapping[str, str], fd: int) -> Facts:
    """The facts of the line at a descriptor, which need not be a terminal. Read it before its mode is changed.

    `environ` is `environ_as_found`, except in tests.
    """
    bits, ixon = _line(fd)
    return Facts(
        term=environ.get("TERM", ""),
        entry=capabilities.name,
        colors=capabilities.colors,
        mouse=capabilities.mouse,
        line_drawing=bool(capabilities.acs),
        line_drawing_in_utf8=bool(capabilities.acs) and not capabilities.u8,
        locale=next(((name, environ[name]) for name in _LOCALE if environ.get(name)), ("", "")),
        no_color=environ.get("NO_COLOR", ""),
        ssh=next((name for name in _SSH if environ.get(name)), ""),
        escape_delay=environ.get("ESCDELAY", ""),
        bits=bits,
        ixon=ixon,
    )


def _line(fd: int) -> tuple[int | None, bool]:
    try:
        import termios
    except ImportError:  # not on Windows
        return None, False
    try:
        if not os.isatty(fd):
            return None, False
        mode = termios.tcgetattr(fd)
    except (termios.error, OSError):
        return None, False
    speeds = {getattr(termios, name): int(found[1]) for name in dir(termios) if (found := _SPEED.fullmatch(name))}
    return speeds.get(mode[5]) or None, bool(mode[0] & termios.IXON)
