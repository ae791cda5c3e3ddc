"""`fleet-tui import`: adds and changes the people in the rows of a file, after a plan."""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database, add_kind, add_user

NAME = "import"
HELP = "add and change people from a file: CSV, TSV or XLSX as other programs write it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the file, what its columns mean, what to do with its rows, and whether to ask or only to plan."""
    add_kind(parser, "whom the file is about")
    parser.add_argument("file", metavar="FILE", help="the file; - is standard input")
    parser.add_argument("--dry-run", action="store_true", help="print what each row would do, and change nobody")
    parser.add_argument(
        "--yes", action="store_true", help="do not ask; without a terminal to ask on, this or --dry-run is needed"
    )
    parser.add_argument(
        "--map", metavar="FILE", help="what the columns are: a file with the “mapping” that --format json prints"
    )
    parser.add_argument(
        "--default",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help="a value for everybody who is new and has none in the file, like type=managed; country=US reads phones",
    )
    parser.add_argument(
        "--only", choices=("new", "changes"), help="add people only, or change those who are there only"
    )
    dates = parser.add_mutually_exclusive_group()
    dates.add_argument("--day-first", action="store_true", help="03/04/2026 is in April")
    dates.add_argument("--month-first", action="store_true", help="03/04/2026 is in March")
    parser.add_argument(
        "--refused", metavar="FILE", help="write the refused rows with their reasons there, to mend and import again"
    )
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="how to print the rows (default: table)"
    )
    add_user(parser)
    add_database(parser, default=argparse.SUPPRESS)
    parser.set_defaults(wrong=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Plans and runs the import; gives 1 when a row or the file was refused, or the user answered no."""
    from fleet_tui.cli.imports.run import run as run_import

    return run_import(arguments)
