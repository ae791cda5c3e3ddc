"""Reads keys from a terminal, named as the app names them."""

from __future__ import annotations

import os
import select
import termios
import time
import tty
from collections.abc import Iterator

from fleet_tui.terminal.input.keyboard import Keyboard
from fleet_tui.terminal.input.keys import Keys, sequences
from fleet_tui.terminal.terminfo.finding import found
from fleet_tui.terminal.terminfo.profiles import choose

_MOST = 1024
_END = "ctrl+c"


def pressed(fd: int) -> Iterator[str]:
    """The names of the keys, each when it is pressed, until ctrl+c; the terminal is as before afterwards.

    Raises:
        NoScreen: the terminal is not known.
    """
    capabilities, facts = found(fd)
    before = termios.tcgetattr(fd)
    keyboard = Keyboard(choose(facts, None).escape_delay, known=sequences(capabilities.keys))
    keys = Keys(capabilities.keys, before[6][termios.VERASE])
    tty.setraw(fd)
    try:
        while True:
            due = keyboard.due()
            wait = None if due is None else max(0.0, due - time.monotonic())
            if select.select([fd], [], [], wait)[0]:
                data = os.read(fd, _MOST)
                if not data:
                    return
                tokens = keyboard.feed(data, time.monotonic())
            else:
                tokens = keyboard.expire(time.monotonic())
            for name in (getattr(event, "key", "") for token in tokens for event in keys.events(token)):
                if name == _END:
                    return
                if name:
                    yield name
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)
