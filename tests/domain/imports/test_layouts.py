"""Whole files in the layouts that companies have, from their bytes to what each row says."""

from __future__ import annotations

from datetime import date

import pytest

from fleet_tui.domain.contact import parse_phone
from fleet_tui.domain.imports.mapping import ImportMapping, ambiguous_dates, guess, is_title
from fleet_tui.domain.imports.row import RawRow, RowReader
from fleet_tui.domain.imports.targets import fields_of
from fleet_tui.domain.imports.words import column_names
from fleet_tui.domain.values import parse
from fleet_tui.tabular.source import BytesSource
from fleet_tui.tabular.table import Table, open_table
from tests.support.layouts.every import LAYOUTS
from tests.support.layouts.fiction import Someone
from tests.support.layouts.layout import FEW, Layout

TODAY = date(2026, 6, 15)
_LISTS = ("positions", "role", "skills", "team", "zone", "zones", "truck", "business_unit")


def opened(layout: Layout) -> tuple[Table, ImportMapping]:
    """The table and what is guessed for it."""
    table = open_table(BytesSource(layout.file_name, layout.content()), is_title(layout.kind))
    return table, guess(layout.kind, table.head.titles, [row.cells for row in table.head.samples])


@pytest.mark.parametrize("name", LAYOUTS)
def test_at_most_one_column_is_changed_by_hand(name: str) -> None:
    layout = LAYOUTS[name]
    table, mapping = opened(layout)
    assert table.head.titles == layout.titles
    assert len(table.head.samples) == FEW
    names = column_names(table.head.titles, table.head.columns)
    guessed = zip(names, mapping.targets, layout.targets, strict=True)
    wrong = [
        f"{title}: {target or 'left out'}, not {right or 'left out'}"
        for title, target, right in guessed
        if target != right
    ]
    assert len(wrong) <= 1, wrong
    assert not ambiguous_dates(mapping, [row.cells for row in table.head.samples])


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_row_says_the_person(name: str) -> None:
    layout = LAYOUTS[name]
    table, guessed = opened(layout)
    reader = RowReader(ImportMapping(layout.kind, layout.targets, (), guessed.day_first), TODAY)
    rows = [reader.read(row.cells) for row in table.rows()]
    assert len(rows) == FEW
    for n, row in enumerate(rows):
        assert row.problems.keys() <= layout.refused, row.problems
        _require_same(layout, Someone(n), row)


def _require_same(layout: Layout, one: Someone, row: RawRow) -> None:
    """The row has the right name, and its values are accepted by the form's own rules."""
    assert one.first in str(row.values["name"])
    assert one.last.casefold() in str(row.values["name"]).casefold()
    assert "," not in str(row.values["name"]) or name_stays(layout)
    for name, value in row.values.items():
        if name not in _LISTS and name != "active":
            assert parse(fields_of(layout.kind)[name], value, layout.country) is not None
    if layout.country == "US" and "mobile" in row.values:
        assert parse_phone(str(row.values["mobile"]), "US") == f"+1{one.digits}"
    if "active" in layout.targets:
        assert row.values["active"] is one.active


def name_stays(layout: Layout) -> bool:
    """Our own export has names as they are, commas too."""
    return "id" in layout.targets
