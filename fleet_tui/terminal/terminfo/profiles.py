"""How a line is served: rich, lean or like a VT100, and why (line.md, "Profiles")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from fleet_tui.terminal.terminfo.charsets import ASCII, UTF_8, can_show, charset_of
from fleet_tui.terminal.terminfo.facts import Facts


class ProfileName(StrEnum):
    """The ways to serve a line, by what `--line` calls them."""

    RICH = "rich"
    """On this machine: all colours that there are, and the mouse."""

    LEAN = "lean"
    """Over SSH, or a slow line: the fewest bytes."""

    VT100 = "vt100"
    """A terminal that has, or may have, no more than a VT100."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is decided about a line before the first byte."""

    name: ProfileName
    mouse: bool
    colors: int
    """As in `Capabilities.colors`: 0, 8, 16, 256 or 1 << 24."""

    paste: bool
    """Pasted text comes in brackets, so that it is not taken for keys."""

    clipboard: bool
    """The terminal may be handed text for the clipboard (OSC 52)."""

    background: bool
    """The terminal is asked for the colour behind text (OSC 11)."""

    title: bool
    """The terminal's window is named (OSC 2), where the old name comes back with the old screen."""

    escape_delay: float
    """Seconds that a lone escape waits for the rest of a key."""

    paste_patience: float
    """Seconds of silence after which a paste without its end mark is taken as it is."""

    flow_control: bool
    """XON and XOFF stay the line's own: IXON stays set."""

    charset: str
    """The name of a Python codec: what is sent until the terminal has said whether it reads UTF-8."""

    line_drawing: bool
    """Lines are drawn through the alternate character set, until then."""

    other_charset: str
    other_line_drawing: bool
    """The same for a terminal that says that it does not read UTF-8."""

    speed: float
    """Bytes a second that are assumed where the terminal never answers."""

    reasons: tuple[tuple[str, str], ...]
    """What was decided, and a sentence that says why, in the order in which `doctor` tells them."""


_SPEEDS = {ProfileName.RICH: 100_000.0, ProfileName.LEAN: 960.0, ProfileName.VT100: 960.0}
_ESCAPE_DELAYS = {ProfileName.RICH: 0.1, ProfileName.LEAN: 0.5, ProfileName.VT100: 0.5}
_PASTE_PATIENCE = {ProfileName.RICH: 2.0, ProfileName.LEAN: 5.0, ProfileName.VT100: 5.0}
_LEAN_COLORS = 8
_LONGEST_ESCAPE_DELAY = 10_000
_DIGITS = re.compile(r"[0-9]{1,9}")
_OLD = re.compile(r"vt\d|(pc)?ansi\b")
_TAKES_CLIPBOARD = re.compile(
    r"(xterm|tmux|screen|rxvt|foot|alacritty|kitty|wezterm|ghostty|contour|mintty|iterm2?|st|vte|gnome|konsole)([-+.]|$)"
)
"""Terminals that take OSC 52 or leave it out without a trace; others may show it as text."""


def choose(facts: Facts, override: ProfileName | None = None) -> Profile:
    """The profile of a line: the one that was asked for, or else the one that the facts speak for."""
    name, why_name = (override, "you asked for it") if override else _name(facts)
    colors, why_colors = _colors(facts, name)
    mouse, why_mouse = _mouse(facts, name)
    charset, why_charset = charset_of(*facts.locale)
    clipboard, why_clipboard = _clipboard(facts, name)
    background, why_background = _background(name, colors, clipboard=clipboard)
    title, why_title = _title(name)
    escape_delay, why_escape_delay = _escape_delay(facts, name)
    flow_control, why_flow_control = _flow_control(facts, name)
    line_drawing, why_line_drawing = _line_drawing(facts, name, charset)
    other_charset = ASCII if charset == UTF_8 else charset
    paste, why_paste = _paste(name)
    speed, why_speed = _speed(facts, name)
    return Profile(
        name=name,
        mouse=mouse,
        colors=colors,
        paste=paste,
        clipboard=clipboard,
        background=background,
        title=title,
        escape_delay=escape_delay,
        paste_patience=_PASTE_PATIENCE[name],
        flow_control=flow_control,
        charset=charset,
        line_drawing=line_drawing,
        other_charset=other_charset,
        other_line_drawing=facts.line_drawing and not can_show("─", other_charset),
        speed=speed,
        reasons=(
            ("profile", why_name),
            ("character set", f"{why_charset}; the app asks the terminal too"),
            ("line drawing", why_line_drawing),
            ("colours", why_colors),
            ("mouse", why_mouse),
            ("clipboard", why_clipboard),
            ("background", why_background),
            ("window title", why_title),
            ("escape delay", why_escape_delay),
            ("pasted text", why_paste),
            ("flow control", why_flow_control),
            ("assumed speed", why_speed),
        ),
    )


def _name(facts: Facts) -> tuple[ProfileName, str]:
    if not facts.known:
        return ProfileName.VT100, "terminfo does not know this type of terminal"
    if not facts.colors:
        return ProfileName.VT100, "terminfo knows no colours of this terminal"
    if _OLD.match(facts.term):
        return ProfileName.VT100, "terminals of this type differ in all but the basics"
    if facts.ssh:
        return ProfileName.LEAN, f"the line goes over SSH ({facts.ssh} is set)"
    if facts.slow:
        return ProfileName.LEAN, f"the line is set to {facts.bits:,} bits a second"
    return ProfileName.RICH, "a terminal with colours, not over SSH, and not on a slow line"


def _colors(facts: Facts, name: ProfileName) -> tuple[int, str]:
    if facts.no_color:
        return 0, "NO_COLOR is set"
    if name is ProfileName.VT100:
        return 0, "the vt100 profile has bold, reverse and underlined text only"
    if name is ProfileName.LEAN and facts.colors > _LEAN_COLORS:
        return _LEAN_COLORS, f"the lean profile has {_LEAN_COLORS} at most, since more cost more bytes"
    return facts.colors, "as many as terminfo and COLORTERM say"


def _mouse(facts: Facts, name: ProfileName) -> tuple[bool, str]:
    if name is not ProfileName.RICH:
        return False, f"the {name} profile does without, since every movement costs bytes"
    return facts.mouse, "terminfo says that the terminal has one" if facts.mouse else "terminfo knows of none"


def _clipboard(facts: Facts, name: ProfileName) -> tuple[bool, str]:
    if name is ProfileName.VT100:
        return False, "the vt100 profile does without"
    if _TAKES_CLIPBOARD.match(facts.term):
        return True, "terminals of this type take text for it, or leave it out"
    return False, "terminals of this type may show as text what is meant for it"


def _background(name: ProfileName, colors: int, *, clipboard: bool) -> tuple[bool, str]:
    """Asked where the answer chooses a theme, and where a question that is not understood leaves no trace."""
    if name is not ProfileName.RICH or not colors:
        return False, "only themes follow it, and there are none without colours"
    if not clipboard:
        return False, "terminals of this type may show the question as text"
    return True, "the theme follows it; no answer leaves the dark one"


def _title(name: ProfileName) -> tuple[bool, str]:
    if name is not ProfileName.RICH:
        return False, f"the {name} profile does without, since each costs bytes"
    return True, "where terminfo says that the old one comes back with the old screen"


def _escape_delay(facts: Facts, name: ProfileName) -> tuple[float, str]:
    usual = _ESCAPE_DELAYS[name]
    if not facts.escape_delay:
        return usual, f"the {name} profile's own; ESCDELAY is not set"
    number = facts.escape_delay
    if _DIGITS.fullmatch(number) and 1 <= int(number) <= _LONGEST_ESCAPE_DELAY:
        return int(number) / 1000, "ESCDELAY says so"
    wrong = f"ESCDELAY is not a number of milliseconds from 1 to {_LONGEST_ESCAPE_DELAY:,} and is ignored"
    return usual, f"the {name} profile's own; {wrong}"


def _flow_control(facts: Facts, name: ProfileName) -> tuple[bool, str]:
    if not facts.ixon:
        return False, "the line was found without it"
    if name is ProfileName.VT100:
        return True, "a VT100 stops the output when it cannot keep up"
    if facts.slow:
        return True, f"the line is set to {facts.bits:,} bits a second, so it may be stopped"
    return False, "the line needs none, so ctrl+s and ctrl+q are keys like others"


def _paste(name: ProfileName) -> tuple[bool, str]:
    if name is ProfileName.VT100:
        return False, "the vt100 profile does without, so it comes as keys"
    return True, "terminals put marks around it, or leave out what asks them to"


def _speed(facts: Facts, name: ProfileName) -> tuple[float, str]:
    if facts.bits and facts.slow:
        return facts.bits / 10, f"the line is set to {facts.bits:,} bits a second"
    return _SPEEDS[name], f"the {name} profile's own, as long as the terminal's answers say nothing else"


def _line_drawing(facts: Facts, name: ProfileName, charset: str) -> tuple[bool, str]:
    if not facts.line_drawing:
        return False, "terminfo knows no such characters of this terminal"
    if facts.ssh and not facts.locale[0]:
        return False, "a terminal that reads UTF-8 may have none, and no locale says what this one reads"
    if not can_show("─", charset):
        return True, "the character set has no lines, and the terminal has"
    if name is ProfileName.VT100 and facts.line_drawing_in_utf8:
        return True, "in the vt100 profile a line costs one byte instead of three"
    return False, "the character set has lines of its own"
