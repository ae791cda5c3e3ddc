"""`fleet-tui overview`: prints the company in numbers."""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database, add_user

NAME = "overview"
HELP = "print the company in numbers: people, invitations, changes, billed by month, cover"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the format."""
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="how to print them (default: table)"
    )
    add_user(parser)
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prints the numbers that the user may see."""
    from fleet_tui.bootstrap.output import data_out
    from fleet_tui.bootstrap.services import signed_in_services
    from fleet_tui.bootstrap.settings import load
    from fleet_tui.cli.overview.output import WRITERS

    with signed_in_services(load(database=arguments.database), arguments.user) as services, data_out():
        WRITERS[arguments.format](services.overview.look())
    return 0
