"""The text of a field in an export: what the command line lists as CSV, what a file gets, and what an import reads.

A cell is empty for nothing. Choices have their labels, toggles are yes or no, telephone numbers E.164, amounts plain
numbers, days ISO. `neutral` keeps spreadsheets from running a cell, so no cell but an emptied one is a lone `-`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.local_time import show_day
from fleet_tui.domain.tables_as_text import neutral
from fleet_tui.domain.text import displayable, search_key
from fleet_tui.domain.values import Names, show

Columns = Mapping[str, Sequence[object]]
"""Values of fields by name, one for each person, as `domain.values.Values` has them."""

EXTENSION = " ext. "
"""What stands between an office phone and its extension."""
_NEEDS_QUOTES = re.compile(r'[,;|"]|^\s|\s$|^$')


def export_text(field: Field, value: object, names: Names) -> str:
    """The cell of a value. `names` are the entries that it may refer to."""
    return "" if value is None else neutral(_writer(field)(value, names))


def joined_entries(names: Iterable[str]) -> str:
    """Several entries in one cell, by name; an entry with a sign that could end it is in double quotes."""
    return ", ".join(map(_quoted, sorted(names, key=search_key)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if _NEEDS_QUOTES.search(name) else name


def _entries(value: object, names: Names) -> str:
    entries = (names.get(id, f"#{id}") for id in value) if isinstance(value, tuple) else ()
    return displayable(joined_entries(entries))


def _plain(value: object, names: Names) -> str:
    return displayable(str(value), lines=True)


_WRITERS: dict[Kind, Callable[[object, Names], str]] = {
    Kind.TEXT: _plain,
    Kind.LINES: _plain,
    Kind.EMAIL: _plain,
    Kind.DIGITS: _plain,
    Kind.PHONE: _plain,
    Kind.MONEY: _plain,
    Kind.PERCENT: _plain,
    Kind.DATE: _plain,
    Kind.REFERENCES: _entries,
}


def _writer(field: Field) -> Callable[[object, Names], str]:
    """How values of the field are written; kinds that are not in the table are written as on the screen."""
    return _WRITERS.get(field.kind) or (lambda value, names: show(field, value, names, ""))


def export_rows(
    profile_type: ProfileType, fields: Sequence[str], columns: Columns, names: Names
) -> Iterable[tuple[str, ...]]:
    """A row of cells for each person. `columns` has those fields, and what `profile.needed` says they show too."""
    return zip(*(_cells(profile_type.fields[name], columns, names) for name in fields), strict=True)


def _cells(field: Field, columns: Columns, names: Names) -> list[str]:
    """The cells of a column; each different value is written once, because most columns repeat a few."""
    values = columns[field.name]
    if field.name in _WITH and _WITH[field.name][0] in columns:
        other, cell = _WITH[field.name]
        return [cell(field, *both) for both in zip(values, columns[other], strict=True)]
    write = _writer(field)
    cells = {value: "" if value is None else neutral(write(value, names)) for value in set(values)}
    return [cells[value] for value in values]


def _office_phone(field: Field, phone: object, extension: object) -> str:
    return export_text(field, f"{phone}{EXTENSION}{extension}" if phone and extension else phone, {})


def _status(field: Field, status: object, signed_in: object) -> str:
    if status == Status.SIGNED_IN.value and isinstance(signed_in, datetime):
        return show_day(signed_in)
    return export_text(field, status, {})


_WITH: dict[str, tuple[str, Callable[[Field, object, object], str]]] = {
    "office_phone": ("extension", _office_phone),
    "status": ("last_sign_in", _status),
}
"""Columns that show another field too, as a list does: an extension, the day of the last sign-in."""
