"""Every layout of people's files is read whole, with one person in it as with many, and so are rows taken out of it."""

from __future__ import annotations

from fleet_tui.domain.imports.mapping import is_title
from fleet_tui.tabular.source import BytesSource
from fleet_tui.tabular.table import Table, open_table
from tests.support.layouts.every import LAYOUTS
from tests.support.layouts.layout import Layout
from tests.support.tables import for_each

REASON = 'The phone, "+1 303", is in use: mend it; or leave the row out.'


def table_in(layout: Layout, content: bytes) -> Table:
    return open_table(BytesSource(layout.file_name, content), is_title(layout.kind))


@for_each("layout", LAYOUTS.values())
def test_a_layout_is_read_whole(layout: Layout) -> None:
    for people in (1, 2, 40):
        table = table_in(layout, layout.content(people))
        assert table.head.titles == layout.titles
        assert [row.cells for row in table.rows()] == layout.rows(people)


@for_each("layout", LAYOUTS.values())
def test_rows_that_were_refused_are_read_again_with_their_reasons(layout: Layout) -> None:
    table = table_in(layout, layout.content())
    refused = [(*row.cells, REASON) for row in list(table.rows())[:2]]
    titles = [(*table.head.titles, "Reason")] if table.head.titles else []
    again = open_table(
        BytesSource("refused.csv", "\n".join(map(table.text_of, [*titles, *refused])).encode()), is_title(layout.kind)
    )
    assert again.head.titles == (titles[0] if titles else None)
    assert [row.cells for row in again.rows()] == refused
