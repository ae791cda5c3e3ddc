"""Finds the facts of a line: in the environment, in terminfo and at the tty."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from fleet_tui.terminal.terminfo.capabilities import Capabilities, read
from fleet_tui.terminal.terminfo.facts import Facts

_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
_PUT_BY_PYTHON = ("C.UTF-8", "C.utf8", "UTF-8")
_SPEED = re.compile(r"B(\d+)")


def found(fd: int) -> tuple[Capabilities, Facts]:
    """What the terminal at a descriptor can do, and the facts of its line.

    Raises:
        NoScreen: the terminal shows lines one after the other, and no screen.
    """
    environ = environ_as_found()
    capabilities = read(environ.get("TERM", ""), environ)
    return capabilities, gather(capabilities, environ, fd)


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

    `environ` is `environ_as_found`.
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
