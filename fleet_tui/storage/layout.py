"""Where each declared field of a profile stands in the tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from fleet_tui.domain.fields import Field, Kind, PersonKind, ProfileType
from fleet_tui.domain.permissions import permission_of
from fleet_tui.domain.profile_types import PROFILE_TYPES
from fleet_tui.storage import people_tables


def table_of(model: type[SQLModel]) -> Table:
    """The table that a model declares; statements are written on tables, and rows never leave this layer."""
    table: Any = model.__table__  # type: ignore[attr-defined]
    return table  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Layout:
    """The tables of one kind of profile."""

    type: ProfileType
    main: Table
    detail: Table
    link: Table

    @cached_property
    def main_fields(self) -> tuple[Field, ...]:
        """The fields that lists can show: columns of the narrow table."""
        return tuple(field for field in self.type.fields.values() if field.name in self.main.c)

    @cached_property
    def detail_fields(self) -> tuple[Field, ...]:
        """The fields that only the form shows."""
        return tuple(field for field in self.type.kept if field.name in self.detail.c)

    @cached_property
    def linked_fields(self) -> tuple[Field, ...]:
        """The fields that hold many entries."""
        return tuple(field for field in self.type.kept if field.kind is Kind.REFERENCES)

    @cached_property
    def permission_fields(self) -> tuple[Field, ...]:
        """The overrides of the Permissions tab."""
        return tuple(field for field in self.type.kept if permission_of(field))

    @cached_property
    def reference_fields(self) -> tuple[Field, ...]:
        """The fields that refer to entries of lists, one or many."""
        return tuple(field for field in self.type.kept if field.source)

    def key_column(self, field: Field) -> str | None:
        """The derived column by which a field is sorted and searched, for those that have one."""
        name = f"{field.name}_key"
        return name if name in self.main.c else None


LAYOUTS: dict[PersonKind, Layout] = {
    PersonKind.TECHNICIAN: Layout(
        PROFILE_TYPES[PersonKind.TECHNICIAN],
        table_of(people_tables.Technician),
        table_of(people_tables.TechnicianDetail),
        table_of(people_tables.TechnicianLink),
    ),
    PersonKind.EMPLOYEE: Layout(
        PROFILE_TYPES[PersonKind.EMPLOYEE],
        table_of(people_tables.Employee),
        table_of(people_tables.EmployeeDetail),
        table_of(people_tables.EmployeeLink),
    ),
}
