"""Exports: the people of a list as the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.exports.request import ExportFormat, ExportRequest, exportable
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.line.printing import to_text
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.base.context import Context, Subject, Transaction
from fleet_tui.services.base.permissions import query_permissions, redact_filter
from fleet_tui.services.exports.reading import PeopleReading, Progress, permission_to_export
from fleet_tui.storage.people import loading, window
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from fleet_tui.tabular.csv_output import BOM, csv_text
from fleet_tui.tabular.json_output import json_text
from fleet_tui.tabular.workbook_output import MOST_ROWS, require_workbooks, workbook_bytes

EXPORTED, SUBJECT = "exported", "export"
"""The word of the history for an export, and the kind of thing that its entry is about."""


class Exports:
    """Exports of people, which take the permission to export people.

    Fields that the actor may not see are left out: payroll details, and without the permission to change roles the
    permissions of people.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def pieces(self, request: ExportRequest, progress: Progress | None = None) -> Iterator[bytes]:
        """The bytes of the file, piece by piece; nothing is done before the first is asked for.

        Everybody who matches at the beginning is there once, in the order of that moment, with what the profile holds
        when it is read, some time later in a long export. The history keeps the export before the first piece is given.

        Raises:
            SignedOut, NotAllowed: the actor may not export, or not any more.
            Refusal: the format is not there on this computer, or has no room for so many people.
        """
        yield from _WRITERS[request.format](self._begun(request, progress or (lambda done, of: None)))

    def _begun(self, request: ExportRequest, progress: Progress) -> PeopleReading:
        query = request.query
        if request.format is ExportFormat.XLSX:
            require_workbooks()
        asked = (query.sort.field, *(condition.field for condition in query.filter.conditions))
        permissions = SEE_PEOPLE, EXPORT_PEOPLE, *query_permissions(asked)
        with self._context.reading(*permissions) as tx:
            query = replace(query, filter=redact_filter(tx.granted, query.filter))
            total = window.count(tx.connection, ListQuery(query.kind, (), Filter()), tx.now)
            ids = window.PeopleQuery(tx.connection, query, tx.now, total).packed_ids()
            fields = _fields(request, tx.granted)
            changes = _details(tx, request, fields)
        if request.format is ExportFormat.XLSX and len(ids) >= MOST_ROWS:
            raise Refusal(f"A sheet of XLSX has room for {MOST_ROWS - 1:,} people: choose CSV, or fewer people.")
        with self._context.transaction(*permissions) as tx:
            tx.record(EXPORTED, Subject(SUBJECT, request.words(len(ids))), changes)
        return PeopleReading(self._context, query.kind, ids, fields, progress)


def _fields(request: ExportRequest, granted: frozenset[str]) -> tuple[str, ...]:
    """The names of the fields that are asked for and that the actor may see."""
    every = exportable(PERSON_TABLES[request.query.kind].type)
    names = [field.name for field in every] if request.all_fields else request.query.fields
    return tuple(name for name in names if permission_to_export(name) in granted)


def _details(tx: Transaction, request: ExportRequest, fields: tuple[str, ...]) -> dict[str, list[object]]:
    """What the history keeps beside the words: the filter or the number of chosen people, and the columns."""
    query, layout = request.query, PERSON_TABLES[request.query.kind]
    details: dict[str, list[object]] = {} if request.all_fields else {"columns": [None, ", ".join(fields)]}
    if query.only is None and query.filter.conditions:
        names = loading.names_of(tx.connection, layout, [query.filter.entries])
        details["filter"] = [None, to_text(layout.type, query.filter, names)]
    return details


def _csv(reading: PeopleReading) -> Iterator[bytes]:
    return (text.encode() for text in csv_text(reading.rows()))


def _excel_csv(reading: PeopleReading) -> Iterator[bytes]:
    yield BOM.encode()
    yield from _csv(reading)


def _json(reading: PeopleReading) -> Iterator[bytes]:
    return (text.encode() for text in json_text(reading.records()))


def _workbook(reading: PeopleReading) -> Iterator[bytes]:
    return workbook_bytes(reading.rows())


_WRITERS: dict[ExportFormat, Callable[[PeopleReading], Iterator[bytes]]] = {
    ExportFormat.CSV: _csv,
    ExportFormat.EXCEL_CSV: _excel_csv,
    ExportFormat.XLSX: _workbook,
    ExportFormat.JSON: _json,
}
