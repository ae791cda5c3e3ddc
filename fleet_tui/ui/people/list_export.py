"""Exports from a list: the marked people, or all that the list shows, to a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from fleet_tui.domain.bulk.wording import people
from fleet_tui.domain.exports.request import ExportFormat, ExportRequest
from fleet_tui.tabular.workbook_output import why_no_workbooks
from fleet_tui.ui.dialogs.menu import Options, entry
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.saving import FileContent, save_to_file
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.people.list_columns import columns_shown
from fleet_tui.ui.people.list_copy import Selected
from fleet_tui.ui.people.people_list import PeopleList

ALL_FIELDS, SHOWN = "all", "shown"


class ExportColumns(Options):
    """Answers ALL_FIELDS or SHOWN."""

    MANUAL: ClassVar[str] = "files"

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("a", ALL_FIELDS, "All fields", id="export.all"),
        entry("s", SHOWN, "The columns shown", id="export.shown"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | a | Every field that you may see. |
    | s | The columns that the list shows. |
    """


class ExportFormats(Options):
    """Answers the name of an `ExportFormat`."""

    MANUAL: ClassVar[str] = "files"

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("c", ExportFormat.CSV.name, ExportFormat.CSV.value, id="export.csv"),
        entry("e", ExportFormat.EXCEL_CSV.name, ExportFormat.EXCEL_CSV.value, id="export.excel_csv"),
        entry("x", ExportFormat.XLSX.name, ExportFormat.XLSX.value, id="export.xlsx"),
        entry("s", ExportFormat.JSON.name, ExportFormat.JSON.value, id="export.json"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | c | A CSV file. |
    | e | A CSV file that begins with the mark by which Excel reads UTF-8. |
    | x | An XLSX file. |
    | s | A JSON file. |
    """

    def __init__(self, title: str) -> None:
        super().__init__(title, closed={ExportFormat.XLSX.name: why_no_workbooks()})


async def export_people(screen: PeopleList, dialogs: DialogSequence, targets: Selected) -> str:
    """Ask for the columns, the format and the path, and export the marked people; without marks, all that are shown.

    Returns what was done, in a sentence; empty when a question is left.

    Raises:
        Refusal: the people cannot be read, or reading them was stopped.
    """
    query, kind = screen.table.query_wanted, screen.profile_type.kind
    query = replace(query, fields=columns_shown(query))
    if targets.marked:
        title = f"Export {targets.words}"
        query = replace(query, only=frozenset(targets.ids))
    else:
        title = f"Export {people(kind, screen.table.window.matching)}: all that the list shows"
    columns = await dialogs.ask(ExportColumns(title))
    if columns is None:
        return ""
    format = await dialogs.ask(ExportFormats(title))
    if format is None:
        return ""
    request = ExportRequest(query, ExportFormat[format], all_fields=columns == ALL_FIELDS)

    def pieces(progress: Progress) -> Iterator[bytes]:
        return screen.services.exports.pieces(request, progress)

    content = FileContent(kind.value + request.format.suffix, pieces)
    return await save_to_file(dialogs, title, content, screen.services.files)
