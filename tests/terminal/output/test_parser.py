"""Textual's output makes the picture that it means; whatever else is written makes none and does no harm."""

from __future__ import annotations

import base64

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.style import Style as RichStyle

from fleet_tui.terminal.output.grid import (
    BLANK,
    BOLD,
    DEFAULT,
    DIM,
    ITALIC,
    PLAIN,
    REVERSE,
    RGB,
    STRIKE,
    UNDERLINE,
    ScreenBuffer,
    Style,
)
from fleet_tui.terminal.output.parser import Bell, Clipboard, OutputParser, Repaint, Request, restyled
from tests.support.tables import for_each

SGR = {
    "": PLAIN,
    "0": PLAIN,
    "1": Style(BOLD),
    "2;3;4": Style(DIM | ITALIC | UNDERLINE),
    "7;9": Style(REVERSE | STRIKE),
    "21": Style(UNDERLINE),
    "1;2;22": PLAIN,
    "3;4;7;9;23;24;27;29": PLAIN,
    "1;0;4": Style(UNDERLINE),
    "1;;4": Style(UNDERLINE),
    "31;42": Style(0, 1, 2),
    "91;102": Style(0, 9, 10),
    "97;107;1": Style(BOLD, 15, 15),
    "38;5;200": Style(0, 200),
    "48;5;17;1": Style(BOLD, DEFAULT, 17),
    "38;2;1;2;3;48;2;255;0;9": Style(0, RGB | 0x010203, RGB | 0xFF0009),
    "31;39;42;49": PLAIN,
    "38;5": PLAIN,
    "38;2;1;2": PLAIN,
    "38": PLAIN,
    "38;7;1": PLAIN,
    "5;6;8;51;53;99;1": Style(BOLD),
    "99999999999999;1": Style(BOLD),
    "38;5;300": Style(0, 44),
}


def screen(*writings: str, columns: int = 8, lines: int = 3) -> ScreenBuffer:
    grid = ScreenBuffer(columns, lines)
    parser = OutputParser(grid)
    for writing in writings:
        parser.feed(writing)
    return grid


def texts(grid: ScreenBuffer) -> list[str]:
    return ["".join(text for text, _ in row) for row in grid.rows]


@for_each("numbers", SGR)
def test_styles_are_what_their_numbers_say(numbers: str) -> None:
    assert restyled(PLAIN, numbers) == SGR[numbers]
    assert screen(f"\x1b[{numbers}mx").rows[0][0] == ("x", SGR[numbers])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 400) | st.just(""), max_size=12))
def test_any_numbers_give_a_style(numbers: list[int | str]) -> None:
    style = restyled(Style(BOLD, 3, 4), ";".join(map(str, numbers)))
    assert 0 <= style.attributes < 64
    assert all(color == DEFAULT or 0 <= color < 256 or color & RGB for color in style[1:])


rich_colors = st.one_of(
    st.none(),
    st.integers(0, 255).map(Color.from_ansi),
    st.builds(Color.from_rgb, *[st.integers(0, 255)] * 3),
    st.just(Color.default()),
)
_ATTRIBUTES = (BOLD, DIM, ITALIC, UNDERLINE, REVERSE, STRIKE)


def meant(color: Color | None) -> int:
    if color is None or color.is_default:
        return DEFAULT
    if color.triplet:
        return RGB | color.triplet.red << 16 | color.triplet.green << 8 | color.triplet.blue
    assert color.number is not None
    return color.number


@settings(max_examples=150, deadline=None)
@given(
    flags=st.lists(st.sampled_from((True, False, None)), min_size=6, max_size=6),
    foreground=rich_colors,
    background=rich_colors,
    link=st.sampled_from((None, "https://example.org/é")),
    others=st.sampled_from(({}, {"blink": True}, {"underline2": True}, {"overline": True, "frame": True})),
)
def test_what_rich_writes_is_the_style_that_it_means(
    flags: list[bool | None],
    foreground: Color | None,
    background: Color | None,
    link: str | None,
    others: dict[str, bool],
) -> None:
    names = ("bold", "dim", "italic", "underline", "reverse", "strike")
    style = RichStyle.from_color(foreground, background) + RichStyle(
        **dict(zip(names, flags, strict=True)),
        link=link,
        **others,  # type: ignore[arg-type]
    )
    grid = screen("\x1b[1;31;44m", style.render("é漢", color_system=ColorSystem.TRUECOLOR), "\x1b[0m|")
    if style.render("x", color_system=ColorSystem.TRUECOLOR).endswith("\x1b[0m"):
        assert grid.rows[0][3] == ("|", PLAIN)
    grid = screen(style.render("é漢", color_system=ColorSystem.TRUECOLOR), "|")
    attributes = sum(bit for bit, flag in zip(_ATTRIBUTES, flags, strict=True) if flag)
    attributes |= UNDERLINE if "underline2" in others else 0
    wanted = Style(attributes, meant(foreground), meant(background))
    assert grid.rows[0][:4] == [("é", wanted), ("漢", wanted), ("", wanted), ("|", PLAIN)]


PLACES = {
    "\x1b[2;3Hx": (1, 2),
    "\x1b[Hx": (0, 0),
    "\x1b[;3Hx": (0, 2),
    "\x1b[2Hx": (1, 0),
    "\x1b[0;0Hx": (0, 0),
    "\x1b[2;3fx": (1, 2),
    "\x1b[3;8Hx": (2, 7),
}


@for_each("writing", PLACES)
def test_text_is_where_the_cursor_was_put(writing: str) -> None:
    line, column = PLACES[writing]
    grid = screen(writing)
    assert grid.rows[line][column] == ("x", PLAIN)
    assert sum(text == "x" for row in grid.rows for text, _ in row) == 1


@for_each("place", ["4;1", "1;9", "99999;1", "1;99999", "999999;1", "1;999999999999", "9;9"])
def test_a_place_beyond_the_screen_harms_nothing(place: str) -> None:
    grid = ScreenBuffer(8, 3)
    parser = OutputParser(grid)
    parser.feed(f"\x1b[{place}H漢x\x1b[3;1Hy")
    rows = [row[1:] if number == 0 else row for number, row in enumerate(grid.rows)]
    assert grid.rows[2][0] == ("y", PLAIN)
    assert [cell for row in rows[:2] for cell in row] == [BLANK] * 15


def test_text_goes_on_behind_what_was_written_and_over_no_edge() -> None:
    assert texts(screen("\x1b[1;7Habcd", "e\x1b[2;1Hx")) == ["      ab", "x       ", "        "]
    assert texts(screen("\x1b[1;7Ha漢b")) == ["      a ", "        ", "        "]
    assert texts(screen("漢", "字", "\x1b[1;2Hx")) == [" x字    ", "        ", "        "]


FOREIGN = (
    *("\x1b[J", "\x1b[K", "\x1b[?1049h", "\x1b[?2026$p", "\x1b[>4;1m", "\x1b[<u", "\x1b[6n", "\x1b[1;2 q", "\x1b[!p"),
    *("\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x1b]52;c;eA=\x07", "\x1b]52;p;eA==\x07", "\x1bPq#1\x1b\\"),
    *("\x1b_x\x1b\\", "\x1b^x\x9c", "\x1bXx\x07", "\x9dx\x9c", "\x90x\x1b\\", "\x9b31m", "\x9b2J", "\x85", "\x84"),
    *("\x1bc", "\x1b7", "\x1b(0", "\x1b#8", "\x1bM", "\r", "\n", "\b", "\t", "\x0e", "\x0f", "\x7f", "\x00", "\x18"),
    *("\x1b[38:2:1:2:3m", "\x1b[?1m", "\x1b[=5H", "\x1b[1;2;3\x00m"[:-2], "\x1b\x1b", "\x1b[\x1b[m"),
)


@for_each("foreign", FOREIGN)
def test_what_is_foreign_makes_no_picture(foreign: str) -> None:
    grid = ScreenBuffer(8, 3)
    parser = OutputParser(grid)
    assert parser.feed(f"a{foreign}\x1b[mb") == []
    assert texts(grid) == ["ab      ", "        ", "        "]
    assert all(style == PLAIN for row in grid.rows for _, style in row)


def test_what_is_unfinished_ends_with_what_is_written_together() -> None:
    for unfinished in ("\x1b[31", "\x1b]0;title", "\x1bPx", "\x1b", "\x9d52"):
        assert texts(screen(f"a{unfinished}", "b"))[0] == "ab      "


def copied(text: bytes) -> str:
    return f"\x1b]52;c;{base64.b64encode(text).decode()}\x07"


REQUESTS: dict[str, list[Request | Repaint]] = {
    "a\x07b\x07": [Bell(), Bell()],
    copied(b"text"): [Clipboard(b"text")],
    copied("é\x1b]".encode()).replace("\x07", "\x1b\\"): [Clipboard("é\x1b]".encode())],
    copied(b""): [Clipboard(b"")],
    "\x1b[2J": [Repaint()],
    "\x1b]52;c;abc\x07": [],
    "\x1b]52;c;?\x07": [],
    "\x1b]0;\x07": [],
}


@for_each("writing", REQUESTS)
def test_bells_and_the_clipboard_are_asked_for(writing: str) -> None:
    assert OutputParser(ScreenBuffer(8, 3)).feed(writing) == REQUESTS[writing]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text() | st.text(st.characters(max_codepoint=0x9F)) | st.sampled_from(FOREIGN), max_size=9))
def test_anything_may_be_written(writings: list[str]) -> None:
    grid = screen(*writings, columns=5, lines=2)
    assert not [
        text for row in grid.rows for text, _ in row if len(text) == 1 and not text.isprintable() and text < "\xa0"
    ]
