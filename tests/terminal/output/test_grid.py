"""A picture holds what was written last, wide characters whole or not at all, and of blanks only what can be seen."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from fleet_tui.terminal.output.grid import (
    BLANK,
    BOLD,
    PLAIN,
    REVERSE,
    UNDERLINE,
    Row,
    ScreenBuffer,
    Style,
    on_blank,
)
from tests.support.line.pictures import SIZES, Drawing, Step, changes, places, styles, texts

BLUE = Style(0, background=4)


def text(row: Row) -> list[str]:
    return [cell[0] for cell in row]


def assert_whole(grid: ScreenBuffer) -> None:
    """Every cell has one character with its marks, or is the second half of the wide one before it."""
    assert len(grid.rows) == grid.lines
    for row in grid.rows:
        assert len(row) == grid.columns
        for column, (content, style) in enumerate(row):
            if content:
                wide = column + 1 < grid.columns and not row[column + 1][0]
                assert cell_len(content[0]) == 1 + wide
                assert all(cell_len(mark) == 0 for mark in content[1:])
                assert content != " " or style == on_blank(style)
            else:
                assert column
                assert row[column - 1][1] == style
                assert cell_len(row[column - 1][0][0]) == 2


@settings(max_examples=100, deadline=None)
@given(size=st.sampled_from(SIZES), change=changes, other=st.sampled_from(SIZES))
def test_whatever_is_written_a_picture_has_whole_characters_only(
    size: tuple[int, int], change: list[Step], other: tuple[int, int]
) -> None:
    drawing = Drawing(ScreenBuffer(*size))
    drawing.draw(change)
    assert_whole(drawing.grid)
    assert_whole(drawing.grid.resized(*other))


@settings(max_examples=100, deadline=None)
@given(line=places, column=places, content=texts, style=styles)
def test_writing_touches_its_own_cells_only_and_says_so(line: int, column: int, content: str, style: Style) -> None:
    grid = ScreenBuffer(20, 6)
    grid.touched.clear()
    end = grid.write(line, column, content, style)
    assert end >= column
    for number, row in enumerate(grid.rows):
        assert number == line or row == [BLANK] * 20
        assert row[:column] == [BLANK] * min(column, 20)
        assert row[end:] == [BLANK] * max(20 - end, 0)
    assert grid.touched <= {line}
    assert grid.touched or all(row == [BLANK] * 20 for row in grid.rows)


def test_half_a_wide_character_that_is_written_over_is_a_blank_of_its_colour() -> None:
    for column, left in ((0, ["x", " ", "字", ""]), (1, [" ", "x", "字", ""]), (2, ["漢", "", "x", " "])):
        grid = ScreenBuffer(4, 1)
        grid.write(0, 0, "漢字", BLUE)
        grid.write(0, column, "x", PLAIN)
        assert text(grid.rows[0]) == left
        assert all(style == BLUE for content, style in grid.rows[0] if content == " ")


def test_wide_characters_over_halves_of_others_leave_blanks() -> None:
    grid = ScreenBuffer(6, 1)
    grid.write(0, 0, "漢字漢", PLAIN)
    grid.write(0, 1, "ひひ", PLAIN)
    assert text(grid.rows[0]) == [" ", "ひ", "", "ひ", "", " "]


def test_text_over_the_edge_is_cut_and_a_wide_character_there_is_a_blank() -> None:
    grid = ScreenBuffer(4, 1)
    assert grid.write(0, 2, "abc", PLAIN) == 5
    assert text(grid.rows[0]) == [" ", " ", "a", "b"]
    assert grid.write(0, 1, "漢字", BLUE) == 5
    assert grid.rows[0] == [BLANK, ("漢", BLUE), ("", BLUE), (" ", BLUE)]


def test_what_a_blank_does_not_show_is_not_kept() -> None:
    grid = ScreenBuffer(4, 1)
    grid.write(0, 0, " ", Style(BOLD, foreground=1, background=2))
    grid.write(0, 1, " é", Style(BOLD | UNDERLINE, foreground=1, background=2))
    grid.write(0, 3, " ", Style(REVERSE, foreground=1))
    assert [style for _, style in grid.rows[0]] == [
        Style(0, background=2),
        Style(UNDERLINE, 1, 2),
        Style(BOLD | UNDERLINE, 1, 2),
        Style(REVERSE, 1),
    ]


def test_control_characters_are_no_text() -> None:
    grid = ScreenBuffer(4, 1)
    grid.write(0, 0, "a\x07\x1bb", PLAIN)
    grid.write(0, 2, "é\x9b\x7fd", PLAIN)
    assert text(grid.rows[0]) == ["a", "b", "é", "d"]


def test_another_size_keeps_what_it_has_room_for() -> None:
    grid = ScreenBuffer(4, 2)
    grid.write(0, 0, "a漢b", BLUE)
    smaller = grid.resized(2, 1)
    assert smaller.rows == [[("a", BLUE), (" ", BLUE)]]
    larger = grid.resized(5, 3)
    assert text(larger.rows[0]) == ["a", "漢", "", "b", " "]
    assert larger.touched == {0, 1, 2}
