"""How tables lie in files: encodings, delimiters, and what stands above and below the people."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.support.sheets import cells_of, table_of
from tests.support.tables import for_each

PEOPLE = "Name,Email\r\nJosé Müller,j@x.com\r\nZoë “Z” O’Neil,z@x.com\r\n"
EXPECTED = [("José Müller", "j@x.com"), ("Zoë “Z” O’Neil", "z@x.com")]


@for_each("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_told_by_the_bytes(codec: str) -> None:
    assert cells_of(table_of(PEOPLE.encode(codec))) == EXPECTED


def test_other_scripts_are_told_without_a_mark() -> None:
    for text in ("Name,Email\nИван Петров,i@x.com\n", "Name,Email\n李小龍,l@x.com\n"):
        for codec in ("utf-8", "utf-16-le", "utf-16-be"):
            assert cells_of(table_of(text.encode(codec)))[0][0] == text.split("\n")[1].split(",")[0]


@for_each(
    "text, expected",
    [
        ("Name;Address\nDoe, Jane;1 Main St, Denver, CO\nRoe, Jo;2 Elm, Rye\n", ("Doe, Jane", "1 Main St, Denver, CO")),
        ("7;Doe, Jane;Denver, CO\n8;Roe, Jo;Rye, NY\n", ("7", "Doe, Jane", "Denver, CO")),
        ("7;Müller;12,50\n8;Meier;13,70\n", ("7", "Müller", "12,50")),
        ("Name|Phone\nJane|1,2;3\n", ("Jane", "1,2;3")),
        ("Name\tPhone\nDoe, Jane\t1;2\n", ("Doe, Jane", "1;2")),
        ("Name,Team\nJane,a;b\nJim,c\n", ("Jane", "a;b")),
        ('Name, Team\n"Doe, Jane", "a, b"\n"Roe, Jo", c\n', ("Doe, Jane", "a, b")),
        ("sep=|\nName|Phone\nJane, J|1\n", ("Jane, J", "1")),
        ("sep=;\nJane;5,5,5\n", ("Jane", "5,5,5")),
        ("Name\nJane\nJim\n", ("Jane",)),
        ("jane@x.com\njim@x.com\n", ("jane@x.com",)),
    ],
)
def test_the_delimiter_is_the_one_by_which_rows_agree(text: str, expected: tuple[str, ...]) -> None:
    assert cells_of(table_of(text))[0] == expected


@for_each(
    "text, titles, notes, first",
    [
        (
            "Employee list 2026\n\nName,Email\nJane,j@x.com\n",
            ("Name", "Email"),
            ["Line 1 was passed over: “Employee list 2026” stands above the table."],
            4,
        ),
        (
            "Name,Email,Phone\nRequired. Max 60 characters,Required,Optional\nJane,j@x.com,\n",
            ("Name", "Email", "Phone"),
            ["Line 2 was passed over: it says how to fill in the columns."],
            3,
        ),
        (
            "Name,Email\ne.g. Jane Doe,jane@example.com\nJim,j@x.com\n",
            ("Name", "Email"),
            ["Line 2 was passed over: it is an example."],
            3,
        ),
        (
            "Name,Email\nJane Doe,jane@example.com\nJim,j@x.com\n",
            ("Name", "Email"),
            ["Line 2 was passed over: it is an example, with an address that is nobody’s."],
            3,
        ),
        ("Name,Email\nJane,jane@example.com\nJim,jim@example.com\n", ("Name", "Email"), [], 2),
        ("Name,Team\nJane Format,Blue\nJim,Red\n", ("Name", "Team"), [], 2),
        ("Jane,j@x.com,+13035550100\nJim,k@x.com,\n", None, [], 1),
        ("Person,Number,Mail box\nJane,5,j@x.com\nJim,6,k@x.com\n", ("Person", "Number", "Mail box"), [], 2),
        ("Jane,Technician,Denver\nJim,Helper,Rye\n", None, [], 1),
        (
            "Drivers of May,,\nJane,j@x.com,5\nJim,k@x.com,6\nJo,l@x.com,7\n",
            None,
            ["Line 1 was passed over: “Drivers of May” stands above the table."],
            2,
        ),
        ("Name,Blood Group,Email,Shoe Size\nJane,A,j@x.com,5\n", ("Name", "Blood Group", "Email", "Shoe Size"), [], 2),
        ("Name,Email,,\nJane,j@x.com,,\n", ("Name", "Email"), [], 2),
        ("Name,Name,Email\nJane,Doe,j@x.com\n", ("Name", "Name", "Email"), [], 2),
    ],
)
def test_the_table_is_found_in_its_sheet(
    text: str, titles: tuple[str, ...] | None, notes: Sequence[str], first: int
) -> None:
    table = table_of(text)
    assert table.head.titles == titles
    assert list(table.head.notes) == notes
    assert next(table.rows()).line == first


LETTERS = st.text(
    st.characters(codec="cp1252", exclude_characters="\0\ufeff\r\n") | st.sampled_from(list(",;|\t\"' \r\né")),
    max_size=8,
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    return draw(st.lists(st.lists(LETTERS, min_size=width, max_size=width), min_size=1, max_size=6))


@given(
    rows=tables(),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
    all_quoted=st.booleans(),
)
def test_what_csv_writes_reads_back_the_same(
    rows: list[list[str]], codec: str, delimiter: str, end: str, all_quoted: bool
) -> None:
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n", quoting=quoting)
    names = ["First Name", "Last Name", "Email", "Phone", "Team"][: len(rows[0])]
    writer.writerows([names, *[["x1@x.com", *row[1:]] for row in rows]])
    content = text.getvalue()
    if end != "\r\n" and not any("\r" in cell or "\n" in cell for row in rows for cell in row):
        content = content.replace("\r\n", end)
    table = table_of(content.encode(codec))
    assert table.head.titles == tuple(names)
    assert cells_of(table) == [("x1@x.com", *row[1:]) for row in rows]
