"""How a line is served follows from facts by rules, each with its reason (line.md, "Profiles")."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
import termios
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from terminal import environment

from fleet_tui.terminal.capabilities import Capabilities
from fleet_tui.terminal.charsets import charset_of
from fleet_tui.terminal.facts import Facts, gather
from fleet_tui.terminal.profiles import Profile, ProfileName, choose

RICH, LEAN, VT100 = ProfileName
UTF_8 = ("LANG", "C.UTF-8")
HERE = Facts(
    term="xterm-256color",
    entry="xterm-256color",
    colors=256,
    mouse=True,
    line_drawing=True,
    line_drawing_in_utf8=True,
    locale=UTF_8,
    bits=38_400,
    ixon=True,
)
"""A terminal emulator on this machine."""

THERE = replace(HERE, ssh="SSH_CONNECTION")
OLD = replace(HERE, term="vt100", entry="vt100", colors=0, mouse=False)
UNKNOWN = replace(HERE, term="nobody-knows", entry="vt100", colors=0, mouse=False)


def why(profile: Profile, what: str) -> str:
    """The reason for one decision."""
    return dict(profile.reasons)[what]


@pytest.mark.parametrize(
    ("facts", "name", "reason"),
    [
        (HERE, RICH, "not over SSH"),
        (replace(HERE, bits=None), RICH, "not over SSH"),
        (replace(HERE, bits=115_200), RICH, "not over SSH"),
        (THERE, LEAN, "SSH_CONNECTION"),
        (replace(HERE, bits=9_600), LEAN, "9,600 bits a second"),
        (replace(HERE, bits=19_200), LEAN, "19,200 bits a second"),
        (OLD, VT100, "no colours"),
        (replace(OLD, ssh="SSH_TTY"), VT100, "no colours"),
        (replace(HERE, term="ansi", entry="ansi", colors=8), VT100, "of this type"),
        (replace(HERE, term="pcansi", entry="pcansi", colors=8), VT100, "of this type"),
        (replace(HERE, term="vt525", entry="vt525", colors=8), VT100, "of this type"),
        (replace(HERE, term="vte-256color", entry="vte-256color"), RICH, "not over SSH"),
        (replace(HERE, term="xterm-kitty", entry="xterm"), RICH, "not over SSH"),
        (replace(HERE, term="linux", entry="linux", colors=8), RICH, "not over SSH"),
        (UNKNOWN, VT100, "does not know"),
        (replace(UNKNOWN, entry="ECMA-48"), VT100, "does not know"),
    ],
)
def test_the_profile_follows_from_the_line(facts: Facts, name: ProfileName, reason: str) -> None:
    profile = choose(facts)
    assert profile.name is name
    assert reason in why(profile, "profile")


@pytest.mark.parametrize("facts", [HERE, THERE, OLD, UNKNOWN])
@pytest.mark.parametrize("name", ProfileName)
def test_what_was_asked_for_goes_before_all(facts: Facts, name: ProfileName) -> None:
    profile = choose(facts, name)
    assert profile.name is name
    assert why(profile, "profile") == "you asked for it"


@pytest.mark.parametrize(
    ("name", "mouse", "colors", "paste", "clipboard", "delay", "flow_control", "line_drawing", "speed"),
    [
        (RICH, True, 256, True, True, 0.1, False, False, 100_000.0),
        (LEAN, False, 8, True, True, 0.5, False, False, 960.0),
        (VT100, False, 0, False, False, 0.5, True, True, 960.0),
    ],
)
def test_a_profile_decides_everything(
    name: ProfileName,
    mouse: bool,
    colors: int,
    paste: bool,
    clipboard: bool,
    delay: float,
    flow_control: bool,
    line_drawing: bool,
    speed: float,
) -> None:
    profile = choose(HERE, name)
    reasons = profile.reasons
    assert profile == Profile(
        name, mouse, colors, paste, clipboard, delay, flow_control, "utf-8", line_drawing, speed, reasons
    )


@pytest.mark.parametrize("name", ProfileName)
def test_every_decision_has_a_reason_once(name: ProfileName) -> None:
    reasons = choose(HERE, name).reasons
    assert [what for what, _ in reasons] == [
        "profile",
        "character set",
        "line drawing",
        "colours",
        "mouse",
        "clipboard",
        "escape delay",
        "flow control",
    ]
    assert all(reason for _, reason in reasons)


@pytest.mark.parametrize("name", ProfileName)
def test_no_color_goes_without_colours(name: ProfileName) -> None:
    profile = choose(replace(HERE, no_color="1"), name)
    assert (profile.colors, why(profile, "colours")) == (0, "NO_COLOR is set")


def test_no_profile_has_more_than_the_terminal() -> None:
    few = replace(HERE, colors=0, mouse=False, line_drawing=False, line_drawing_in_utf8=False, locale=("", ""))
    for name in ProfileName:
        profile = choose(few, name)
        assert (profile.colors, profile.mouse, profile.line_drawing) == (0, False, False)


@pytest.mark.parametrize(
    ("term", "clipboard"),
    [
        *((term, True) for term in ("xterm", "xterm-kitty", "tmux-256color", "screen.xterm", "rxvt-unicode", "foot")),
        *((term, False) for term in ("linux", "cygwin", "hurd", "xtermish", "stone")),
    ],
)
def test_the_clipboard_is_for_terminals_like_xterm(term: str, clipboard: bool) -> None:
    assert choose(replace(HERE, term=term, entry=term)).clipboard is clipboard


@pytest.mark.parametrize(
    ("said", "seconds", "reason"),
    [
        ("", 0.1, "is not set"),
        ("1", 0.001, "says so"),
        ("25", 0.025, "says so"),
        ("10000", 10.0, "says so"),
        *((wrong, 0.1, "is ignored") for wrong in ("0", "10001", "-5", "soon", "1e3", "٣", " 25", "9" * 5000)),
    ],
)
def test_escdelay_says_how_long_an_escape_waits(said: str, seconds: float, reason: str) -> None:
    profile = choose(replace(HERE, escape_delay=said))
    assert profile.escape_delay == pytest.approx(seconds)
    assert reason in why(profile, "escape delay")
    assert choose(replace(THERE, escape_delay="25")).escape_delay == pytest.approx(0.025)


def test_flow_control_stays_where_the_line_uses_it() -> None:
    assert choose(OLD).flow_control
    assert choose(replace(HERE, bits=9_600)).flow_control
    assert not choose(HERE).flow_control
    assert not choose(THERE).flow_control
    assert not choose(replace(HERE, bits=9_600, ixon=False)).flow_control
    assert not choose(replace(OLD, ixon=False)).flow_control


def test_lines_are_drawn_in_the_alternate_set_where_that_is_needed_or_cheaper() -> None:
    latin = ("LANG", "en_US.ISO-8859-1")
    assert choose(replace(HERE, locale=latin)).line_drawing
    assert choose(replace(HERE, locale=latin, line_drawing_in_utf8=False)).line_drawing
    assert not choose(replace(HERE, locale=latin, line_drawing=False)).line_drawing
    assert not choose(replace(HERE, locale=("LANG", "ru_RU.KOI8-R"))).line_drawing  # it has lines
    assert not choose(HERE).line_drawing
    assert choose(OLD).line_drawing
    assert not choose(replace(OLD, line_drawing_in_utf8=False)).line_drawing


def test_a_slow_line_says_its_own_speed() -> None:
    assert choose(replace(HERE, bits=9_600)).speed == 960.0
    assert choose(replace(HERE, bits=2_400), RICH).speed == 240.0
    assert choose(replace(OLD, bits=19_200)).speed == 1920.0
    assert choose(OLD).speed == 960.0


@pytest.mark.parametrize(
    ("locale", "charset"),
    [
        *((locale, "utf-8") for locale in ("en_US.UTF-8", "C.UTF-8", "C.utf8", "de_DE.utf-8@euro", "UTF-8", "x.UTF_8")),
        ("en_US.ISO-8859-1", "iso8859-1"),
        ("en_US.iso88591", "iso8859-1"),
        ("de_DE.ISO8859-15@euro", "iso8859-15"),
        ("pl_PL.ISO_8859-2", "iso8859-2"),
        ("en_US.latin1", "iso8859-1"),
        ("en_US.Latin-9", "iso8859-15"),
        ("ru_RU.KOI8-R", "koi8-r"),
        ("uk_UA.KOI8-U", "koi8-u"),
        *((locale, "ascii") for locale in ("C", "POSIX", "de_DE", "en_US.US-ASCII", "ja_JP.eucJP", "x.ISO-8859-12")),
        *((locale, "ascii") for locale in ("x.ISO-8859-17", "x.latin11", ".", "@", "\x1b[2J", "x.utf-16")),
    ],
)
def test_the_locale_says_the_character_set(locale: str, charset: str) -> None:
    found, _ = charset_of("LANG", locale)
    assert found == charset
    assert codecs.lookup(found).name == charset


def test_the_variable_that_decides_is_the_systems() -> None:
    environ = {"TERM": "xterm", "LANG": "ru_RU.KOI8-R"}
    terminal = Capabilities("xterm")
    assert choose(gather(terminal, environ, -1)).charset == "koi8-r"
    environ["LC_CTYPE"] = "en_US.ISO-8859-1"
    assert choose(gather(terminal, environ, -1)).charset == "iso8859-1"
    environ["LC_ALL"] = "en_US.UTF-8"
    assert choose(gather(terminal, environ, -1)).charset == "utf-8"
    environ["LC_ALL"] = "C"
    assert why(choose(gather(terminal, environ, -1)), "character set").startswith("LC_ALL is C, ")
    environ["LC_ALL"] = ""
    assert choose(gather(terminal, environ, -1)).charset == "iso8859-1"
    assert choose(gather(terminal, {}, -1)).charset == "ascii"


@pytest.mark.parametrize(
    ("variables", "decides"),
    [
        ({"LANG": "C"}, "('LANG', 'C')"),
        ({"LANG": ""}, "('', '')"),
        ({"LANG": "en_XX.ISO-8859-1"}, "('LANG', 'en_XX.ISO-8859-1')"),
        ({"LANG": "C", "LC_CTYPE": "ru_XX.KOI8-R"}, "('LC_CTYPE', 'ru_XX.KOI8-R')"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "('LC_CTYPE', 'C.UTF-8')"),
        ({"LANG": "C", "LC_ALL": "xx_XX.UTF-8"}, "('LC_ALL', 'xx_XX.UTF-8')"),
    ],
)
def test_what_python_puts_into_the_environment_says_nothing_of_the_terminal(
    variables: dict[str, str], decides: str, tmp_path: Path
) -> None:
    code = (
        "from fleet_tui.terminal.capabilities import FALLBACK\n"
        "from fleet_tui.terminal.facts import environ_as_found, gather\n"
        "print(gather(FALLBACK, environ_as_found(), -1).locale)\n"
    )
    env = environment(tmp_path, **variables)
    ended = subprocess.run([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True, check=True)
    assert ended.stdout == f"{decides}\n"


@pytest.mark.parametrize(
    ("variables", "decides"),
    [({"LANG": "C"}, "('LANG', 'C')"), ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "('LC_CTYPE', 'C.UTF-8')")],
)
def test_a_system_that_keeps_no_copy_is_asked_how_python_runs(
    variables: dict[str, str], decides: str, tmp_path: Path
) -> None:
    code = (
        "from fleet_tui.terminal import capabilities, facts\n"
        "facts._lc_ctype_at_start = lambda: None\n"
        "print(facts.gather(capabilities.FALLBACK, facts.environ_as_found(), -1).locale)\n"
    )
    env = environment(tmp_path, **variables)
    ended = subprocess.run([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True, check=True)
    assert ended.stdout == f"{decides}\n"


@pytest.fixture
def tty() -> Iterator[int]:
    """The program's end of a pseudo-terminal."""
    outside, inside = os.openpty()
    yield inside
    os.close(outside)
    os.close(inside)


def test_facts_are_found_in_the_environment_and_the_terminal() -> None:
    terminal = Capabilities("xterm", colors=8, mouse=True, acs={"─": "q"}, u8=True)
    environ = {"TERM": "xterm-kitty", "SSH_CLIENT": "x", "NO_COLOR": "1", "ESCDELAY": "25", "LC_ALL": "C"}
    facts = gather(terminal, environ, -1)
    assert facts == Facts(
        term="xterm-kitty",
        entry="xterm",
        colors=8,
        mouse=True,
        line_drawing=True,
        line_drawing_in_utf8=False,
        locale=("LC_ALL", "C"),
        no_color="1",
        ssh="SSH_CLIENT",
        escape_delay="25",
    )
    assert facts.known
    assert not facts.slow


@pytest.mark.parametrize("ixon", [True, False])
@pytest.mark.parametrize(("speed", "bits"), [("B9600", 9_600), ("B19200", 19_200), ("B38400", 38_400), ("B0", None)])
def test_the_line_says_its_speed_and_who_may_stop_it(tty: int, speed: str, bits: int | None, ixon: bool) -> None:
    mode = termios.tcgetattr(tty)
    mode[0] = mode[0] | termios.IXON if ixon else mode[0] & ~termios.IXON
    mode[4] = mode[5] = getattr(termios, speed)
    termios.tcsetattr(tty, termios.TCSANOW, mode)
    facts = gather(Capabilities("xterm"), {}, tty)
    assert (facts.bits, facts.ixon, facts.slow) == (bits, ixon, bits in (9_600, 19_200))


def test_what_is_no_line_says_nothing() -> None:
    reading, writing = os.pipe()
    try:
        facts = gather(Capabilities("xterm"), {}, reading)
    finally:
        os.close(reading)
        os.close(writing)
    assert (facts.bits, facts.ixon) == (None, False)
