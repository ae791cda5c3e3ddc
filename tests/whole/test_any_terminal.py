"""The app on terminals of many types, in many character sets: it starts, shows the list, filters and quits."""

from __future__ import annotations

import codecs
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.terminals.restored import assert_given_back
from tests.support.terminals.terminal import Terminal

TYPES = (
    *("xterm-256color", "xterm", "screen", "tmux", "linux", "vt100", "vt220", "ansi"),
    *("unknown-thing", "xterm-kitty"),
)
LOCALES = {"C": "ascii", "C.UTF-8": "utf-8", "en_US.ISO-8859-1": "iso8859-1"}


@pytest.mark.parametrize(
    ("term", "locale"),
    [
        ("xterm-256color", "C.UTF-8"),
        ("vt100", "C"),
        # The same program with other letters, and other types of which the capabilities have tests of their own.
        *(pytest.param("xterm-256color", locale, marks=pytest.mark.long) for locale in LOCALES if locale != "C.UTF-8"),
        *(pytest.param(term, list(LOCALES)[at % 3], marks=pytest.mark.long) for at, term in enumerate(TYPES)),
    ],
)
def test_it_starts_filters_and_quits(term: str, locale: str, home: Path) -> None:
    encoding = LOCALES[locale]
    known = "utf-8" if encoding == "utf-8" else "latin-1"
    with Terminal.start(["--demo=60"], home=home, encoding=known, TERM=term, LANG=locale) as terminal:
        before = terminal.mode_at_start
        terminal.wait_for("Active: Active")
        terminal.wait_for("Quit")
        terminal.press("f")
        terminal.wait_for(lambda _: "Name" in terminal.text and "contains" in terminal.text.lower())
        terminal.type("ken")
        terminal.press("enter")
        terminal.wait_for("Ken Washington")
        terminal.wait_for(lambda _: "Ali Qureshi" not in terminal.text)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        written = bytes(terminal.output)
        assert_given_back(terminal, before)
    question = "ä".encode()  # whether the terminal reads UTF-8
    codecs.decode(written.replace(question, b"", 1), encoding, "strict")


@pytest.mark.skipif(shutil.which("tic") is None, reason="an entry of terminfo is compiled as Unix has it")
def test_a_cursor_that_blinks_or_not_is_given_back_as_it_was(home: Path) -> None:
    entry = "blinking|its normal cursor blinks,\n\tcnorm=\\E[?12h\\E[?25h, use=xterm-256color,\n"
    subprocess.run(["tic", "-x", "-o", str(home / ".terminfo"), "-"], input=entry, text=True, check=True)
    with Terminal.start(["--demo=60"], home=home, TERM="blinking") as terminal:
        before = terminal.mode_at_start
        terminal.wait_for("Quit")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert b"\x1b[?1049l" in terminal.output  # the entry was found
        assert_given_back(terminal, before)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_without_a_screen_gets_a_sentence(term: str, home: Path) -> None:
    with Terminal.start(["--demo=60"], home=home, size=(200, 24), TERM=term) as terminal:
        assert terminal.wait_for_end() == 1
        assert "fleet-tui list technicians" in terminal.text
        assert b"\x1b" not in terminal.output
