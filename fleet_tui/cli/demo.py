"""`fleet-tui demo`: makes a database of invented people, the same for the same seed.

Only the username of its administrator differs: it is the user of the operating system.
"""

from __future__ import annotations

import argparse

from fleet_tui.bootstrap.run import count_of_people
from fleet_tui.cli.arguments import seed_number

NAME = "demo"
HELP = "make a database of people who do not exist, the same for the same seed, with you as its administrator"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the file, the number of people and the seed."""
    parser.add_argument("file", metavar="FILE", help="the database to make; it must not be there yet")
    parser.add_argument("--people", metavar="N", type=count_of_people, required=True, help="how many people to make")
    parser.add_argument("--seed", metavar="S", type=seed_number, default=1, help="what they follow from (default: 1)")


def run(arguments: argparse.Namespace) -> int:
    """Makes the file in a folder beside its place and links it there when it is whole."""
    from pathlib import Path

    from fleet_tui.bootstrap.demo_data import fill
    from fleet_tui.bootstrap.endings import exit_on_signals
    from fleet_tui.bootstrap.output import say
    from fleet_tui.demo.people import day_of
    from fleet_tui.storage.db.new_file import new_file

    file = Path(arguments.file).expanduser()
    with exit_on_signals(), new_file(file) as made:
        count = fill(made, arguments.people, arguments.seed, day_of(arguments.seed))
    say(f"{file}: {count:,} people who do not exist.")
    return 0
