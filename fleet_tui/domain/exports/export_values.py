"""The value of a field in JSON: as it is stored, entries of lists by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from fleet_tui.domain.exports.export_text import Columns
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.values import Names


def export_value(field: Field, value: object, names: Names) -> object:
    """The value as JSON can have it: an amount as text, because a float would not keep it."""
    if field.kind is Kind.REFERENCE and isinstance(value, int):
        return names.get(value)
    if isinstance(value, tuple):
        return [names.get(id) for id in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def export_records(
    profile_type: ProfileType, fields: Sequence[str], columns: Columns, names: Names
) -> Iterator[dict[str, object]]:
    """An object for each person, with `columns` for all of those fields."""
    values = (_values(profile_type.fields[name], columns[name], names) for name in fields)
    return (dict(zip(fields, row, strict=True)) for row in zip(*values, strict=True))


def _values(field: Field, values: Sequence[object], names: Names) -> list[object]:
    found = {value: export_value(field, value, names) for value in set(values)}
    return [found[value] for value in values]
