"""The people of an export, some at a time, each time in a transaction of its own: a long one keeps no save waiting."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, MANAGE_ROLES, PREFIX, SEE_PAYROLL, SEE_PEOPLE
from fleet_tui.domain.exports.export_text import Columns, export_cells
from fleet_tui.domain.exports.export_values import export_records
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.domain.people.profile import needed
from fleet_tui.domain.values import Names, entry_ids
from fleet_tui.services.base.context import Context
from fleet_tui.storage.people import loading
from fleet_tui.storage.people.column_reading import ColumnReader
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_AT_ONCE = 2_000
"""Most people in memory at a time."""

Progress = Callable[[int, int], None]
"""Called with how many people of how many are read; what it raises stops the export."""


def permission_to_export(field: str) -> str:
    """What a field of an export takes beside the permission to export people."""
    if field in PAYROLL_FIELDS:
        return SEE_PAYROLL
    return MANAGE_ROLES if field.startswith(PREFIX) else SEE_PEOPLE


@dataclass(frozen=True, slots=True)
class PeopleReading:
    """The people with those ids, in that order, and the names of the fields to read of them."""

    context: Context
    kind: PersonKind
    ids: array[int]
    fields: Sequence[str]
    progress: Progress

    def rows(self) -> Iterator[Iterable[Sequence[str]]]:
        """A row of field names, then a row of cells a person, in batches."""
        profile_type = PERSON_TABLES[self.kind].type
        yield [("id", *self.fields)]
        for ids, columns, names in self._batches():
            yield zip(map(str, ids), *export_cells(profile_type, self.fields, columns, names), strict=True)

    def records(self) -> Iterator[Iterable[dict[str, object]]]:
        """An object of stored values a person, in batches."""
        profile_type = PERSON_TABLES[self.kind].type
        for ids, columns, names in self._batches():
            records = export_records(profile_type, self.fields, columns, names)
            yield ({"id": id} | record for id, record in zip(ids, records, strict=True))

    def _batches(self) -> Iterator[tuple[Sequence[int], Columns, Names]]:
        layout = PERSON_TABLES[self.kind]
        reader = ColumnReader(layout, needed(self.fields, layout.type))
        referring = [field.name for field in layout.reference_fields if field.name in self.fields]
        permissions = {SEE_PEOPLE, EXPORT_PEOPLE, *map(permission_to_export, self.fields)}
        for start in range(0, len(self.ids), _AT_ONCE):
            self.progress(start, len(self.ids))
            with self.context.reading(*permissions) as tx:
                some = self.ids[start : start + _AT_ONCE]
                ids, columns = reader.read(tx.connection, some, tx.now)
                names = loading.names_of(tx.connection, layout, [{name: _entries(columns[name]) for name in referring}])
            yield ids, columns, names
        self.progress(len(self.ids), len(self.ids))


def _entries(values: Sequence[object]) -> tuple[int, ...]:
    """The entries in a column, each once."""
    return tuple({id for value in set(values) for id in entry_ids(value)})
