"""Runs `fleet-tui export` from its arguments to its exit code."""

from __future__ import annotations

import argparse
import stat
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from fleet_tui.bootstrap.endings import exit_on_signals
from fleet_tui.bootstrap.output import data_out, say
from fleet_tui.bootstrap.services import signed_in_services
from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.arguments import DONE, REFUSED, STANDARD_OUTPUT
from fleet_tui.cli.bulk.arguments import asked_for, read_filter, report_unknown_ids
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.exports.request import ExportFormat, ExportRequest
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.private_files import Folder
from fleet_tui.services.services import Services

_FORMATS = {"csv": ExportFormat.CSV, "xlsx": ExportFormat.XLSX, "json": ExportFormat.JSON}


def run(arguments: argparse.Namespace) -> int:
    """Gives 1 when one of the ids is no person's; nothing is written when none is."""
    format = _format(arguments)
    if sum((bool(arguments.ids), arguments.filter is not None, arguments.all)) > 1:
        arguments.wrong("name people by ids, by --filter or by --all, not by two of them")
    with signed_in_services(load(database=arguments.database), arguments.user) as services:
        query, all_known = _query(services, arguments)
        if query.only == frozenset():
            return REFUSED
        request = ExportRequest(query, format, all_fields=arguments.columns == "all")
        number = 0

        def count(done: int, of: int) -> None:
            nonlocal number
            number = of

        pieces = services.exports.pieces(request, count)
        with exit_on_signals():
            if arguments.output == STANDARD_OUTPUT:
                _print(pieces)
            else:
                _write(Path(arguments.output), pieces, replace=arguments.force)
                say(f"Written to {displayable(arguments.output)}: {request.words(number)}.")
    return DONE if all_known else REFUSED


def _format(arguments: argparse.Namespace) -> ExportFormat:
    """The format by its name, else by the suffix of the file.

    Raises:
        SystemExit: there is none, or it cannot go there, which has been said.
    """
    suffix = "" if arguments.output == STANDARD_OUTPUT else Path(arguments.output).suffix.lower().removeprefix(".")
    name = arguments.format or suffix or ("csv" if arguments.output == STANDARD_OUTPUT else "")
    if not arguments.output:
        arguments.wrong("name the file to write behind -o, or leave it out for standard output")
    if name not in _FORMATS:
        what = displayable(f"“.{suffix}”" if suffix else "a name without a suffix")
        arguments.wrong(f"{what} says no format: add --format csv, --format xlsx or --format json")
    if arguments.bom and name != "csv":
        arguments.wrong("--bom is for CSV only")
    if name == "xlsx" and arguments.output == STANDARD_OUTPUT and sys.stdout is not None and sys.stdout.isatty():
        arguments.wrong("an XLSX file is no text for a terminal: name a file, like -o people.xlsx")
    return ExportFormat.EXCEL_CSV if arguments.bom else _FORMATS[name]


def _query(services: Services, arguments: argparse.Namespace) -> tuple[ListQuery, bool]:
    """The people, and whether all of the given ids are people's; prints those that are not."""
    kind = PersonKind(arguments.kind)
    columns = PROFILE_TYPES[kind].columns
    if not arguments.ids:
        filter = Filter() if arguments.all else ONLY_ACTIVE
        if arguments.filter is not None:
            filter = read_filter(services, kind, arguments.filter)
        return ListQuery(kind, columns, filter), True
    ids, all_ids = asked_for(services, kind, arguments)
    query = ListQuery(kind, columns, Filter(), only=frozenset(ids))
    known = frozenset(services.people.ids(query))
    strangers: Sequence[int] = [id for id in ids if id not in known]
    report_unknown_ids(kind, strangers)
    return ListQuery(kind, columns, Filter(), only=known), all_ids and not strangers


def _print(pieces: Iterable[bytes]) -> None:
    with data_out():
        for piece in pieces:
            if sys.stdout.isatty():
                sys.stdout.write(piece.decode())
            else:
                sys.stdout.buffer.write(piece)


def _write(path: Path, pieces: Iterable[bytes], *, replace: bool) -> None:
    """Write a file that only the user can read, whole or not at all.

    Raises:
        Refusal: it cannot be written there, or is there already and is not to be replaced; or what the pieces raise.
    """
    shown = displayable(str(path))
    try:
        with Folder.opened(path.parent) as folder:
            try:
                mode = folder.lstat(path.name).st_mode
            except FileNotFoundError:
                mode = None
            if mode is not None and not stat.S_ISREG(mode):
                raise Refusal(f"{shown} is no file that could be replaced: use another name.")
            if mode is not None and not replace:
                raise Refusal(f"{shown} is there already: use another name, or add --force to replace it.")
            folder.write(path.name, pieces, replace=replace)
    except FileExistsError:
        raise Refusal(f"{shown} has just been made by another program: use another name.") from None
    except OSError as error:
        why = error.strerror or str(error)
        raise Refusal(f"{shown} cannot be written: {why[:1].lower()}{why[1:]}.") from None
