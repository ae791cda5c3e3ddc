"""What an export is asked for: people, columns and a format (product.md, "Import and export")."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fleet_tui.domain.bulk.wording import people
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.filters.query import ListQuery

_NEVER = (Kind.PHOTO, Kind.SECRET)
"""Kinds of field that no export has: a photo is no text."""


class ExportFormat(Enum):
    """The formats of an export, with their words."""

    CSV = "CSV"
    EXCEL_CSV = "CSV for Excel"
    XLSX = "XLSX"
    JSON = "JSON"

    @property
    def suffix(self) -> str:
        """The suffix of its files."""
        return {ExportFormat.XLSX: ".xlsx", ExportFormat.JSON: ".json"}.get(self, ".csv")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """The people and their order as a list shows them, and their columns: those of the query, or all fields."""

    query: ListQuery
    format: ExportFormat = ExportFormat.CSV
    all_fields: bool = False

    def words(self, number: int) -> str:
        """The export in words, as the history keeps it: `42 technicians, all fields, CSV`."""
        columns = "all fields" if self.all_fields else f"{len(self.query.fields):,} columns"
        return f"{people(self.query.kind, number)}, {columns}, {self.format.value}"


def exportable(profile_type: ProfileType) -> tuple[Field, ...]:
    """Every field that an export can have, those that the system keeps last."""
    return (*(field for field in profile_type.stored if field.kind not in _NEVER), *profile_type.system)
