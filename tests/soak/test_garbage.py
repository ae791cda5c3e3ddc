"""Nothing that a terminal sends ends the program or keeps it from answering."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from tests.support.people import size
from tests.support.terminals.keys import KEYS
from tests.support.terminals.terminal import PATIENCE, Terminal

FIRST_LIST = "Active: Active"
MOST_MEMORY = 300_000
"""Kilobytes that the program may ever have taken."""

NEVER = (b"q", b"Q", b"\x1a")
"""Keys that end the program, or stop it, are no fault of it."""
SEQUENCES = (
    *(b"\x1b[48;9999;9999;9999;9999t", b"\x1b[8;9999;9999t", b"\x1b[12;40R", b"\x1b[1;2R", b"\x1b[?1;2c", b"\x1b[0n"),
    *(
        b"\x1b[<0;10;5M",
        b"\x1b[<0;10;5m",
        b"\x1b[<64;10;5M",
        b"\x1b[M !!",
        b"\x1b[<99999999;9;9M",
        b"\x1b[I",
        b"\x1b[O",
    ),
    *(b"\x1b", b"\x1b[", b"\x1bO", b"\x1b[1;", b"\x1b[999999999999999999~", b"\x1b[27;5;999999999~", b"\x1b[99999999u"),
    *(b"\xff\xfe", b"\xc3", b"\xe9t\xe9", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\x00", b"\x80\x9b", b"\xe2\x80\xae"),
    *(b"\x1b]52;c;AAAA\x07", b"\x1b]10;rgb:ff/ff/ff\x1b\\", b"\x1bP1$r0m\x1b\\", b"\x1b_Gi=1;OK\x1b\\", b"\x1b[200~"),
    *(b"\x1b[201~", b"\x1b[200~typed\x1b[201~", b"\x1b[200~\x1b[200~\xff\x1b[201~"),
)


def memory(process: int) -> int:
    """The most that a process has taken so far, in kilobytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def anything(random: Random) -> bytes:
    """What one read may bring."""
    sort = random.random()
    if sort < 0.5:
        data = random.choice([key.encode() for key in KEYS.values()])
    elif sort < 0.7:
        data = random.choice("abcdefghijklmnoprstuvwxyz?:/ 12345FGJK<>*+-").encode()
    elif sort < 0.9:
        data = random.choice(SEQUENCES)
        data = data[: random.randrange(1, len(data) + 1)] if random.random() < 0.4 else data
    else:
        data = random.randbytes(random.randrange(1, 40))
    for key in NEVER:
        data = data.replace(key, b"")
    return data


def answers(terminal: Terminal, timeout: float = PATIENCE) -> None:
    """The program still does what it is told: a paste without its end has been taken, and the screen is repainted."""
    terminal.send(b"\x1b[201~\x1b\\\x18")
    mark = terminal.mark()

    def repainted(_: Terminal) -> bool:
        if not mark.bytes:
            terminal.press("ctrl+l")
            terminal.read_for(0.1)
        return mark.bytes > 100 or terminal.process.poll() is not None

    terminal.wait_for(repainted, timeout)


@pytest.mark.parametrize("part", range(size(4, 20)))
def test_whatever_is_typed_it_still_answers(part: int, home: Path) -> None:
    runs, worst = size(10, 50), 0.0
    terminal = Terminal.start(["--demo=20"], home=home)
    try:
        terminal.wait_for(FIRST_LIST)
        for run in range(runs):
            random = Random(part * runs + run)
            for _ in range(random.randrange(1, 40)):
                terminal.send(anything(random))
            since = time.monotonic()
            answers(terminal)
            worst = max(worst, time.monotonic() - since)
            if terminal.process.poll() is not None:
                # By the palette or by a word of yes; a Ctrl+C behind that is the shell's.
                assert terminal.wait_for_end() in (0, 130, -2), run
                terminal.stop()
                terminal = Terminal.start(["--demo=20"], home=home)
                terminal.wait_for(FIRST_LIST)
        assert memory(terminal.process.pid) < MOST_MEMORY
        print(f"answered within {worst:.2f} s, {memory(terminal.process.pid):,} kB")
    finally:
        terminal.stop()
    assert not (home / ".local/state/fleet-tui/log").exists()


@pytest.mark.parametrize(
    "garbage",
    [b"j", b"\x1b[<0;40;12M\x1b[<0;40;12m", b"\xe9", b"\x1b[1;", b"\x1b]52;", b"\x1b[12;40R", b"\x1b[200~"],
    ids=["keys", "clicks", "not UTF-8", "sequence", "string", "reports", "pastes"],
)
def test_garbage_without_end_takes_no_memory_and_no_life(garbage: bytes, home: Path) -> None:
    with Terminal.start(["--demo=20"], home=home) as terminal:
        terminal.wait_for(FIRST_LIST)
        rest = garbage * (size(1_000, 100_000) if len(garbage) == 1 else size(2_000, 200_000))
        while rest:
            rest = rest[terminal.wire.send(rest[:4096]) :]
            terminal.read_for(0.0005)
        answers(terminal, 10 * PATIENCE)  # the keys that were taken act first
        assert memory(terminal.process.pid) < MOST_MEMORY
        print(f"{memory(terminal.process.pid):,} kB")


def test_a_size_that_nobody_has_is_survived(home: Path) -> None:
    with Terminal.start(["--demo=20"], home=home) as terminal:
        terminal.wait_for(FIRST_LIST)
        terminal.read_until_quiet()
        before = terminal.lines
        for columns, rows in ((9999, 9999), (0, 0), (1, 1), (2, 1), (1, 200), (9999, 1), (65535, 65535)):
            terminal.send(b"\x1b[48;9999;9999;9999;9999t")
            terminal._emulator.resize(min(max(columns, 1), 600), min(max(rows, 1), 300))
            terminal.columns, terminal.rows = columns, rows
            terminal._set_size(terminal._inside)
            since = time.monotonic()
            answers(terminal) if columns > 5 else terminal.read_until_quiet()
            print(f"{columns} x {rows}: {time.monotonic() - since:.2f} s, {memory(terminal.process.pid):,} kB")
        terminal.resize(80, 24)
        terminal.wait_for(lambda _: terminal.lines == before)
        assert memory(terminal.process.pid) < MOST_MEMORY
