"""Files that are no tables: each is recognised, and the sentence says what to save instead."""

from __future__ import annotations

import pytest

from fleet_tui.tabular.errors import Unreadable
from tests.support.sheets import cells_of, table_of
from tests.support.tables import for_each


@for_each(
    "content, sentence",
    [
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "vCard file (contacts), not a table. Export the contacts as CSV."),
        ("BEGIN:VCARD\r\n".encode("utf-16"), "vCard file"),
        (b"BEGIN:VCALENDAR\r\n", "a calendar"),
        (b"version: 1\n\ndn: cn=Jane,dc=x\n", "LDIF file (a directory), not a table. Export the people as CSV."),
        (b"# extended LDIF\n#\ndn:: Y249SmFuZQ==\n", "LDIF file"),
        (b"dn: uid=jane,ou=people\n", "LDIF file"),
        (b'[{"name": "Jane"}]', "is JSON"),
        (b'\n{ "people": []}', "is JSON"),
        (b"[]", "is JSON"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\xff\xd8\xff\xe0", "is a picture"),
        (b"GIF89a", "is a picture"),
        (b"\x1f\x8b\x08", "is a compressed file, not a table. Unpack it"),
        (b"SQLite format 3\0", "is a database"),
        (b"{\\rtf1", "a word processor"),
        (b"  <!DOCTYPE html><html>", "is a web page, not a table. Open it in a spreadsheet."),
        (b"<table><tr><td>", "is a web page"),
        (b"<people>\n  <person>", "is XML"),
        (b'<?xml version="1.0"?><Workbook>', "is XML"),
    ],
)
def test_what_is_no_table_is_recognised(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        table_of(content, "people")
    assert sentence in str(caught.value)


@for_each(
    "text",
    [
        "[Name],Email\nJane,x\n",
        "{Name},Email\n",
        "<none>,Email\nJane,x\n",
        "Version,Name\n1,x\n",
        "version;1\n",
        "dn,cn\nx,y\n",
    ],
)
def test_tables_that_begin_alike_are_read(text: str) -> None:
    assert cells_of(table_of(text))
