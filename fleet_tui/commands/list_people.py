"""`fleet-tui list`: what a list shows, for scripts and for terminals that cannot show a screen."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fleet_tui.commands.arguments import add_database

if TYPE_CHECKING:
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.domain.queries import ListQuery, Page
    from fleet_tui.services.people import People

NAME = "list"
HELP = "print what a list shows: the active people, by name"
_WINDOW = 1_000
"""How many people are in memory at a time."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes whom to list and how."""
    parser.add_argument("kind", choices=("technicians", "employees"), help="whom to list")
    parser.add_argument(
        "--format", choices=("table", "csv", "json"), default="table", help="how to print them (default: table)"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="active and inactive people")
    which.add_argument("--inactive", action="store_true", help="inactive people only")
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prints the people; how many there are goes to standard error after a table."""
    from fleet_tui.commands import listing
    from fleet_tui.commands.opened import opened
    from fleet_tui.commands.output import data_out
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.domain.profile_types import PROFILE_TYPES
    from fleet_tui.settings import load

    kind = PersonKind(arguments.kind)
    with opened(load(database=arguments.database)) as services, data_out():
        listing.WRITERS[arguments.format](PROFILE_TYPES[kind], windows(services.people, _query(kind, arguments)))
    return 0


def _query(kind: PersonKind, arguments: argparse.Namespace) -> ListQuery:
    from fleet_tui.domain.filters import ONLY_ACTIVE, Filter, OneOf
    from fleet_tui.domain.profile_types import PROFILE_TYPES
    from fleet_tui.domain.queries import ListQuery

    if arguments.inactive:
        which = Filter((OneOf("active", frozenset({"no"})),))
    else:
        which = Filter() if arguments.all else ONLY_ACTIVE
    return ListQuery(kind, PROFILE_TYPES[kind].columns, which)


def windows(people: People, query: ListQuery) -> Callable[[], Iterator[Page]]:
    """The query's windows in order, as often as it is called; each is read when the one before is done with."""

    def read() -> Iterator[Page]:
        from fleet_tui.domain.queries import Anchor, Side

        anchor = Anchor()
        while True:
            page = people.page(query, anchor, _WINDOW)
            yield page
            if len(page.people) < _WINDOW:
                return
            anchor = Anchor(Side.AFTER, page.people[-1].id)

    return read
