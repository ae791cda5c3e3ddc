"""`fleet-tui share`: lets the users of a group work in one database."""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database

NAME = "share"
HELP = "let the users of a group work in the database: give them its folder and all its files, also those to come"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the group and the database."""
    parser.add_argument("--group", metavar="NAME", required=True, help="the operating system's group, or its number")
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prints on standard error what was done; gives 1 when another user has something left to do."""
    import os

    from fleet_tui.bootstrap.output import say
    from fleet_tui.bootstrap.settings import load
    from fleet_tui.domain.errors import Refusal

    if not hasattr(os, "geteuid"):
        raise Refusal("This operating system has no groups of that kind: share the folder by its own means.")
    from fleet_tui.storage.db.sharing import group_named, share

    settings = load(database=arguments.database)
    if settings.server:
        raise Refusal("A database on a server has no files to share: its server says which users may work in it.")
    path = settings.database.absolute()
    done, left = share(path, group_named(arguments.group))
    for sentence in (*done, *left):
        say(sentence)
    if left:
        return 1
    say(f"Members of the group start it with: fleet-tui --database {path}")
    return 0
