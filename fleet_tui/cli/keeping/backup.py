"""`fleet-tui backup`: a whole and proved copy of the database while others work in it.

It takes no sign-in, as `check` does: a user that can read the file can copy it anyway.
"""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database

NAME = "backup"
HELP = "copy the database into a new file while others work in it, and prove the copy"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the file and the database."""
    parser.add_argument("file", metavar="FILE", help="the copy to make; it must not be there yet")
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Says what was copied, and how it is used."""
    from pathlib import Path

    from fleet_tui.bootstrap.endings import exit_on_signals
    from fleet_tui.bootstrap.output import say
    from fleet_tui.bootstrap.services import database_at
    from fleet_tui.bootstrap.settings import load
    from fleet_tui.domain.errors import Refusal
    from fleet_tui.storage.backup import back_up
    from fleet_tui.storage.db.engine import DatabaseFile
    from fleet_tui.storage.db.secret_file import key_path

    settings, file = load(database=arguments.database), Path(arguments.file).expanduser()
    with exit_on_signals(), database_at(settings.place, create=False) as database:
        if not isinstance(database, DatabaseFile):
            raise Refusal(f"{database.name} is on a server: use its own backups, or fleet-tui copy into a file.")
        back_up(database, file)
        say(f"{file}: a whole copy of {database.name}. It opens with: fleet-tui --database {file}")
        say(f"The key of the codes in waiting messages is not in it: keep {key_path(database.path)} elsewhere.")
    return 0
