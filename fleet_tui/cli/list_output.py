"""Writes people as a table, as CSV and as JSON, a window at a time."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.cells import cell_len

from fleet_tui.bootstrap.output import say
from fleet_tui.domain.exports.export_text import Columns, export_cells
from fleet_tui.domain.exports.export_values import export_records
from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.filters.query import Page
from fleet_tui.domain.people.list_cell import list_cell
from fleet_tui.domain.people.profile import needed
from fleet_tui.tabular.csv_output import csv_text
from fleet_tui.tabular.json_output import json_text
from fleet_tui.ui.widgets.grid_columns import fit

Windows = Callable[[], Iterator[Page]]
_GAP = "  "
_NARROWEST = 6


def write_table(profile_type: ProfileType, windows: Windows) -> None:
    """Writes columns as on the screen, cut to fit a terminal, whole in a file; reads twice to hold no row in memory."""
    widths = [cell_len(field.title) for field in profile_type.column_fields]
    for row in _rows(profile_type, windows):
        widths = [max(width, cell_len(text)) for width, text in zip(widths, row, strict=True)]
    if sys.stdout.isatty():
        widths = fitted(
            widths, [field.width for field in profile_type.column_fields], shutil.get_terminal_size().columns
        )
    print(_line([field.title for field in profile_type.column_fields], widths))
    count = 0
    for count, row in enumerate(_rows(profile_type, windows), start=1):  # noqa: B007  # counted for the last line
        print(_line(row, widths))
    if sys.stdout.isatty():
        left_out = len(profile_type.columns) - len(widths)
        say(f"{count:,} {profile_type.plural.lower()}" + (f"; {left_out} columns do not fit" if left_out else ""))


def fitted(widths: list[int], declared: list[int], room: int) -> list[int]:
    """Widths that fit `room`, in cells: columns shrink to their width on the screen, then the last ones go."""
    if sum(widths) + len(_GAP) * (len(widths) - 1) > room:
        widths = [min(width, limit) for width, limit in zip(widths, declared, strict=True)]
    kept: list[int] = []
    for width in widths:
        left = room - sum(kept) - len(_GAP) * len(kept)
        if left < min(width, _NARROWEST):
            break
        kept.append(min(width, left))
    return kept


def _rows(profile_type: ProfileType, windows: Windows) -> Iterator[list[str]]:
    for page in windows():
        for person in page.people:
            yield [
                list_cell(profile_type, name, person.values, page.names, page.country) for name in profile_type.columns
            ]


def _line(texts: list[str], widths: list[int]) -> str:
    return _GAP.join(fit(text, width) for text, width in zip(texts, widths, strict=False)).rstrip()


def write_csv(profile_type: ProfileType, windows: Windows) -> None:
    """Writes a header of field names and one line a person, with the cells of an export."""
    for text in csv_text(_csv_rows(profile_type, windows)):
        sys.stdout.write(text)


def _csv_rows(profile_type: ProfileType, windows: Windows) -> Iterator[Iterable[Sequence[str]]]:
    fields = profile_type.columns
    yield [("id", *fields)]
    for page in windows():
        cells = export_cells(profile_type, fields, _columns(page, needed(fields, profile_type)), page.names)
        yield zip((str(person.id) for person in page.people), *cells, strict=True)


def write_json(profile_type: ProfileType, windows: Windows) -> None:
    """Writes an array with one object a line: values as stored, entries of lists by name."""
    for text in json_text(_records(profile_type, windows)):
        sys.stdout.write(text)


def _records(profile_type: ProfileType, windows: Windows) -> Iterator[Iterable[dict[str, object]]]:
    fields = needed(profile_type.columns, profile_type)
    for page in windows():
        records = export_records(profile_type, fields, _columns(page, fields), page.names)
        yield ({"id": person.id} | record for person, record in zip(page.people, records, strict=True))


def _columns(page: Page, fields: Sequence[str]) -> Columns:
    return {name: [person.values.get(name) for person in page.people] for name in fields}


WRITERS: dict[str, Callable[[ProfileType, Windows], None]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
}
