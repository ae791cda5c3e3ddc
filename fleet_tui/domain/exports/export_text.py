"""The text of a field in an export: what the command line lists as CSV, what a file gets, and what an import reads.

A cell is empty for nothing. Choices have their labels, toggles are yes or no, telephone numbers E.164, amounts plain
numbers, days ISO. `neutral` keeps spreadsheets from running a cell, so none is a lone `-`, which would clear a field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.tables_as_text import NEUTRALIZED, neutral
from fleet_tui.domain.text import displayable, search_key
from fleet_tui.domain.values import Names, show

Columns = Mapping[str, Sequence[object]]
"""Values of fields by name, one for each person, as `domain.values.Values` has them."""

EXTENSION = " ext. "
"""What stands between an office phone and its extension."""
_DAY = len("2026-01-31")
_local = lru_cache(4096)(show_moment)
"""The same moments stand in several columns: when a profile was made and changed, the sign-in and the status."""
_key = lru_cache(4096)(search_key)
_NEEDS_QUOTES = re.compile(r'[,;|"]|^\s|\s$|^$')


def export_text(field: Field, value: object, names: Names) -> str:
    """The cell of a value. `names` are the entries that it may refer to."""
    return "" if value is None else neutral(_writer(field)(value, names))


def joined_entries(names: Iterable[str]) -> str:
    """Several entries in one cell, by name; an entry with a sign that could end it is in double quotes."""
    return ", ".join(map(_quoted, sorted(names, key=_key)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if _NEEDS_QUOTES.search(name) else name


def _entries(value: object, names: Names) -> str:
    entries = (names.get(id, f"#{id}") for id in value) if isinstance(value, tuple) else ()
    return displayable(joined_entries(entries))


def _plain(value: object, names: Names) -> str:
    return displayable(str(value), lines=True)


def _moment(value: object, names: Names) -> str:
    return _local(value) if isinstance(value, datetime) else ""


_WRITERS: dict[Kind, Callable[[object, Names], str]] = {
    Kind.TEXT: _plain,
    Kind.LINES: _plain,
    Kind.EMAIL: _plain,
    Kind.DIGITS: _plain,
    Kind.PHONE: _plain,
    Kind.MONEY: _plain,
    Kind.PERCENT: _plain,
    Kind.DATE: _plain,
    Kind.MOMENT: _moment,
    Kind.REFERENCES: _entries,
}
_DIFFERENT = frozenset({Kind.TEXT, Kind.LINES, Kind.EMAIL, Kind.DIGITS, Kind.PHONE})
"""Kinds of text that are another one for nearly everybody."""


def _writer(field: Field) -> Callable[[object, Names], str]:
    """How values of the field are written; kinds that are not in the table are written as on the screen."""
    return _WRITERS.get(field.kind) or (lambda value, names: show(field, value, names, ""))


def export_cells(
    profile_type: ProfileType, fields: Sequence[str], columns: Columns, names: Names
) -> list[Sequence[str]]:
    """The cells of each field. `columns` has those fields, and what `profile.needed` says they show too."""
    return [_cells(profile_type.fields[name], columns, names) for name in fields]


def _cells(field: Field, columns: Columns, names: Names) -> Sequence[str]:
    """The cells of a column; each different value is written once, because most columns repeat a few."""
    values: Sequence[Any] = columns[field.name]
    if field.name in _WITH and _WITH[field.name][0] in columns:
        other, cells_of = _WITH[field.name]
        return cells_of(field, values, columns[other])
    write = _writer(field)
    if field.kind in _DIFFERENT:  # most texts stand as they are, which takes no call of ours
        return [
            ""
            if text is None
            else text
            if text.isprintable() and text[:1] not in NEUTRALIZED
            else neutral(write(text, names))
            for text in values
        ]
    cells = {value: "" if value is None else neutral(write(value, names)) for value in set(values)}
    return [*cells.values()] * len(values) if len(cells) == 1 else [cells[value] for value in values]


def _office_phones(field: Field, phones: Sequence[Any], extensions: Sequence[Any]) -> list[str]:
    return [
        export_text(field, f"{phone}{EXTENSION}{extension}" if phone and extension else phone, {})
        for phone, extension in zip(phones, extensions, strict=True)
    ]


def _statuses(field: Field, statuses: Sequence[Any], signed_in: Sequence[Any]) -> list[str]:
    cells = {status: export_text(field, status, {}) for status in set(statuses)}
    return [
        _local(moment)[:_DAY] if status == Status.SIGNED_IN.value and moment else cells[status]
        for status, moment in zip(statuses, signed_in, strict=True)
    ]


_WITH: dict[str, tuple[str, Callable[[Field, Sequence[Any], Sequence[Any]], list[str]]]] = {
    "office_phone": ("extension", _office_phones),
    "status": ("last_sign_in", _statuses),
}
"""Columns that show another field too, as a list does: an extension, the day of the last sign-in."""
