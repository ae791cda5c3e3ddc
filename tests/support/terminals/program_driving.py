"""Driving the whole program in a pseudo-terminal as its user does: by what its screen says, with the keyboard."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.support.terminals.terminal import Terminal

EDGES = 15, 2
"""The columns in which the sidebar ends, whole and folded."""

WIDTH = 22
"""The cells of a field's name."""
_IN_COLUMN = re.compile(r"\s>(?=\S)(.*)")
NARROW, NARROW_WIDTH = 70, 13
"""Below so many columns a name has only so many cells."""


@dataclass
class Program:
    """The running program, driven by what its screen says."""

    terminal: Terminal

    def body(self) -> list[str]:
        """The screen's lines without the sidebar."""
        return [_beside_sidebar(line) for line in self.terminal.lines]

    def shows(self, text: str) -> None:
        """Wait until the screen says it, also across the ends of its lines."""
        try:
            self.terminal.wait_for(lambda _: text in " ".join(" ".join(self.body()).split()))
        except AssertionError as error:
            raise AssertionError(f"“{text}” is not shown: {error}") from None

    def press(self, *keys: str) -> None:
        """Press keys."""
        self.terminal.press(*keys)

    def answer(self, key: str) -> None:
        """Press a key of a dialog that asks before it acts: until its picture was seen it takes none."""
        self.terminal.read_until_quiet()
        self.press(key)

    def focused(self) -> str:
        """The line of the field with the cursor."""
        line = next((line[1:] for line in self.body() if line.startswith(">")), "")
        if not line:  # in the second column
            line = next((found[1] for line in self.body() if (found := _IN_COLUMN.search(line))), "")
        return line or ("the tabs" if self._tabs_have_the_focus() else "")

    def _tabs_have_the_focus(self) -> bool:
        """Whether the names of the tabs, of which one stands in brackets, are underlined."""
        tabs = next((y for y, line in enumerate(self.body()) if line.startswith("[Profile")), None)
        buffer = self.terminal.cells.buffer
        return tabs is not None and any(buffer[tabs][x].underscore for x in range(self.terminal.columns))

    def label(self) -> str:
        """The name of the field with the cursor, its first line where it is wrapped."""
        return self.focused()[: WIDTH if self.terminal.columns >= NARROW else NARROW_WIDTH].rstrip(" *")

    def focus(self, label: str) -> None:
        """Go from field to field until the one with that label is there."""
        self.terminal.wait_for(lambda _: self.label())
        for _ in range(80):
            before = self.label()
            if label.startswith(before):
                return
            self.press("ctrl+n")
            self.terminal.wait_for(lambda _, before=before: self.label() not in ("", before))
        raise AssertionError(f"there is no way to {label}\n{self.terminal.text}")

    def write(self, label: str, text: str) -> None:
        """Replace what a field holds."""
        self.focus(label)
        self.press("end", "ctrl+u")
        self.terminal.type(text)
        secret = label.startswith(("Password", "Confirm"))
        shown = "•" * min(len(text), 10) if secret else text[-12:]
        self.terminal.wait_for(lambda _: shown in self.focused())

    def pick(self, label: str, text: str, *, several: bool = False) -> None:
        """Pick one of a list by typing the beginning of it."""
        self.focus(label)
        self.press("enter")
        self.shows("type to narrow")
        self.terminal.type(text)
        self.terminal.wait_for(lambda _: any(text in line for line in self.body() if "> " in line))
        if several:
            self.press("space")
            self.shows("Enter takes 1")
        self.press("enter")
        self.terminal.wait_for(lambda _: text in self.focused())

    def leave(self) -> None:
        """Quit."""
        self.answer("q")
        assert self.terminal.wait_for_end() == 0

    def filter_active(self, *ticks: str) -> None:
        """Set the filter of the Active column."""
        self.press("F")  # from the active ones to everybody, which brings the column
        self.shows("No filter")
        self.press(*["h"] * 12, "l", "f")
        self.shows("Active is one of")
        for tick in ticks:
            self.press(tick)
        self.press("enter")


def _beside_sidebar(line: str) -> str:
    return next((line[edge + 1 :] for edge in EDGES if line[edge : edge + 1] == "│"), line)
