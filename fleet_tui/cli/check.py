"""`fleet-tui check`: proves the database file.

It takes no sign-in and no permission: a user that can read the file can read all of it anyway, and the check must work
when no account can sign in. It changes nothing.
"""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database

NAME = "check"
HELP = "prove that the database file is whole, and count its people"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the database."""
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prints the counts; each fault is a sentence on standard error, and any makes the exit code 1."""
    from fleet_tui.bootstrap.output import data_out, say
    from fleet_tui.bootstrap.services import services_at
    from fleet_tui.bootstrap.settings import load
    from fleet_tui.domain.filters.conditions import Filter
    from fleet_tui.domain.filters.query import ListQuery
    from fleet_tui.domain.people.types import PROFILE_TYPES
    from fleet_tui.domain.text import displayable
    from fleet_tui.services.base.actor import SystemActor
    from fleet_tui.storage.check.database import check

    settings = load(database=arguments.database)
    with services_at(settings.place, settings.drafts, create=False, by=SystemActor(NAME)) as services:
        faults = check(services.database)
        name = services.database.name if settings.server else settings.database
        for fault in faults:
            say(fault)
        if faults:
            count = "1 fault" if len(faults) == 1 else f"{len(faults):,} faults"
            say(f"{name}: {count}. Keep the file, and go on with a copy from before.")
            return 1
        with data_out():
            print(f"{displayable(str(name))}: good ({services.database.library})")
            for kind, profile_type in PROFILE_TYPES.items():
                active = services.people.page(ListQuery(kind, ("name",)), limit=1)
                everybody = services.people.page(ListQuery(kind, ("name",), Filter()), limit=1)
                print(f"{profile_type.plural.lower()}: {everybody.matching:,} ({active.matching:,} active)")
    return 0
