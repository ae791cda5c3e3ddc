"""What a terminal cannot show becomes something that it can, as wide as before and nearest to what was meant."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.terminal.output.folding import Folding
from fleet_tui.terminal.output.grid import (
    BOLD,
    DEFAULT,
    DIM,
    ITALIC,
    LINES,
    PLAIN,
    RGB,
    STRIKE,
    UNDERLINE,
    Row,
    ScreenBuffer,
    Style,
    on_blank,
)
from fleet_tui.terminal.terminfo.capabilities import FALLBACK
from tests.support.line.pictures import CHARSETS, SIZES, Step, changes, drawn, terminals
from tests.support.tables import for_each


def folded(text: str, folding: Folding, columns: int = 0) -> str:
    """What is left of a text."""
    grid = ScreenBuffer(columns or 2 * len(text) + 2, 1)
    grid.write(0, 0, text, PLAIN)
    return "".join(cell for cell, _ in folding.row(grid.rows[0])).rstrip()


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(sorted(terminals())),
    charset=st.sampled_from((*CHARSETS, "iso8859-2", "koi8-u", "iso8859-15")),
    line_drawing=st.booleans(),
    colors=st.sampled_from((0, 8, 16, 256, 1 << 24)),
    size=st.sampled_from(SIZES),
    change=changes,
)
def test_every_cell_is_one_that_the_terminal_can_show(
    name: str, charset: str, line_drawing: bool, colors: int, size: tuple[int, int], change: list[Step]
) -> None:
    can = terminals()[name]
    folding = Folding(can, charset=charset, line_drawing=line_drawing, colors=colors)
    (rows,) = drawn(*size, [change])
    limit = min(colors, can.colors)
    for row in rows:
        shown = folding.row(row)
        assert len(shown) == len(row)
        assert folding.row(shown) == shown or any(style.attributes & LINES for _, style in shown)
        for column, ((text, style), (was, _)) in enumerate(zip(shown, row, strict=True)):
            encoded = text.encode(charset)
            assert bool(text) == bool(was) or (text == " " and len(shown[column - 1][0].encode(charset)) == 1)
            assert charset == "utf-8" or len(encoded) == len(text)
            assert text != " " or style == on_blank(style)
            assert not style.attributes & LINES or (line_drawing and 32 < ord(text) < 127)
            for color in style[1:]:
                assert color == DEFAULT or limit >= 8
                assert limit > 256 or color < max(limit, 1)
            for bit, string in ((BOLD, can.bold), (DIM, can.dim), (ITALIC, can.sitm), (STRIKE, can.smxx)):
                assert string or not style.attributes & bit


@for_each(
    "charset, text, shown",
    [
        ("utf-8", "Zoë ─│ 漢 …", "Zoë ─│ 漢 …"),
        ("iso8859-1", "Zoë Łódź ─│╭╯ … – “x” •", 'Zoë Lódz -|++ ~ - "x" *'),
        ("iso8859-2", "Zoë Łódź Ævar", "Zoë Łódź Avar"),
        ("iso8859-1", "Zoe\u0308", "Zoe"),
        ("ascii", "Zoë Łódź Straße Ævar Þór", "Zoe Lodz Strase Avar Tor"),
        ("ascii", "● ◌ ○ × → = !", "* : o x > = !"),  # what cells mean: no two signs are the same letter
        ("latin-1", "● ◌ ○ ×", "* : o ×"),
        ("ascii", ">→Ann  North → West", ">~Ann  North > West"),  # `>` before a name is the cursor
        ("latin-1", " →Ann  a→b →", " ~Ann  a>b >"),
        ("utf-8", ">→Ann  North → West", ">→Ann  North → West"),
        ("ascii", "▲▼►◄ ■ × ÷ ¿¡", "^v>? # x / ?!"),
        ("latin-1", "▴┃▾", "^|v"),  # what scroll bars are drawn with
        ("ascii", "┌─┬┐ │├┼┤", "+-++ |+++"),
        ("ascii", "漢x Ж ﬁ Ａ", "? x ? f A"),
        ("koi8-r", "Жук ë ─│", "Жук e ─│"),
        ("iso8859-7", "Ωμέγα ë", "Ωμέγα e"),
    ],
)
def test_accents_go_and_lines_become_what_the_charset_has(charset: str, text: str, shown: str) -> None:
    assert folded(text, Folding(FALLBACK, charset=charset)) == shown


def test_lines_are_letters_of_the_alternate_set_where_it_is_used() -> None:
    grid = ScreenBuffer(8, 1)
    grid.write(0, 0, "┌─╮│━é", Style(BOLD))
    folding = Folding(terminals()["vt100"], charset="ascii", line_drawing=True)
    assert folding.row(grid.rows[0])[:6] == [
        *((letter, Style(BOLD | LINES)) for letter in "lqkxq"),
        ("e", Style(BOLD)),
    ]


def test_a_wide_character_without_a_stand_in_leaves_a_blank_of_its_colour() -> None:
    grid = ScreenBuffer(4, 1)
    grid.write(0, 1, "漢", Style(BOLD | UNDERLINE, 1, 4))
    folding = Folding(replace(FALLBACK, colors=8), charset="ascii")
    assert folding.row(grid.rows[0])[1:3] == [
        ("?", Style(BOLD | UNDERLINE, 1, 4)),
        (" ", Style(UNDERLINE, 1, 4)),
    ]


def styled(style: Style, folding: Folding) -> Style:
    row: Row = [("x", style)]
    return folding.row(row)[0][1]


@for_each(
    "colors, given_color, shown",
    [
        (0, 1, DEFAULT),
        (0, RGB | 0xFF0000, DEFAULT),
        (8, 1, 1),
        (8, 9, 1),
        (8, 196, 1),
        (8, RGB | 0xFF0000, 1),
        (8, DEFAULT, DEFAULT),
        (16, 9, 9),
        (16, 203, 9),
        (16, RGB | 0xFF5555, 9),
        (256, 196, 196),
        (256, RGB | 0xFF0000, 196),
        (1 << 24, RGB | 0xFF0000, RGB | 0xFF0000),
        (1 << 24, 196, 196),
    ],
)
def test_colours_become_the_nearest(colors: int, given_color: int, shown: int) -> None:
    can = replace(FALLBACK, colors=1 << 24)
    assert styled(Style(0, given_color, given_color), Folding(can, colors=colors)) == Style(0, shown, shown)
    assert styled(Style(0, given_color), Folding(replace(can, colors=colors))) == Style(0, shown)


def test_attributes_are_those_that_the_terminal_has() -> None:
    assert styled(Style(BOLD | DIM | ITALIC | STRIKE | UNDERLINE), Folding(FALLBACK)) == Style(BOLD | UNDERLINE)


@for_each("name, shown", [("linux", "e"), ("vt100", "e"), ("ansi", "e"), ("screen", "e\u0301")])
def test_marks_are_left_from_the_last_column_where_they_would_go_to_another(name: str, shown: str) -> None:
    folding = Folding(terminals()[name])
    assert folded("abe\u0301", folding, columns=3) == "ab" + shown
    assert folded("abe\u0301", folding, columns=4) == "abe\u0301"
    assert folded("漢\u0301", folding, columns=2) == ("漢\u0301" if name == "screen" else "漢")


def test_colours_are_for_terminals_whose_attributes_are_numbers() -> None:
    red = ("x", Style(BOLD, 1, 2))
    xterm = terminals()["xterm"]
    assert Folding(xterm).row([red]) == [red]
    assert Folding(replace(xterm, sgr=False)).row([red]) == [("x", Style(BOLD))]
