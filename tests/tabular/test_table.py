"""Reading a table: what its rows are, on which lines they begin, and what is refused."""

from __future__ import annotations

import io
from typing import BinaryIO

import pytest

from fleet_tui.tabular.errors import Unreadable
from fleet_tui.tabular.table import open_table
from tests.support.sheets import cells_of, is_title, table_of
from tests.support.tables import for_each


def test_rows_come_with_the_lines_on_which_they_begin_as_often_as_wanted() -> None:
    table = table_of('Name,Email\n"Jane\r\nDoe",jane@example.com\n\nJim,\n')
    expected = [(2, ("Jane\r\nDoe", "jane@example.com")), (5, ("Jim", ""))]
    assert list(map(tuple, table.rows())) == expected
    assert list(map(tuple, table.rows())) == expected
    assert table.head.titles == ("Name", "Email")
    assert table.head.columns == 2
    assert [tuple(row) for row in table.head.samples] == expected
    assert table.read_fraction() == 1


@for_each(
    "text, expected",
    [
        ("Name,Email\rJane,j@x\r", [("Jane", "j@x")]),
        ("Name,Email\nJane,\n   ,\n,\n\n\n", [("Jane", "")]),
        ("Name,Email\nJane\n", [("Jane", "")]),
        ("Name,Email\nJane,j@x,,  ,\n", [("Jane", "j@x")]),
        ("Name,Email\nJane,j@x,extra\n", [("Jane", "j@x", "extra")]),
        ("Name,Email\nJane, J \n", [("Jane", " J ")]),
        ('Name,Email\nJane,a "quoted" word\n', [("Jane", 'a "quoted" word')]),
        ('Name,Email\n"Jane ""JD"" Doe",x\n', [('Jane "JD" Doe', "x")]),
        ("Name,Email\na,b\n\ufeffc,\ufeffd\n", [("a", "b"), ("c", "d")]),
        ("\ufeffName,Email\na,b\n\ufeff", [("a", "b")]),
        ("Name,Email\nTotal,x\nJane,y\nTotal: 2,\n", [("Total", "x"), ("Jane", "y")]),
        ("Name,Email,Phone\nJane,a,b\nTotal,2,2\n", [("Jane", "a", "b")]),
        ("Name,Email\nJane,a\nTotal drivers: 1\n", [("Jane", "a")]),
        ("Name,Email\nJane,a\nTotal Recall,b\n", [("Jane", "a"), ("Total Recall", "b")]),
    ],
)
def test_rows_are_as_the_file_has_them(text: str, expected: list[tuple[str, ...]]) -> None:
    assert cells_of(table_of(text)) == expected


@for_each(
    "content, sentence",
    [
        ("", "people.csv is empty"),
        ("\n , \n", "people.csv is empty"),
        ("Name,Email\n\n", "no row below"),
        ('Name,Email\nJane,b\nJim,"open\nx,y\n', "line 3, character 5: the quotation mark that opens here"),
        ('Name,Email\n"Jane\nDoe","x"y\n', "line 3, character 9: after the quotation mark that ends a cell"),
        ("Name,Email\n" + "x" * 140_000 + ",y\n", "line 2: a cell is longer than 131,072 characters"),
        ('Name,Email\nJane,"' + "x\n" * 70_000 + '"\n', "line 2, character 6: the quotation mark that opens here"),
        ("Name,Email\nJane,a\0b\n", "line 2, character 7: a null character"),
        ("Name,Email\n" + "a," * 1001 + "b\n", "line 2: this row has 1,002 columns"),
        ("a," * 1001 + "b\n", "line 1: this row has 1,002 columns"),
        ("Name,Email\nJane,j\n" + "x" * ((1 << 20) + 1), "line 3: this line is longer than 1,048,576 characters"),
        (b"Name,Email\nJ\x81,\xfcx\n", "line 2, character 2: a byte here (81)"),
        ("Name,Email\nJosé,x\n".encode() + b"Ren\xe9,y\n", "line 3, character 4: a byte here is not"),
        ("Name,Email\nJane,j\n".encode("utf-32"), "UTF-32"),
        ("Name,Email\nJane,j\n".encode("utf-16")[:-1], "line 2, character 7: the text cannot be decoded as UTF-16-LE"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(content: bytes | str, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        list(table_of(content).rows())
    assert sentence in str(caught.value)


class Endless(io.BytesIO):
    """A stream of one line, which counts what is read of it."""

    blocks = 0

    def seek(self, offset: int, whence: int = 0) -> int:
        return 10**10 if whence else 0

    def read(self, size: int | None = -1, /) -> bytes:
        Endless.blocks += 1
        return b"x" * (size or 0) if Endless.blocks % 50 else b""


class EndlessSource:
    """A file of one line that is far longer than the memory."""

    name = "people.csv"

    def open(self) -> BinaryIO:
        return Endless()


def test_a_line_of_any_length_is_refused_before_it_is_whole_in_memory() -> None:
    with pytest.raises(Unreadable, match="line 1: this line is longer"):
        open_table(EndlessSource(), is_title)
    assert Endless.blocks < 60, "the whole of it once for its encoding, then five blocks"


def test_rows_are_read_a_block_at_a_time() -> None:
    table = table_of("Name,Email\n" + "Jane,j@x.com\n" * 200_000)
    rows = table.rows()
    assert next(rows).line == 2
    assert 0 < table.read_fraction() < 0.2
    assert sum(1 for _ in rows) == 199_999
    assert table.read_fraction() == 1


@for_each(
    "delimiter, cells, line",
    [
        (",", ("a", "b;c", "d"), "a,b;c,d"),
        (";", ("a", "b;c", 'd"e'), 'a;"b;c";"d""e"'),
        ("\t", ("a\nb", "c"), '"a\nb"\tc'),
    ],
)
def test_a_row_is_written_in_the_layout_of_the_file(delimiter: str, cells: tuple[str, ...], line: str) -> None:
    table = table_of(f"Name{delimiter}Email\nJane{delimiter}x\n")
    assert table.text_of(cells) == line
