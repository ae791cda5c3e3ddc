"""`fleet-tui billed`: prints the technicians that the company was billed for on a day."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from fleet_tui.cli.arguments import add_database, add_user

if TYPE_CHECKING:
    from datetime import date

    from fleet_tui.domain.billed import BilledDay

NAME = "billed"
HELP = "print the technicians that the company was billed for on a day"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the day and the format."""
    parser.add_argument(
        "day", nargs="?", metavar="DAY", help="like 2026-01-31, or 7d for seven days ago (default: today)"
    )
    parser.add_argument(
        "--format", choices=("table", "csv", "json"), default="table", help="how to print them (default: table)"
    )
    add_user(parser)
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prints the technicians; how many there are goes to standard error."""
    from fleet_tui.bootstrap.output import data_out, say
    from fleet_tui.bootstrap.services import signed_in_services
    from fleet_tui.bootstrap.settings import load

    day = _day(arguments.day or "0d")
    with signed_in_services(load(database=arguments.database), arguments.user) as services, data_out():
        billed = services.billing.on(day, export=True)
        _WRITERS[arguments.format](billed)
        say(f"{billed.heading}." + (f" {billed.note}" if billed.note else ""))
    return 0


def _day(typed: str) -> date:
    """The day.

    Raises:
        SystemExit: it is none, which has been said.
    """
    from fleet_tui.bootstrap.output import say
    from fleet_tui.cli.bulk.arguments import WRONG_USAGE
    from fleet_tui.domain.errors import BadValue
    from fleet_tui.domain.history.query import day_from_text

    try:
        return day_from_text(typed)
    except BadValue as bad:
        say(f"fleet-tui billed: {bad}")
        raise SystemExit(WRONG_USAGE) from None


def _write_table(billed: BilledDay) -> None:
    from rich.cells import cell_len

    from fleet_tui.domain.billed import TITLES, cells
    from fleet_tui.ui.widgets.grid_columns import fit

    rows = [TITLES, *map(cells, billed.technicians)]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(fit(text, width) for text, width in zip(row, widths, strict=True)).rstrip())


def _write_csv(billed: BilledDay) -> None:
    from fleet_tui.domain.billed import TITLES, cells
    from fleet_tui.domain.tables_as_text import neutral

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(title.lower() for title in TITLES)
    out.writerows([neutral(text) for text in cells(each)] for each in billed.technicians)


def _write_json(billed: BilledDay) -> None:
    people = [{"id": one.id, "name": one.name, "team": one.team, "today": one.today} for one in billed.technicians]
    print(json.dumps({"day": str(billed.day), "technicians": people}, ensure_ascii=False, indent=1))


_WRITERS: dict[str, Callable[[BilledDay], None]] = {"table": _write_table, "csv": _write_csv, "json": _write_json}
