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
    import os
    import tempfile
    from pathlib import Path

    from fleet_tui.bootstrap.demo_data import fill
    from fleet_tui.bootstrap.endings import exit_on_signals
    from fleet_tui.bootstrap.output import say
    from fleet_tui.demo.people import day_of
    from fleet_tui.domain.errors import DatabaseRefused, Refusal
    from fleet_tui.private_files import settle
    from fleet_tui.storage.db.sqlite_library import choose_library
    from fleet_tui.storage.db.verify import prove

    file = Path(arguments.file).expanduser()
    taken = f"{file} is there already: name a file that is not there yet."
    if os.path.lexists(file):
        raise Refusal(taken)
    for end in ("-wal", "-journal"):
        if os.path.lexists(f"{file}{end}"):  # SQLite would write it into the new file
            raise Refusal(f"{file}{end} is there, left by another database: move it away, or name another file.")
    try:
        with (
            exit_on_signals(),
            tempfile.TemporaryDirectory(prefix=".fleet-tui-", dir=file.absolute().parent) as folder,
        ):
            made = Path(folder, "fleet.db")
            count = fill(made, arguments.people, arguments.seed, day_of(arguments.seed))
            prove(made, file, choose_library())
            os.link(made, file)  # unlike a rename it never replaces a file that appeared meanwhile
            try:
                settle(file.absolute().parent)
            except OSError:
                file.unlink(missing_ok=True)
                raise
    except DatabaseRefused as refused:
        raise Refusal(str(refused).replace(str(made), str(file))) from None
    except FileExistsError:
        raise Refusal(taken) from None
    except OSError as error:
        raise Refusal(
            f"{file} cannot be made ({error.strerror}): name a file in a folder that you may write and that has room."
        ) from None
    say(f"{file}: {count:,} people who do not exist.")
    return 0
