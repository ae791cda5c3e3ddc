"""Writes people as a table, as CSV and as JSON, a window at a time."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from rich.cells import cell_len

from fleet_tui.bootstrap.output import say
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.filters.query import Page
from fleet_tui.domain.people.list_cell import list_cell
from fleet_tui.domain.people.profile import Person, cell, needed
from fleet_tui.domain.tables_as_text import neutral
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Names
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
    """Writes a header of field names and one line a person; telephone numbers as E.164, entries of lists by name."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("id", *profile_type.columns))
    for page in windows():
        for person in page.people:
            out.writerow((person.id, *(neutral(text) for text in _texts(profile_type, person, page))))


def _texts(profile_type: ProfileType, person: Person, page: Page) -> Iterator[str]:
    for name in profile_type.columns:
        value = person.values.get(name)
        if profile_type.fields[name].kind is Kind.PHONE:
            extension = person.values.get("extension") if name == "office_phone" else None
            yield displayable(f"{value or ''}{f' ext. {extension}' if extension and value else ''}")
        else:
            yield cell(profile_type, name, person.values, page.names, page.country)


def write_json(profile_type: ProfileType, windows: Windows) -> None:
    """Writes an array with one object a line: values as stored, entries of lists by name."""
    names = needed(profile_type.columns, profile_type)
    before = "[\n"
    for page in windows():
        for person in page.people:
            record: dict[str, object] = {"id": person.id}
            record |= {name: _plain(profile_type.fields[name], person.values, page.names) for name in names}
            sys.stdout.write(before + _escaped(json.dumps(record, ensure_ascii=False)))
            before = ",\n"
    sys.stdout.write("\n]\n" if before == ",\n" else "[]\n")


def _plain(field: Field, values: Mapping[str, object], names: Names) -> object:
    value = values.get(field.name)
    if field.kind is Kind.REFERENCE and isinstance(value, int):
        return names.get(value)
    if isinstance(value, tuple):
        return [names.get(id) for id in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _escaped(text: str) -> str:
    """The JSON with characters that could act on a terminal as escapes, which mean the same."""
    if text.isprintable():
        return text
    return "".join(
        one if displayable(one) == one else json.dumps(one)[1:-1] if ord(one) > 127 else "\\u007f" for one in text
    )


WRITERS: dict[str, Callable[[ProfileType, Windows], None]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
}
