"""What is known of the line before anything was sent on it: from the environment, from terminfo and from the tty."""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.terminal.terminfo.entry import relatives

SLOW_UP_TO = 19_200
"""Bits a second. A pseudo-terminal says 38,400 or more, whatever lies behind it, so those mean nothing."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Found facts, not conclusions. An empty string is a variable that is not set, or set to nothing."""

    term: str
    entry: str
    """The terminfo entry that is used for it."""

    colors: int = 0
    mouse: bool = False
    line_drawing: bool = False
    """Whether the terminal has an alternate character set with lines."""

    line_drawing_in_utf8: bool = False
    """Whether it also has that while it takes UTF-8."""

    locale: tuple[str, str] = ("", "")
    """The variable that decides on the character set, and its value."""

    no_color: str = ""
    ssh: str = ""
    """The variable that says that the line goes over SSH."""

    escape_delay: str = ""
    """ESCDELAY, in milliseconds if it is a number."""

    bits: int | None = None
    """The speed that the tty is set to, in bits a second; nothing without a tty, or where it has hung up."""

    ixon: bool = False
    """Whether the other end may stop the output with XOFF, as the line was found."""

    @property
    def known(self) -> bool:
        """Whether terminfo has the type or a family that its name says it is of."""
        return self.entry in relatives(self.term)

    @property
    def slow(self) -> bool:
        """Whether the tty is a real line, and a slow one."""
        return self.bits is not None and self.bits <= SLOW_UP_TO
