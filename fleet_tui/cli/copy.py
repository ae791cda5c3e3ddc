"""`fleet-tui copy`: copies a company from one database into a new one, from a file to a server or back.

It takes no sign-in, as `check` does: a user that can read the database can read all of it anyway.
"""

from __future__ import annotations

import argparse

NAME = "copy"
HELP = "copy a company into a new database, from a file to a server or back, and prove the copy"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the two databases."""
    from fleet_tui.cli.arguments import place

    parser.add_argument(
        "--from", dest="source", metavar="PATH", type=place, required=True, help="the database that is copied"
    )
    parser.add_argument(
        "--to", dest="target", metavar="PATH", type=place, required=True, help="the new one, which is made"
    )


def run(arguments: argparse.Namespace) -> int:
    """Prints how many rows of each table were copied."""
    from pathlib import Path

    from fleet_tui.bootstrap.output import data_out
    from fleet_tui.bootstrap.services import database_at
    from fleet_tui.domain.errors import Refusal
    from fleet_tui.domain.text import displayable
    from fleet_tui.storage.copying import copy_company

    if isinstance(arguments.target, Path) and arguments.target.exists():
        raise Refusal(f"{arguments.target} is there already. Nothing was changed: name a file that is not.")
    with database_at(arguments.source, create=False) as source:
        try:
            with database_at(arguments.target) as target:
                copied = copy_company(source, target)
        except BaseException:
            if isinstance(arguments.target, Path):
                for end in ("", "-wal", "-shm", "-journal"):
                    arguments.target.with_name(arguments.target.name + end).unlink(missing_ok=True)
            raise
        with data_out():
            print(f"{displayable(source.name)} → {displayable(target.name)}")
            for table, rows in copied.items():
                print(f"{table:<20}  {rows:>11,}")
            print("whole, with the same history to its last entry")
    return 0
