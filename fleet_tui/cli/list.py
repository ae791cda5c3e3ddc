"""`fleet-tui list`: prints what a list shows, for scripts and for terminals without a screen."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fleet_tui.cli.arguments import add_database, add_filter, add_kind, add_user

if TYPE_CHECKING:
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.domain.filters.conditions import Filter
    from fleet_tui.domain.filters.query import ListQuery, Page
    from fleet_tui.services.people.profiles import People
    from fleet_tui.services.services import Services

NAME = "list"
HELP = "print what a list shows: the active people, by name"
_WINDOW = 1_000
"""Most people in memory at a time."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds which people to list and how."""
    add_kind(parser, "whom to list")
    parser.add_argument(
        "--format", choices=("table", "csv", "json"), default="table", help="how to print them (default: table)"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="active and inactive people")
    which.add_argument("--inactive", action="store_true", help="inactive people only")
    add_filter(which, "whoever matches this filter line, active or not")
    add_user(parser)
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prints the people; after a table their number goes to standard error."""
    from fleet_tui.bootstrap.output import data_out
    from fleet_tui.bootstrap.services import signed_in_services
    from fleet_tui.bootstrap.settings import load
    from fleet_tui.cli import list_output
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.domain.filters.query import ListQuery
    from fleet_tui.domain.people.types import PROFILE_TYPES

    kind = PersonKind(arguments.kind)
    with signed_in_services(load(database=arguments.database), arguments.user) as services, data_out():
        profile_type = PROFILE_TYPES[kind]
        query = ListQuery(kind, profile_type.columns, _which(services, kind, arguments))
        list_output.WRITERS[arguments.format](profile_type, windows(services.people, query))
    return 0


def _which(services: Services, kind: PersonKind, arguments: argparse.Namespace) -> Filter:
    from fleet_tui.cli.bulk.arguments import read_filter
    from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Filter, OneOf

    if arguments.filter is not None:
        return read_filter(services, kind, arguments.filter)
    if arguments.inactive:
        return Filter((OneOf("active", frozenset({"no"})),))
    return Filter() if arguments.all else ONLY_ACTIVE


def windows(people: People, query: ListQuery) -> Callable[[], Iterator[Page]]:
    """Gives a function that reads the windows of the query in order, each when the one before is done with.

    Reading takes the permission to export people.
    """

    def read() -> Iterator[Page]:
        from fleet_tui.domain.filters.query import Anchor, Side

        anchor = Anchor()
        while True:
            page = people.page(query, anchor, _WINDOW, export=True)
            yield page
            if len(page.people) < _WINDOW:
                return
            anchor = Anchor(Side.AFTER, page.people[-1].id)

    return read
