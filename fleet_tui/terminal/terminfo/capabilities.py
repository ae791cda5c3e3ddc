"""What a terminal can do and the strings that make it, read from terminfo: never guessed (line.md, "How")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fleet_tui.terminal.terminfo.entry import TRUE_COLOR, TerminfoEntry, find
from fleet_tui.terminal.terminfo.templates import expand

__all__ = ["FALLBACK", "Capabilities", "NoScreen", "expand", "read", "refuse_without_screen"]


class NoScreen(Exception):
    """This terminal shows lines one after the other, and no screen; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Terminfo's capabilities under terminfo's names; an empty string is one that the terminal has not.

    Delays (`$<5>`) are taken out. Strings that take numbers are templates for `expand`.
    """

    name: str
    """The terminfo entry that was used, or what stands in for one."""

    cup: bytes = b""
    hpa: bytes = b""
    vpa: bytes = b""
    cuf: bytes = b""
    cub: bytes = b""
    cuu: bytes = b""
    cud: bytes = b""
    cuf1: bytes = b""
    cub1: bytes = b""
    cuu1: bytes = b""
    cud1: bytes = b""
    cr: bytes = b""
    home: bytes = b""
    ht: bytes = b""
    """A tab, where the stops are eight columns apart when the terminal is switched on."""

    ind: bytes = b""
    ri: bytes = b""
    csr: bytes = b""
    indn: bytes = b""
    rin: bytes = b""
    el: bytes = b""
    clear: bytes = b""
    ech: bytes = b""
    rep: bytes = b""
    """Only ECMA-48's: a character, then how often it comes once more."""

    sgr0: bytes = b""
    bold: bytes = b""
    dim: bytes = b""
    sitm: bytes = b""
    smul: bytes = b""
    rev: bytes = b""
    smxx: bytes = b""
    rmul: bytes = b""
    """Ends underlining, and `rmso` reverse; only where that is ECMA-48's number: a VT100 knows none."""
    rmso: bytes = b""

    smcup: bytes = b""
    rmcup: bytes = b""
    civis: bytes = b""
    cnorm: bytes = b""
    smam: bytes = b""
    rmam: bytes = b""
    bel: bytes = b""
    enacs: bytes = b""
    smacs: bytes = b""
    rmacs: bytes = b""

    ask: bytes = b""
    """Asks for the cursor's position (u7), where the answer is ECMA-48's."""

    am: bool = False
    xenl: bool = False
    msgr: bool = False
    colors: int = 0
    """0, 8, 16, 256 or 1 << 24, chosen with ECMA-48's numbers."""

    acs: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Line drawing by its Unicode character: the ASCII character that stands for it between `smacs` and `rmacs`."""

    u8: bool = False
    """The alternate set is not to be had while the terminal takes UTF-8 (U8)."""

    sgr: bool = False
    """Attributes are ECMA-48's numbers, so several may go into one sequence."""

    keys: Mapping[bytes, str] = field(default_factory=dict, hash=False)
    """Textual's names of keys by what the terminal sends for them."""

    mouse: bool = False
    columns: int = 80
    lines: int = 24


FALLBACK = Capabilities(
    name="ECMA-48",
    cup=b"\x1b[%i%p1%d;%p2%dH",
    cub1=b"\b",
    cr=b"\r",
    home=b"\x1b[H",
    el=b"\x1b[K",
    clear=b"\x1b[H\x1b[J",
    sgr0=b"\x1b[m",
    bold=b"\x1b[1m",
    smul=b"\x1b[4m",
    rev=b"\x1b[7m",
    bel=b"\a",
    ask=b"\x1b[6n",
    am=True,
    sgr=True,
)
"""What nearly every terminal understands, for a system without terminfo."""

_TEMPLATES = ("cup", "hpa", "vpa", "cuf", "cub", "cuu", "cud", "csr", "indn", "rin", "ech")
_TEXTS = (
    *("cuf1", "cub1", "cuu1", "cud1", "cr", "home", "ind", "ri", "el", "clear", "bel"),
    *("sgr0", "bold", "rev", "smcup", "rmcup", "civis", "cnorm", "smam", "rmam", "enacs", "smacs", "rmacs"),
)
_FLAGS = ("am", "xenl", "msgr")
_NUMBERED = {"dim": b"\x1b[2m", "sitm": b"\x1b[3m", "smul": b"\x1b[4m", "smxx": b"\x1b[9m"}
_ENDS = {"rmul": b"\x1b[24m", "rmso": b"\x1b[27m"}
_TOO_LARGE = 1000
_HIDDEN, _SHOWN = b"\x1b[?25l", b"\x1b[?25h"
"""Hides the cursor, and takes just that back. The `cnorm` of many entries also makes it blink, or stops that: whether
it does is the user's choice."""


def refuse_without_screen(term: str) -> None:
    """Say so where a type of terminal is known for having no screen: before terminfo is asked.

    Raises:
        NoScreen: it has none.
    """
    if term in ("", "dumb"):
        raise NoScreen(f"This terminal cannot show a screen (TERM is {term or 'not set'}).")


def read(term: str, environ: Mapping[str, str]) -> Capabilities:
    """What terminfo says of a type of terminal, of its nearest relative, of a VT100, or else `FALLBACK`.

    `environ` is asked for COLORTERM; where terminfo lies is said by the process's own environment. To be called once:
    in a process, only the first entry that terminfo has is ever read.

    Raises:
        NoScreen: the cursor cannot be put anywhere.
    """
    refuse_without_screen(term)
    entry = find(term)
    if entry is None:
        return FALLBACK
    capabilities = said_by(entry)
    if not capabilities.cup:
        raise NoScreen(f"This terminal cannot show a screen (terminfo knows no way to move its cursor: {entry.name}).")
    if capabilities.colors and environ.get("COLORTERM") in ("truecolor", "24bit"):
        return replace(capabilities, colors=TRUE_COLOR)
    return capabilities


def said_by(entry: TerminfoEntry) -> Capabilities:
    """The capabilities of an entry, without what is broken in it."""
    said: dict[str, Any] = {name: entry.text(name) for name in _TEXTS}
    if said["civis"] == _HIDDEN:
        said["cnorm"] = _SHOWN
    said |= {name: entry.template(name) for name in _TEMPLATES} | {name: entry.flag(name) for name in _FLAGS}
    sgr = (
        said["bold"] == b"\x1b[1m"
        and said["rev"] == b"\x1b[7m"
        and said["sgr0"].startswith((b"\x1b[m", b"\x1b[0", b"\x1b(B\x1b[m"))
    )
    for name, numbered in _NUMBERED.items():
        text = entry.text(name)
        said[name] = text if not sgr or text == numbered else b""
    for name, numbered in _ENDS.items():
        said[name] = numbered if sgr and entry.text(name) == numbered else b""
    return Capabilities(
        name=entry.name,
        **said,
        ht=entry.tab,
        rep=entry.repetition,
        ask=entry.position_request,
        colors=entry.colors,
        acs=entry.line_drawing,
        u8=entry.number("U8") > 0,
        sgr=sgr,
        keys=entry.keys,
        mouse=bool(entry.text("kmous") or entry.text("XM")),
        columns=_size(entry.number("cols"), 80),
        lines=_size(entry.number("lines"), 24),
    )


def _size(number: int, usual: int) -> int:
    return number if 0 < number < _TOO_LARGE else usual
