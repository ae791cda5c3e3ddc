"""`fleet-tui paths`: prints where files live."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fleet_tui.cli.arguments import add_database

if TYPE_CHECKING:
    from fleet_tui.bootstrap.settings import Settings

NAME = "paths"
HELP = "say where the settings, the database, its key, typing, fault reports, unsent messages and files live"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the database, to say what a run with it would use."""
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prints a name and a path a line."""
    from fleet_tui.bootstrap.output import data_out
    from fleet_tui.bootstrap.settings import load
    from fleet_tui.domain.text import displayable

    settings = load(database=arguments.database)
    places = {
        "settings": settings.config,
        **_database(settings),
        "drafts": settings.drafts,
        "reports": settings.reports,
        "mail": settings.mail.folder,
        "files": settings.files or "off",
    }
    with data_out():
        for name, path in places.items():
            print(f"{name:<8}  {displayable(str(path))}")
    return 0


def _database(settings: Settings) -> dict[str, object]:
    """The database and its key; of one on a server, the folder with a folder for each, named by the database itself."""
    from fleet_tui.storage.db.secret_file import key_path

    if settings.server:
        from fleet_tui.bootstrap.services import shown_address

        return {"database": shown_address(settings.server), "key": settings.database.parent}
    return {"database": settings.database.absolute(), "key": key_path(settings.database.absolute())}
