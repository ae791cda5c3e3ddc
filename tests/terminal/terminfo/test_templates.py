"""Terminfo's templates become what `tparm` of the standard library makes of them, and broken ones are named."""

from __future__ import annotations

import ast
import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.terminal.terminfo.capabilities import expand
from tests.support.tables import for_each
from tests.support.terminals.terminal import environment

SETAF_256 = b"\x1b[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38;5;%p1%d%;m"
SGR = b"%?%p9%t\x0e%e\x0f%;\x1b[0%?%p6%t;1%;%?%p5%t;2%;%?%p2%t;4%;%?%p1%p3%|%t;7%;%?%p4%t;5%;%?%p7%t;8%;m"
NESTED = b"%?%p1%t%?%p2%ta%eb%;c%e%?%p2%td%ee%;%;f"

CASES = [
    (b"\x1b[%i%p1%d;%p2%dH", (0, 0), b"\x1b[1;1H"),
    (b"\x1b[%i%p1%d;%p2%dH", (23, 79), b"\x1b[24;80H"),
    (b"\x1b[%p1%dC", (12,), b"\x1b[12C"),
    (b"\x1bY%p1%' '%+%c%p2%' '%+%c", (3, 7), b"\x1bY#'"),
    (b"%p1%c\x1b[%p2%{1}%-%db", (ord("-"), 9), b"-\x1b[8b"),
    (SETAF_256, (1,), b"\x1b[31m"),
    (SETAF_256, (9,), b"\x1b[91m"),
    (SETAF_256, (200,), b"\x1b[38;5;200m"),
    (SGR, (0, 1, 0, 0, 0, 1, 0, 0, 0), b"\x0f\x1b[0;1;4m"),
    (SGR, (1, 0, 1, 0, 0, 0, 0, 0, 1), b"\x0e\x1b[0;7m"),
    (NESTED, (1, 1), b"acf"),
    (NESTED, (1, 0), b"bcf"),
    (NESTED, (0, 1), b"df"),
    (NESTED, (0, 0), b"ef"),
    (b"%p1%2.2d|%p1%3d|%p1%:-3d|%p1%02x|%p1%o|%p1%X", (10,), b"10| 10|10 |0a|12|A"),
    (b"%p1%Pa%{7}%Pb%ga%gb%*%d", (6,), b"42"),
    (b"%p1%{3}%/%d,%p1%{3}%m%d,%p1%{0}%/%d,%p1%{0}%m%d", (11,), b"3,2,0,0"),
    (b"%p1%{12}%&%d,%p1%{1}%|%d,%p1%{3}%^%d,%p1%~%d,%p1%!%d", (10,), b"8,11,9,-11,0"),
    (b"%p1%p2%=%d%p1%p2%<%d%p1%p2%>%d%p1%p2%A%d%p1%p2%O%d", (4, 0), b"00101"),
    (b"100%%", (), b"100%"),
    (b"%p1%c", (0,), b"\x80"),
    (b"", (1, 2), b""),
]


@for_each("template, numbers, expected", CASES)
def test_numbers_are_put_in(template: bytes, numbers: tuple[int, ...], expected: bytes) -> None:
    assert expand(template, *numbers) == expected


def test_tparm_makes_the_same_of_them(tmp_path: Path) -> None:
    code = (
        "import ast, curses, os, sys\n"
        "curses.setupterm('xterm', os.open(os.devnull, os.O_RDWR))\n"
        "print([curses.tparm(template, *numbers) for template, numbers in ast.literal_eval(sys.stdin.read())])\n"
    )
    cases = [(template, numbers) for template, numbers, _ in CASES if template]
    ended = subprocess.run(
        [sys.executable, "-c", code], input=repr(cases), env=environment(tmp_path), stdout=-1, text=True, check=True
    )
    assert ast.literal_eval(ended.stdout) == [expand(template, *numbers) for template, numbers in cases]


@for_each("template", [b"%", b"a%", b"%d", b"%p1%+%d", b"%p0%d", b"%s", b"%p1%s", b"%l", b"%p1%999d", b"%z"])
def test_a_broken_template_is_named(template: bytes) -> None:
    with pytest.raises(ValueError, match=r"terminfo string|width of a number"):
        expand(template, 1)


@given(
    st.lists(
        st.sampled_from(
            [*b"%%%%%%%%pdcixo?te;+-*/m&|^=<>AO!~Pg{}'0129a:# ."],
        ),
        max_size=30,
    ),
    st.integers(0, 9999),
)
def test_whatever_a_template_holds_it_ends(letters: list[int], number: int) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(expand(bytes(letters), number, number), bytes)
