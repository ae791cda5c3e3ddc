"""`fleet-tui export`: people to a file or to standard output, whole profiles or the columns of the list.

`export_run` runs it and is imported when it runs; `--help` does without it.
"""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import STANDARD_OUTPUT, add_database, add_filter, add_kind, add_user

NAME = "export"
HELP = "write people to a file or to standard output, in a form that imports again"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the people, their columns, the format and the file."""
    add_kind(parser, "the people to export (default: the active ones)")
    parser.add_argument("ids", metavar="ID", nargs="*", help="these people only, by id")
    add_filter(parser, "the people who match this filter line, active or not")
    parser.add_argument("--all", action="store_true", help="active and inactive people")
    parser.add_argument(
        "--columns", choices=("shown", "all"), default="all", help="those of the list, or every field (default: all)"
    )
    parser.add_argument(
        "--format", choices=("csv", "xlsx", "json"), help="default: what the file's name ends with, else csv"
    )
    parser.add_argument("--bom", action="store_true", help="begin a CSV file with the mark by which Excel reads UTF-8")
    parser.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        default=STANDARD_OUTPUT,
        help="the file to write (default: -, standard output)",
    )
    parser.add_argument("--force", action="store_true", help="replace the file when it is there already")
    add_user(parser)
    add_database(parser, default=argparse.SUPPRESS)
    parser.set_defaults(wrong=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Writes the people; gives 1 when one of the ids is no person's."""
    from fleet_tui.cli.export_run import run as run_export

    return run_export(arguments)
