"""A row of a file as values of fields: texts as people write them, with a sentence for each cell that says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.imports import targets
from fleet_tui.domain.imports.answers import is_nothing
from fleet_tui.domain.imports.cells import CLEARS, ColumnReader, Extended, read_id, reader_for
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.imports.names import joined_name
from fleet_tui.domain.text import BLANK, quoted

WHOLE_ROW = ""
"""The key of a problem that is about the whole row."""
_PARTS = frozenset({*targets.NAME_PARTS, targets.LAST_FIRST, targets.HOUSE_NUMBER, targets.BLOCKED, targets.LEAVE_DATE})
"""Targets that make a field only together with others."""

_SIGNS = frozenset("=-'")
"""A cell that begins with one of these may be a formula, may clear, or may be neutralised."""

Values = dict[str, object]
Problems = dict[str, str]


@dataclass(frozen=True, slots=True)
class RawRow:
    """What a row says about a person.

    In `values`, by field name: text that `domain.values.parse` reads, True or False for toggles, None for a field to
    clear. An empty cell has no entry; entries of lists are text. `problems` are sentences by field name, "id" or
    WHOLE_ROW; a field with a problem has no value.
    """

    id: int | None
    values: Values
    problems: Problems


class RowReader:
    """Reads the rows of a file by its mapping; `today` decides which leave dates are past."""

    def __init__(self, mapping: ImportMapping, today: date) -> None:
        self._columns = len(mapping.targets)
        self._today = today.isoformat()
        self._readers = [
            (index, target, field.name, target in _PARTS, *reader_for(field, target, mapping.day_first))
            for index, target in enumerate(mapping.targets)
            if (field := targets.field_of(mapping.kind, target))
        ]
        self._id = mapping.targets.index(targets.ID) if targets.ID in mapping.targets else None
        found = set(mapping.targets)
        self._joins = bool(found & {*targets.NAME_PARTS, targets.LAST_FIRST})
        self._leaves = bool(found & {targets.BLOCKED, targets.LEAVE_DATE})
        self._extends = bool(found & {"office_phone", "extension"})

    def read(self, cells: Sequence[str]) -> RawRow:
        """What the row says; `cells` may be more than the mapping has columns, when a delimiter is in a text."""
        values: Values = {}
        problems: Problems = {}
        parts: Values = {}
        for index, target, name, is_part, read, bares in self._readers:
            if not (cell := cells[index]) or not (text := cell.strip(BLANK)):
                continue
            try:
                # Most cells are plain; what may be more is looked at by the column's reader.
                if text[0] in _SIGNS or (bares and not text.isascii()):
                    value = ColumnReader(read, bares).value(text)
                else:
                    value = read(text) if read else text
            except BadValue as error:
                if not (bares and is_nothing(text)):
                    problems.setdefault(name, str(error))
                continue
            (parts if is_part else values)[target] = value
        id = self._read_id(cells, problems)
        if len(cells) > self._columns and any(cell.strip(BLANK) for cell in cells[self._columns :]):
            problems[WHOLE_ROW] = (
                f"This row has {len(cells)} cells for {self._columns} columns: put a text that has the separator in it "
                "between double quotes."
            )
        if parts and self._joins:
            _join(values, parts)
        if (number := parts.get(targets.HOUSE_NUMBER)) and values.get("street"):
            values["street"] = f"{values['street']} {number}"
        if parts and self._leaves:
            self._leave(values, parts)
        if self._extends:
            _extend(values, problems)
        if problems:
            for name in problems:
                values.pop(name, None)
        return RawRow(id, values, problems)

    def _read_id(self, cells: Sequence[str], problems: Problems) -> int | None:
        if self._id is None:
            return None
        text = cells[self._id].strip(BLANK)
        if text in ("", CLEARS):
            return None
        try:
            return read_id(text)
        except BadValue as error:
            problems[targets.ID] = str(error)
            return None

    def _leave(self, values: Values, parts: Values) -> None:
        """Inactive when any column says so; a leave date that is not past says nothing."""
        answers = {values.get("active"), parts.get(targets.BLOCKED)}
        if (leave := parts.get(targets.LEAVE_DATE)) is not None:
            answers.add(False if str(leave) < self._today else None)
        if False in answers:
            values["active"] = False
        elif True in answers:
            values["active"] = True


def read_defaults(mapping: ImportMapping) -> RawRow:
    """The defaults of a mapping, read as cells of a column each."""
    values: Values = {}
    problems: Problems = {}
    for name, text in mapping.defaults:
        field = targets.default_fields(mapping.kind).get(name)
        if field is None or not text.strip(BLANK):
            continue
        try:
            values[name] = reader_for(field, name, mapping.day_first).value(text.strip(BLANK))
        except BadValue as error:
            problems[name] = str(error)
    return RawRow(None, values, problems)


def _join(values: Values, parts: Values) -> None:
    """The parts of a name as one; they win over a column with the whole name."""
    if name := joined_name(parts):
        values["name"] = name


def _extend(values: Values, problems: Problems) -> None:
    """An extension that stands behind its number, or in a column of its own, is ticked."""
    phone = values.get("office_phone")
    if isinstance(phone, Extended):
        values["office_phone"] = phone.number
        other = values.setdefault("extension", phone.extension)
        if other != phone.extension:
            problems["extension"] = (
                f"Extension is {quoted(str(other))}, and the office phone has extension {phone.extension} behind it: "
                "write one of them."
            )
    if "extension" in values and "has_extension" not in values:
        values["has_extension"] = values["extension"] is not None
