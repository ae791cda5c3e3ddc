"""How a line is served follows from facts by rules, each with its reason (line.md, "Profiles")."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.terminal.terminfo.facts import Facts
from fleet_tui.terminal.terminfo.profiles import Profile, ProfileName, choose
from tests.support.tables import for_each

RICH, LEAN, VT100 = ProfileName
UTF_8 = ("LANG", "C.UTF-8")
HERE = Facts(
    term="xterm-256color",
    entry="xterm-256color",
    colors=256,
    mouse=True,
    line_drawing=True,
    line_drawing_in_utf8=True,
    locale=UTF_8,
    bits=38_400,
    ixon=True,
)
"""A terminal emulator on this machine."""

THERE = replace(HERE, ssh="SSH_CONNECTION")
OLD = replace(HERE, term="vt100", entry="vt100", colors=0, mouse=False)
UNKNOWN = replace(HERE, term="nobody-knows", entry="vt100", colors=0, mouse=False)


def why(profile: Profile, what: str) -> str:
    """The reason for one decision."""
    return dict(profile.reasons)[what]


@for_each(
    "facts, name, reason",
    [
        (HERE, RICH, "not over SSH"),
        (replace(HERE, bits=None), RICH, "not over SSH"),
        (replace(HERE, bits=115_200), RICH, "not over SSH"),
        (THERE, LEAN, "SSH_CONNECTION"),
        (replace(HERE, bits=9_600), LEAN, "9,600 bits a second"),
        (replace(HERE, bits=19_200), LEAN, "19,200 bits a second"),
        (OLD, VT100, "no colours"),
        (replace(OLD, ssh="SSH_TTY"), VT100, "no colours"),
        (replace(HERE, term="ansi", entry="ansi", colors=8), VT100, "of this type"),
        (replace(HERE, term="pcansi", entry="pcansi", colors=8), VT100, "of this type"),
        (replace(HERE, term="vt525", entry="vt525", colors=8), VT100, "of this type"),
        (replace(HERE, term="vte-256color", entry="vte-256color"), RICH, "not over SSH"),
        (replace(HERE, term="xterm-kitty", entry="xterm"), RICH, "not over SSH"),
        (replace(HERE, term="linux", entry="linux", colors=8), RICH, "not over SSH"),
        (UNKNOWN, VT100, "does not know"),
        (replace(UNKNOWN, entry="ECMA-48"), VT100, "does not know"),
    ],
)
def test_the_profile_follows_from_the_line(facts: Facts, name: ProfileName, reason: str) -> None:
    profile = choose(facts)
    assert profile.name is name
    assert reason in why(profile, "profile")


@for_each("facts", [HERE, THERE, OLD, UNKNOWN])
@for_each("name", ProfileName)
def test_what_was_asked_for_goes_before_all(facts: Facts, name: ProfileName) -> None:
    profile = choose(facts, name)
    assert profile.name is name
    assert why(profile, "profile") == "you asked for it"


@for_each(
    "name, mouse, colors, paste, clipboard, background, title, delay, patience, flow_control, line_drawing, speed",
    [
        (RICH, True, 256, True, True, True, True, 0.1, 2.0, False, False, 100_000.0),
        (LEAN, False, 8, True, True, False, False, 0.5, 5.0, False, False, 960.0),
        (VT100, False, 0, False, False, False, False, 0.5, 5.0, True, True, 960.0),
    ],
)
def test_a_profile_decides_everything(
    name: ProfileName,
    mouse: bool,
    colors: int,
    paste: bool,
    clipboard: bool,
    background: bool,
    title: bool,
    delay: float,
    patience: float,
    flow_control: bool,
    line_drawing: bool,
    speed: float,
) -> None:
    profile = choose(HERE, name)
    reasons = profile.reasons
    assert profile == Profile(
        *(name, mouse, colors, paste, clipboard, background, title),
        *(delay, patience, flow_control, "utf-8", line_drawing),
        *("ascii", True, speed, reasons),
    )


@for_each("name", ProfileName)
def test_every_decision_has_a_reason_once(name: ProfileName) -> None:
    reasons = choose(HERE, name).reasons
    assert [what for what, _ in reasons] == [
        "profile",
        "character set",
        "line drawing",
        "colours",
        "mouse",
        "clipboard",
        "background",
        "window title",
        "escape delay",
        "pasted text",
        "flow control",
        "assumed speed",
    ]
    assert all(reason for _, reason in reasons)


@for_each("name", ProfileName)
def test_no_color_goes_without_colours(name: ProfileName) -> None:
    profile = choose(replace(HERE, no_color="1"), name)
    assert (profile.colors, why(profile, "colours")) == (0, "NO_COLOR is set")


def test_no_profile_has_more_than_the_terminal() -> None:
    few = replace(HERE, colors=0, mouse=False, line_drawing=False, line_drawing_in_utf8=False, locale=("", ""))
    for name in ProfileName:
        profile = choose(few, name)
        assert (profile.colors, profile.mouse, profile.line_drawing) == (0, False, False)


@for_each(
    "term, clipboard",
    [
        *((term, True) for term in ("xterm", "xterm-kitty", "tmux-256color", "screen.xterm", "rxvt-unicode", "foot")),
        *((term, False) for term in ("linux", "cygwin", "hurd", "xtermish", "stone")),
    ],
)
def test_the_clipboard_is_for_terminals_like_xterm(term: str, clipboard: bool) -> None:
    assert choose(replace(HERE, term=term, entry=term)).clipboard is clipboard


def test_no_question_about_the_background_where_nothing_follows_it_or_it_may_be_shown() -> None:
    for facts in (replace(HERE, no_color="1"), replace(HERE, term="linux", entry="linux")):
        profile = choose(facts, RICH)
        assert not profile.background
        assert why(profile, "background")


@for_each(
    "said, seconds, reason",
    [
        ("", 0.1, "is not set"),
        ("1", 0.001, "says so"),
        ("25", 0.025, "says so"),
        ("10000", 10.0, "says so"),
        *((wrong, 0.1, "is ignored") for wrong in ("0", "10001", "-5", "soon", "1e3", "٣", " 25", "9" * 5000)),
    ],
)
def test_escdelay_says_how_long_an_escape_waits(said: str, seconds: float, reason: str) -> None:
    profile = choose(replace(HERE, escape_delay=said))
    assert profile.escape_delay == pytest.approx(seconds)
    assert reason in why(profile, "escape delay")
    assert choose(replace(THERE, escape_delay="25")).escape_delay == pytest.approx(0.025)


def test_flow_control_stays_where_the_line_uses_it() -> None:
    assert choose(OLD).flow_control
    assert choose(replace(HERE, bits=9_600)).flow_control
    assert not choose(HERE).flow_control
    assert not choose(THERE).flow_control
    assert not choose(replace(HERE, bits=9_600, ixon=False)).flow_control
    assert not choose(replace(OLD, ixon=False)).flow_control


def test_over_ssh_without_a_locale_no_terminal_is_trusted_to_draw_lines() -> None:
    nothing_said = replace(THERE, locale=("", ""))
    for name in ProfileName:
        profile = choose(nothing_said, name)
        assert (profile.charset, profile.line_drawing) == ("ascii", False)
        assert (profile.other_charset, profile.other_line_drawing) == ("ascii", True), "it has said that it has 8 bits"
        assert choose(replace(nothing_said, ssh=""), name).line_drawing


def test_a_terminal_that_does_not_read_utf_8_gets_the_set_of_the_locale_or_ascii() -> None:
    latin, greek = ("LANG", "en_US.ISO-8859-1"), ("LC_ALL", "ru_RU.KOI8-R")
    for locale, charset, lines in ((UTF_8, "ascii", True), (latin, "iso8859-1", True), (greek, "koi8-r", False)):
        profile = choose(replace(HERE, locale=locale))
        assert (profile.other_charset, profile.other_line_drawing) == (charset, lines)
        assert not choose(replace(HERE, locale=locale, line_drawing=False)).other_line_drawing


def test_lines_are_drawn_in_the_alternate_set_where_that_is_needed_or_cheaper() -> None:
    latin = ("LANG", "en_US.ISO-8859-1")
    assert choose(replace(HERE, locale=latin)).line_drawing
    assert choose(replace(HERE, locale=latin, line_drawing_in_utf8=False)).line_drawing
    assert not choose(replace(HERE, locale=latin, line_drawing=False)).line_drawing
    assert not choose(replace(HERE, locale=("LANG", "ru_RU.KOI8-R"))).line_drawing  # it has lines
    assert not choose(HERE).line_drawing
    assert choose(OLD).line_drawing
    assert not choose(replace(OLD, line_drawing_in_utf8=False)).line_drawing


def test_a_slow_line_says_its_own_speed() -> None:
    assert choose(replace(HERE, bits=9_600)).speed == 960.0
    assert choose(replace(HERE, bits=2_400), RICH).speed == 240.0
    assert choose(replace(OLD, bits=19_200)).speed == 1920.0
    assert choose(OLD).speed == 960.0
