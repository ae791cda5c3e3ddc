"""The tables and columns of each declared field of a profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from sqlalchemy import Table

from fleet_tui.domain.fields import Field, Kind, PersonKind, ProfileType
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.people.types import PROFILE_TYPES


@dataclass(frozen=True)
class PersonTables:
    """The tables of one kind of profile."""

    type: ProfileType
    main: Table
    link: Table

    @cached_property
    def detail(self) -> Table:
        """What only forms show; declared when it is first asked for."""
        if self.type.kind is PersonKind.TECHNICIAN:
            from fleet_tui.storage.schema.technician_detail_tables import TechnicianDetail

            return TechnicianDetail.__table__
        from fleet_tui.storage.schema.employee_detail_tables import EmployeeDetail

        return EmployeeDetail.__table__

    @cached_property
    def main_fields(self) -> tuple[Field, ...]:
        """The fields that lists can show: columns of the narrow table."""
        return tuple(field for field in self.type.fields.values() if field.name in self.main.c)

    @cached_property
    def detail_fields(self) -> tuple[Field, ...]:
        """The fields that only the form shows."""
        elsewhere = {*self.main_fields, *self.linked_fields, *self.permission_fields}
        return tuple(field for field in self.type.stored if field not in elsewhere)

    @cached_property
    def linked_fields(self) -> tuple[Field, ...]:
        """The fields that hold many entries."""
        return tuple(field for field in self.type.stored if field.kind is Kind.REFERENCES)

    @cached_property
    def permission_fields(self) -> tuple[Field, ...]:
        """The overrides of the Permissions tab."""
        return tuple(field for field in self.type.stored if permission_of(field))

    @cached_property
    def reference_fields(self) -> tuple[Field, ...]:
        """The fields that refer to entries of lists, one or many."""
        return tuple(field for field in self.type.stored if field.source)

    @cached_property
    def key_columns(self) -> dict[str, str]:
        """The derived columns by which fields are sorted and searched, by field, for those that have one."""
        return {name: f"{name}_key" for name in self.type.fields if f"{name}_key" in self.main.c}

    def key_column(self, field: Field) -> str | None:
        """The derived column of a field, if it has one."""
        return self.key_columns.get(field.name)


class _AllPersonTables(Mapping[PersonKind, PersonTables]):
    """The tables of each kind, declared when first asked for, which takes its time."""

    def __getitem__(self, kind: PersonKind) -> PersonTables:
        return _tables_of(kind)

    def __iter__(self) -> Iterator[PersonKind]:
        return iter(PersonKind)

    def __len__(self) -> int:
        return len(PersonKind)


PERSON_TABLES: Mapping[PersonKind, PersonTables] = _AllPersonTables()


@cache
def _tables_of(kind: PersonKind) -> PersonTables:
    if kind is PersonKind.TECHNICIAN:
        from fleet_tui.storage.schema.technician_tables import Technician, TechnicianLink

        return PersonTables(PROFILE_TYPES[kind], Technician.__table__, TechnicianLink.__table__)
    from fleet_tui.storage.schema.employee_tables import Employee, EmployeeLink

    return PersonTables(PROFILE_TYPES[kind], Employee.__table__, EmployeeLink.__table__)
