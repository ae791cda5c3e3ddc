"""Linear reading: ten steps of a shift as somebody hears them that does not look at the whole screen.

`transcript.txt` has, for each key, the changed lines in the order in which they were sent and the rest of the line from
the terminal's cursor; `transcript-rich.txt` the same in a terminal of all colours. After a change that is meant, they
are written again by REWRITE=1 before the test's command.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.terminals.keys import KEYS
from tests.support.terminals.reader import Reader
from tests.support.terminals.terminal import Terminal

_GOLDEN = Path(__file__).parent
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


def heard(home: Path, line: str) -> str:
    """The transcript of the steps in a profile of the line."""
    with Terminal.start(["--demo", "--line", line], home=home, COLORTERM="truecolor") as terminal:
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


@pytest.mark.parametrize(
    ("line", "golden"),
    [("lean", "transcript.txt"), pytest.param("rich", "transcript-rich.txt", marks=pytest.mark.long)],
)
def test_the_steps_of_a_shift_are_told_in_order(line: str, golden: str, home: Path) -> None:
    told, written = heard(home, line), _GOLDEN / golden
    if os.environ.get("REWRITE"):
        written.write_text(told, encoding="utf-8")
    assert told == written.read_text(encoding="utf-8")
