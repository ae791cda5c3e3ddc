"""Numbers that a workbook shows with zeros before them keep the zeros."""

from __future__ import annotations

import io

import xlsxwriter

from tests.support.sheets import cells_of, table_of


def test_zeros_that_a_format_shows_are_kept_and_no_others_are_made() -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet("People")
    sheet.write_row(0, 0, ["Name", "Phone", "Team", "ZIP"])
    zip_code, truck = book.add_format({"num_format": "00000;@", "bold": True}), book.add_format({"num_format": "000"})
    rows = [
        ("Jane", 1067, zip_code),
        ("Jim", 80014, zip_code),
        ("Jo", 1067, None),
        ("Ida", 7.5, zip_code),
        ("Ed", 7, truck),
    ]
    for number, (name, value, style) in enumerate(rows, 1):
        sheet.write_row(number, 0, [name, 5, "x"])
        sheet.write_number(number, 3, value, style)
    sheet.write_string(6, 3, "12", zip_code)
    sheet.write_blank(7, 3, None, zip_code)
    book.close()
    cells = cells_of(table_of(content.getvalue()))
    assert [(row[0], row[3]) for row in cells] == [
        ("Jane", "01067"),
        ("Jim", "80014"),
        ("Jo", "1067"),
        ("Ida", "7.5"),
        ("Ed", "007"),
        ("", "12"),
    ]
