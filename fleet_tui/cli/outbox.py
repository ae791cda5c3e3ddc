"""`fleet-tui outbox`: lists and sends messages to people.

Listing takes a sign-in; sending takes none, as it runs unattended on the computer with the database file.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fleet_tui.cli.arguments import add_database, add_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fleet_tui.domain.mail.messages import Item
    from fleet_tui.services.services import Services

NAME = "outbox"
HELP = "print the messages that wait for being sent, or send those that are due"
_AT_ONCE = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the subcommand, its options and the database."""
    parser.add_argument("does", choices=("list", "send"), help="list: what waits, newest first; send: what is due")
    parser.add_argument("--all", action="store_true", help="list those too that were sent, stopped, replaced or failed")
    parser.add_argument("--watch", action="store_true", help="go on sending what becomes due, until ctrl+c or a signal")
    add_user(parser)
    add_database(parser, default=argparse.SUPPRESS)
    parser.set_defaults(wrong=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Prints a message a line; one that could not be sent goes to standard error too and makes the exit code 1."""
    from fleet_tui.bootstrap.services import services_at, signed_in_services
    from fleet_tui.bootstrap.settings import load
    from fleet_tui.services.base.actor import SystemActor

    if arguments.watch and arguments.does == "list":
        arguments.wrong("--watch goes with send: a list is printed once")
    if arguments.all and arguments.does == "send":
        arguments.wrong("--all goes with list: what is due is sent, and nothing else")
    settings = load(database=arguments.database)
    if arguments.does == "list":
        with signed_in_services(settings, arguments.user) as services:
            return _list(services, every=arguments.all)
    from fleet_tui.cli.outbox_send import send

    with services_at(settings.place, settings.drafts, create=False, by=SystemActor(NAME)) as services:
        return send(services, settings.mail, watch=arguments.watch)


def _list(services: Services, *, every: bool) -> int:
    from fleet_tui.bootstrap.output import data_out, say
    from fleet_tui.domain.tables_as_text import of_messages

    failed = services.mail.waiting().failed
    with data_out():
        for line in of_messages(_messages(services, every=every)):
            print(line)
    if failed and not every:
        say(f"{failed:,} could not be sent: --all shows them too.")
    return 0


def _messages(services: Services, *, every: bool) -> Iterator[Item]:
    before: int | None = None
    while page := services.mail.messages(before, _AT_ONCE, waiting=not every):
        yield from page
        before = page[-1].id
