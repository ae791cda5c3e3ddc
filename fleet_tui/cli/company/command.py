"""The arguments of `fleet-tui lists`, `roles` and `views`."""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database, add_kind, add_user

LISTS = (
    "technician_positions",
    "technician_roles",
    "employee_positions",
    "employee_roles",
    "skills",
    "teams",
    "zones",
    "trucks",
    "business_units",
)
"""The lists, repeated because `--help` does not import the domain."""


class Lists:
    """`fleet-tui lists`."""

    NAME = "lists"
    HELP = "print the company's lists, or add, rename, retire or bring back an entry"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the list and what to do with it."""
        parser.add_argument("list", nargs="?", choices=LISTS, help="one list (default: all)")
        parser.add_argument("--all", action="store_true", help="print retired entries too")
        does = parser.add_mutually_exclusive_group()
        does.add_argument("--add", metavar="NAME", help="add an entry to the list")
        does.add_argument("--rename", metavar=("NAME", "OTHER"), nargs=2, help="give an entry another name")
        does.add_argument("--retire", metavar="NAME", help="offer an entry no more; people keep it")
        does.add_argument("--bring-back", metavar="NAME", help="offer a retired entry again")
        _add_common(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Prints the entries, or the one that was changed."""
        from fleet_tui.cli.company.lists import run

        return run(arguments)


class Roles:
    """`fleet-tui roles`."""

    NAME = "roles"
    HELP = "print the roles, how many active people have each, and what it allows"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds who asks."""
        _add_common(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Prints a role a line."""
        from fleet_tui.cli.company.roles import run

        return run(arguments)


class Views:
    """`fleet-tui views`."""

    NAME = "views"
    HELP = "print the saved views of a list, each with its filter line and how many match"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the kind of people."""
        add_kind(parser, "whose list")
        _add_common(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Prints a view a line."""
        from fleet_tui.cli.company.views import run

        return run(arguments)


def _add_common(parser: argparse.ArgumentParser) -> None:
    add_user(parser)
    add_database(parser, default=argparse.SUPPRESS)
    parser.set_defaults(wrong=parser.error)


COMMANDS = (Lists(), Roles(), Views())
