"""How a terminal is given back: as it was found, whatever the program was doing, and with nothing half-sent."""

from __future__ import annotations

import os

from tests.support.terminals.terminal import Terminal


def modes_left_on(output: bytes) -> set[bytes]:
    """Private modes of the terminal (ESC [ ? number h) that were switched on and not off again."""
    on: set[bytes] = set()
    for part in bytes(output).split(b"\x1b[?")[1:]:
        number = part[: len(part) - len(part.lstrip(b"0123456789;"))]
        switch = part[len(number) : len(number) + 1]
        for mode in number.split(b";"):
            on = on | {mode} if switch == b"h" else on - {mode}
    return on - {b"25", b"7"}  # a cursor that shows and lines that wrap are as they were


def hidden_cursor(output: bytes) -> bool:
    """Whether the cursor was left hidden."""
    return bytes(output).rfind(b"\x1b[?25l") > bytes(output).rfind(b"\x1b[?25h")


def assert_given_back(terminal: Terminal, before: list[object]) -> None:
    """The program has ended, and the shell that comes after it has the terminal that it left.

    `before` is the line's mode from before the program came to it.
    """
    assert terminal.line_mode == before
    assert os.get_blocking(terminal._inside), "reads of the shell do not wait any more"
    terminal.resume()
    terminal.read_until_quiet(0.1)
    os.write(terminal._inside, b"\r\nwhat the shell says\r\n")
    terminal.wait_for("what the shell says")
    assert terminal.cells.main is None, "the alternate screen was left on"
    assert modes_left_on(terminal.output) == set()
    assert not hidden_cursor(terminal.output)
    assert "Traceback" not in terminal.text
