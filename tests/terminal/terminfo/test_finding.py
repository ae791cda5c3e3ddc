"""What is known of a line is what its variables, its terminal and its tty say, and nothing that Python puts in."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from fleet_tui.terminal.terminfo.capabilities import Capabilities
from fleet_tui.terminal.terminfo.charsets import charset_of
from fleet_tui.terminal.terminfo.facts import Facts
from fleet_tui.terminal.terminfo.finding import gather
from tests.support.tables import for_each
from tests.support.terminals.terminal import environment


def charset(environ: Mapping[str, str]) -> str:
    """The character set that an environment speaks of."""
    return charset_of(*gather(Capabilities("xterm"), environ, -1).locale)[0]


@for_each(
    "locale, charset",
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
    assert charset(environ) == "koi8-r"
    environ["LC_CTYPE"] = "en_US.ISO-8859-1"
    assert charset(environ) == "iso8859-1"
    environ["LC_ALL"] = "en_US.UTF-8"
    assert charset(environ) == "utf-8"
    environ["LC_ALL"] = "C"
    assert charset(environ) == "ascii"
    environ["LC_ALL"] = ""
    assert charset(environ) == "iso8859-1"
    assert charset({}) == "ascii"


def test_why_there_is_no_more_than_ascii_is_said() -> None:
    assert charset_of("", "")[1] == "none of LC_ALL, LC_CTYPE and LANG is set"
    assert charset_of("LC_ALL", "C")[1] == "LC_ALL is C, which names no character set that is known here"


@for_each(
    "variables, decides",
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
        "from fleet_tui.terminal.terminfo.capabilities import FALLBACK\n"
        "from fleet_tui.terminal.terminfo.finding import environ_as_found, gather\n"
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
        "from fleet_tui.terminal.terminfo import capabilities, finding\n"
        "finding._lc_ctype_at_start = lambda: None\n"
        "print(finding.gather(capabilities.FALLBACK, finding.environ_as_found(), -1).locale)\n"
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


@for_each("ixon", [True, False])
@for_each("speed, bits", [("B9600", 9_600), ("B19200", 19_200), ("B38400", 38_400), ("B0", None)])
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
