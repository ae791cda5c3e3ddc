"""`fleet-tui settings`: prints every setting, its value and where that comes from; proves or makes the file."""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database

NAME = "settings"
HELP = "print every setting with its value and where that comes from; check the file, or write one with comments"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what to do, and the database, to say what a run with it would use."""
    parser.add_argument("does", nargs="?", choices=("check",), help="only say whether all of them can be used")
    parser.add_argument(
        "--write", action="store_true", help="make a file with every setting, each switched off and explained"
    )
    add_database(parser, default=argparse.SUPPRESS)
    parser.set_defaults(wrong=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Gives 2 when a setting cannot be used, which is told with its line."""
    from fleet_tui.cli.keeping.settings_text import check, print_all, write

    if arguments.write:
        if arguments.does:
            arguments.wrong("--write makes a file, check reads the one that is there: say one of the two")
        return write()
    return check() if arguments.does else print_all(arguments.database)
