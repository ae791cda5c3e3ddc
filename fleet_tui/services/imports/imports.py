"""Importing people from files as they have them (product.md, "Import and export")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fleet_tui.domain.access.permissions import IMPORT_PEOPLE, MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.bulk.plan import Outcome, Plan, Verdict, Verdicts
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.mapping import ImportMapping, guess, is_title
from fleet_tui.domain.imports.targets import REASON
from fleet_tui.services.base.context import Context
from fleet_tui.services.bulk.write import Progress
from fleet_tui.services.imports import permissions
from fleet_tui.services.imports.file import ImportFile
from fleet_tui.services.imports.plan import ImportDetails, make_plan
from fleet_tui.services.imports.run import run_plan
from fleet_tui.services.imports.switched_off import without_switched_off
from fleet_tui.services.local.import_mappings import ImportMappings
from fleet_tui.tabular.source import Source
from fleet_tui.tabular.table import open_table


class Imports:
    """Reads files with people, says what an import of them would do, and does it.

    It takes the permission to import people, and those of the fields that the columns become (NotAllowed).
    """

    def __init__(self, context: Context, mappings: ImportMappings) -> None:
        self._context = context
        self._mappings = mappings

    def open(self, source: Source, kind: PersonKind) -> ImportFile:
        """The beginning of a file, with what its columns become.

        Raises:
            Refusal: it cannot be read, or is no table.
        """
        with self._context.reading(SEE_PEOPLE, IMPORT_PEOPLE, MANAGE_PEOPLE) as tx:
            granted, company = tx.granted, tx.company()
        table = open_table(source, is_title(kind))
        remembered = self._mappings.find(kind, table.head)
        mapping = remembered or guess(kind, table.head.titles, [row.cells for row in table.head.samples])
        mapping, forbidden = permissions.without_forbidden(mapping, granted)
        mapping, off = without_switched_off(mapping, company)
        return ImportFile(kind, table, mapping, remembered is not None, (*forbidden, *off))

    def plan(self, file: ImportFile, mapping: ImportMapping, progress: Progress | None = None) -> Plan:
        """What the import would do with each row of the file.

        Raises:
            Refusal: the file cannot be read to its end, or a default is wrong.
            Stopped: `progress` raised it.
        """
        with self._context.reading(SEE_PEOPLE, IMPORT_PEOPLE, *permissions.needed(mapping)) as tx:
            return make_plan(tx, replace(file, mapping=mapping), progress or _no_report)

    def run(self, plan: Plan, progress: Progress | None = None) -> Outcome:
        """Do what the plan says, all of it or nothing, and remember what the columns became.

        Rows for which the plan no longer holds are refused with the reason.

        Raises:
            Refusal: no manager of people would be left; nothing was changed.
            Busy: another program kept writing; nothing was changed.
            Stopped: `progress` raised it; nothing was changed.
        """
        file = _details(plan).file
        with self._context.transaction(SEE_PEOPLE, IMPORT_PEOPLE, *permissions.needed(file.mapping)) as tx:
            outcome = run_plan(tx, plan, progress or _no_report)
        self._mappings.keep(file.head, file.mapping)
        return outcome

    def refused(self, verdicts: Verdicts) -> Iterator[str]:
        """The refused rows as the file had them, with a column that says why; it imports again when they are mended."""
        details = _details(verdicts)
        file = details.file
        if file.head.titles is not None:
            yield file.table.text_of((*file.head.titles, REASON))
        for place, code in enumerate(verdicts.codes):
            if verdicts.decisions[code].verdict is Verdict.BLOCKED:
                row = verdicts.rows[place]
                cells = details.row(row).parsed.cells
                yield file.table.text_of((*cells, details.words(row)[0]))


def _no_report(done: int, of: int) -> None:
    """Report no progress."""


def _details(verdicts: Verdicts) -> ImportDetails:
    assert isinstance(verdicts.details, ImportDetails)  # noqa: S101  # only an import has such verdicts
    return verdicts.details
