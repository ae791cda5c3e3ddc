"""The bytes that change the style in which a terminal writes."""

from __future__ import annotations

from dataclasses import replace

from fleet_tui.terminal.output.grid import BOLD, REVERSE, RGB, UNDERLINE, Style
from fleet_tui.terminal.output.styling import Styling
from tests.support.line.pictures import terminals

TEXT = Style(0, RGB | 0xD7DAE0, RGB | 0x15181E)


def test_an_attribute_ends_alone_where_the_terminal_ends_it_alone() -> None:
    xterm = terminals()["true colour"]
    change = Styling(xterm).change
    assert change(TEXT._replace(attributes=REVERSE), TEXT) == b"\x1b[27m"
    assert change(TEXT._replace(attributes=REVERSE), TEXT._replace(attributes=UNDERLINE)) == b"\x1b[27;4m"
    assert change(TEXT._replace(attributes=BOLD), TEXT) == b"\x1b[;38;2;215;218;224;48;2;21;24;30m"
    assert change(Style(UNDERLINE), Style()) == b"\x1b[m"
    reset = Styling(replace(xterm, rmso=b"")).change
    assert reset(TEXT._replace(attributes=REVERSE), TEXT) == b"\x1b[;38;2;215;218;224;48;2;21;24;30m"
