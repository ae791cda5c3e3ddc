"""A file that is to be imported: its rows, and what its columns become."""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.tabular.table import Head, Table


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file with people of one kind; nothing but its beginning was read.

    `mapping` is what its columns become as far as that can be told, `remembered` whether the user chose it for the last
    file with the same titles. `notes` are sentences about columns that the user may not fill.
    """

    kind: PersonKind
    table: Table
    mapping: ImportMapping
    remembered: bool = False
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the file, or what it is."""
        return self.table.name

    @property
    def head(self) -> Head:
        """The titles and the first rows."""
        return self.table.head
