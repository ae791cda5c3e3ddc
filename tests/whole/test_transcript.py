"""Linear reading: ten steps of a shift as somebody hears them that does not look at the whole screen.

`transcript.txt` has, for each key, the changed lines in the order in which they were sent and the rest of the line from
the terminal's cursor. After a change that is meant, it is written again by REWRITE=1 before the test's command.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.terminals.keys import KEYS
from tests.support.terminals.reader import Reader
from tests.support.terminals.terminal import Terminal

_GOLDEN = Path(__file__).with_name("transcript.txt")
_NAME = "Technician Name *      "
STEPS = (
    ("down", "row 2"),
    ("/", "/Up: active:yes"),
    ('team:"Night shift"', '/team:"Night shift"'),
    ("enter", "Team: Night shift"),
    ("space", "1 marked"),
    ("x", "Deactivate"),
    ("d", "1 will change"),
    ("enter", "1 changed"),
    ("enter", "takes it back"),
    ("enter", "F1 Help"),
    ("ctrl+u", f"{_NAME}____"),
    ("f2", "Not saved"),
    ("Ann Lee", f"{_NAME}Ann Lee"),
    ("f2", "Saved"),
)
"""What is pressed or typed, and what shows that it was done."""
_IN_PARTS = ("Team: Night shift", "1 will change", "takes it back", "F1 Help", "Not saved", f"{_NAME}Ann Lee", "Saved")
"""What has more than one picture, or moves lines: lists and forms that are read, and errors below their fields."""


def heard(home: Path) -> str:
    """The transcript of the steps."""
    with Terminal.start(["--demo", "--line", "lean"], home=home) as terminal:
        for part in ("row 1", "Quit"):
            terminal.wait_for(part)
        terminal.read_until_quiet()
        reader = Reader(terminal)
        steps = [f"opened\n{reader.told(in_parts=True)}"]
        for key, shows in STEPS:
            (terminal.press if key in KEYS or len(key) == 1 else terminal.type)(key)
            terminal.wait_for(shows)
            terminal.read_until_quiet()
            steps.append(f"{key}\n{reader.told(in_parts=shows in _IN_PARTS)}")
    return "\n\n".join(steps) + "\n"


def test_the_steps_of_a_shift_are_told_in_order(home: Path) -> None:
    told = heard(home)
    if os.environ.get("REWRITE"):
        _GOLDEN.write_text(told, encoding="utf-8")
    assert told == _GOLDEN.read_text(encoding="utf-8")
