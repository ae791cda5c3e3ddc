"""What a terminal can do is what terminfo says of it; what is broken or missing there never reaches a terminal."""

from __future__ import annotations

import ast
import curses
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fleet_tui.terminal.terminfo.capabilities import (
    FALLBACK,
    Capabilities,
    NoScreen,
    expand,
    read,
    said_by,
)
from fleet_tui.terminal.terminfo.entry import TerminfoEntry, relatives
from tests.support.terminals.terminal import environment

CUP = b"\x1b[%i%p1%d;%p2%dH"


@dataclass(frozen=True)
class Made:
    """A terminfo entry that is nowhere but here."""

    texts: Mapping[str, bytes] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()

    def tigetstr(self, name: str, /) -> bytes | None:
        return self.texts.get(name)

    def tigetnum(self, name: str, /) -> int:
        return self.numbers.get(name, -1)

    def tigetflag(self, name: str, /) -> int:
        return int(name in self.flags)

    @classmethod
    def read(cls, flags: tuple[str, ...] = (), cols: int = -1, colors: int = -1, **texts: bytes) -> Capabilities:
        """What is read of an entry with these."""
        return said_by(TerminfoEntry("made", cls(texts, {"cols": cols, "colors": colors}, frozenset(flags))))


def capabilities(term: str, home: Path, **variables: str) -> Capabilities:
    """What a process of its own reads: a process can look up only one entry."""
    code = (
        "import dataclasses, os\n"
        "from fleet_tui.terminal.terminfo.capabilities import NoScreen, read\n"
        "try: print(dataclasses.asdict(read(os.environ['TERM'], os.environ)))\n"
        "except NoScreen as none: print(repr(str(none)))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment(home, TERM=term, **variables), stdout=-1, text=True, check=True
    )
    said = ast.literal_eval(ended.stdout)
    if isinstance(said, str):
        raise NoScreen(said)
    return Capabilities(**said)


@pytest.mark.parametrize(
    ("term", "colors", "xenl", "u8", "drawn"),
    [
        ("xterm-256color", 256, True, False, "q"),
        ("xterm", 8, True, False, "q"),
        ("screen", 8, True, True, "q"),
        ("tmux", 8, True, True, "q"),
        ("linux", 8, True, True, "q"),
        ("vt100", 0, True, False, "q"),
        ("vt220", 0, True, False, "q"),
        ("ansi", 8, False, False, None),
    ],
)
def test_terminals_are_what_terminfo_says(
    term: str, colors: int, xenl: bool, u8: bool, drawn: str | None, tmp_path: Path
) -> None:
    terminal = capabilities(term, tmp_path)
    assert terminal.name == term
    assert expand(terminal.cup, 4, 9) == b"\x1b[5;10H"
    assert (terminal.el, terminal.rev, terminal.smul) == (b"\x1b[K", b"\x1b[7m", b"\x1b[4m")
    assert terminal.ask == b"\x1b[6n"
    assert (terminal.am, terminal.sgr, terminal.columns, terminal.lines) == (True, True, 80, 24)
    assert (terminal.colors, terminal.xenl, terminal.u8) == (colors, xenl, u8)
    assert {terminal.acs.get(line) for line in "─━═"} == {drawn}
    assert terminal.keys[b"\x1b[A" if term in ("linux", "vt220", "ansi") else b"\x1bOA"] == "up"


def test_only_what_is_there_is_used(tmp_path: Path) -> None:
    old, now = capabilities("vt100", tmp_path), capabilities("xterm", tmp_path)
    assert (old.hpa, old.ech, old.rep, old.smcup, old.civis, old.mouse) == (b"", b"", b"", b"", b"", False)
    assert expand(now.rep, ord("="), 20) == b"=\x1b[19b"
    assert now.mouse
    assert all((now.hpa, now.vpa, now.ech, now.smcup, now.rmcup, now.civis, now.cnorm))


def test_delays_are_not_sent(tmp_path: Path) -> None:
    terminal = capabilities("vt100", tmp_path)
    assert terminal.bold == b"\x1b[1m"
    assert expand(terminal.cup, 0, 0) == b"\x1b[1;1H"
    assert Made.read(clear=b"\x1b[;H\x1b[2J$<50.5*/>x$<y>").clear == b"\x1b[;H\x1b[2Jx$<y>"


def test_showing_the_cursor_changes_nothing_else_of_it() -> None:
    for cnorm in (b"\x1b[?12h\x1b[?25h", b"\x1b[?12l\x1b[?25h", b"\x1b[?34h\x1b[?25h", b""):
        assert Made.read(civis=b"\x1b[?25l", cnorm=cnorm).cnorm == b"\x1b[?25h"
    console = (b"\x1b[?25l\x1b[?1c", b"\x1b[?25h\x1b[?0c")
    assert Made.read(civis=console[0], cnorm=console[1]).cnorm == console[1]


def test_a_terminal_that_is_not_ansi_is_served_in_its_own_words(tmp_path: Path) -> None:
    terminal = capabilities("vt52", tmp_path)
    assert not terminal.sgr
    assert terminal.ask == b""
    assert expand(terminal.cup, 3, 7) == b"\x1bY#'"


def test_a_relative_stands_in_for_an_unknown_type(tmp_path: Path) -> None:
    assert capabilities("xterm-nobody-knows", tmp_path).name == "xterm"
    assert capabilities("nobody-knows", tmp_path).name == "vt100"
    assert list(relatives("screen.xterm-256color")) == ["screen.xterm-256color", "screen.xterm", "screen"]


@pytest.mark.parametrize("term", ["../../../etc/passwd", "x" * 500, "\x1b[31m", "vt100/../x", "\udcff", "-", "a\x00b"])
def test_a_type_that_is_no_name_is_not_looked_up(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def setupterm(name: str, fd: int) -> None:
        tried.append(name)
        raise curses.error

    monkeypatch.setattr(curses, "setupterm", setupterm)
    assert read(term, {}) == FALLBACK
    assert tried == ["vt100"]


def test_without_a_database_there_are_the_basics(monkeypatch: pytest.MonkeyPatch) -> None:
    def setupterm(name: str, fd: int) -> None:
        raise curses.error("setupterm: could not find terminfo database")

    monkeypatch.setattr(curses, "setupterm", setupterm)
    terminal = read("xterm-256color", {"COLORTERM": "truecolor"})
    assert expand(terminal.cup, 4, 9) == b"\x1b[5;10H"
    assert (terminal.am, terminal.xenl, terminal.colors) == (True, False, 0)


def test_without_curses_there_are_the_basics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "curses", None)
    assert read("xterm-256color", {}) == FALLBACK


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_without_a_screen_is_told(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "curses", None)  # nor does it need terminfo
    with pytest.raises(NoScreen, match=r"cannot show a screen \(TERM is .*\)\.$"):
        read(term, {})


@pytest.mark.parametrize("texts", [{}, {"cup": b"\x1b[%i%p1%s;%p2%dH"}])
def test_an_entry_that_cannot_place_the_cursor_has_no_screen(
    texts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fleet_tui.terminal.terminfo.capabilities.find", lambda term: TerminfoEntry(term, Made(texts)))
    with pytest.raises(NoScreen, match="no way to move its cursor: made"):
        read("made", {})


def test_what_is_broken_is_left_out() -> None:
    terminal = Made.read(cup=CUP, hpa=b"\x1b[%p1%sG", csr=b"%", ech=b"\x1b[%+%dX", rep=b"\x1b[%p2%db%p1%c", el=b"%")
    assert terminal.cup == CUP
    assert (terminal.hpa, terminal.csr, terminal.ech, terminal.rep) == (b"", b"", b"", b"")
    assert terminal.el == b"%"  # no template


def test_an_answer_that_is_not_ecmas_is_not_asked_for() -> None:
    assert Made.read(u7=b"\x1b[6n", u6=b"\x1b[%i%d;%dR").ask == b"\x1b[6n"
    assert Made.read(u7=b"\x1bZ", u6=b"\x1b/%c").ask == b""
    assert Made.read(u7=b"\x1b[6n").ask == b""


def test_colours_are_those_that_have_ecmas_numbers() -> None:
    setaf = b"\x1b[3%p1%dm"
    assert [Made.read(colors=colors, setaf=setaf).colors for colors in (-1, 2, 8, 16, 88, 256, 1 << 24)] == [
        *(0, 0, 8, 16, 16, 256, 1 << 24)
    ]
    assert Made.read(colors=8, setaf=b"\x1b&v%p1%dS").colors == 0
    assert Made.read(colors=256, setaf=setaf, flags=("RGB",)).colors == 1 << 24
    assert Made.read(colors=256, setaf=setaf, flags=("Tc",)).colors == 1 << 24


def test_the_environment_says_that_there_are_all_colours(tmp_path: Path) -> None:
    assert capabilities("xterm-256color", tmp_path, COLORTERM="truecolor").colors == 1 << 24
    assert capabilities("xterm-256color", tmp_path, COLORTERM="1").colors == 256
    assert capabilities("vt100", tmp_path, COLORTERM="24bit").colors == 0


def test_attributes_are_joined_only_where_they_are_numbers() -> None:
    ansi = {"bold": b"\x1b[1m", "rev": b"\x1b[7m", "sgr0": b"\x1b(B\x1b[m"}
    assert Made.read(**ansi).sgr
    for name, other in (("bold", b"\x1b[30;1m"), ("rev", b""), ("sgr0", b"\x1bG0")):
        assert not Made.read(**ansi | {name: other}).sgr
    assert Made.read(**ansi, dim=b"\x1b[30;1m", smul=b"\x1b[4m").smul == b"\x1b[4m"
    assert Made.read(**ansi, dim=b"\x1b[30;1m").dim == b""
    assert Made.read(dim=b"\x1bGp").dim == b"\x1bGp"


def test_attributes_end_alone_only_where_those_are_ecmas_numbers(tmp_path: Path) -> None:
    ansi = {"bold": b"\x1b[1m", "rev": b"\x1b[7m", "sgr0": b"\x1b(B\x1b[m"}
    assert Made.read(**ansi, rmso=b"\x1b[27m", rmul=b"\x1b[24m").rmso == b"\x1b[27m"
    assert Made.read(**ansi, rmso=b"\x1b[23m", rmul=b"\x1b[m").rmso == b""
    assert Made.read(rmso=b"\x1b[27m").rmso == b""
    assert capabilities("xterm-256color", tmp_path).rmul == b"\x1b[24m"
    assert capabilities("vt100", tmp_path).rmso == b""


def test_lines_are_drawn_through_ascii_only() -> None:
    sets = {"smacs": b"\x1b[11m", "rmacs": b"\x1b[10m"}
    assert Made.read(**sets, acsc=b"q\xc4x\xb3lkn+").acs == {
        **dict.fromkeys("┌┏╔╭", "k"),
        **dict.fromkeys("┼╋╬", "+"),
    }
    assert Made.read(acsc=b"qqxx").acs == {}
    assert Made.read(**sets, acsc=b"aa``~~q").acs == {"▒": "a", "◆": "`", "·": "~"}


def test_a_key_that_sends_a_character_is_that_character() -> None:
    keys = Made.read(kcub1=b"\b", kdch1=b"\x7f", kcuf1=b"\x1b", kf1=b"\x01A\r", kf2=b"\x1bOQ", kf12=b"\x1bOQ").keys
    assert keys == {b"\x1bOQ": "f2"}


def test_a_size_that_cannot_be_is_not_used() -> None:
    assert [Made.read(cols=cols).columns for cols in (-1, 0, 1, 132, 9999)] == [80, 80, 1, 132, 80]


def test_the_size_is_terminfos_whatever_the_window_says(tmp_path: Path) -> None:
    assert capabilities("xterm", tmp_path, COLUMNS="200", LINES="60").columns == 80
