"""The arguments of `fleet-tui show`, `add`, `edit` and `history`."""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database, add_kind, add_user

_WHO = "an id, or a part of the name, a phone number, an address, a username, a truck or a payroll ID"
_FIELD = "FIELD=VALUE"
_ROWS = 50


class Show:
    """`fleet-tui show`."""

    NAME = "show"
    HELP = "print one profile, section by section"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the person and the format."""
        add_kind(parser, "the kind of profile")
        parser.add_argument("who", metavar="WHO", help=_WHO)
        parser.add_argument(
            "--format", choices=("table", "json"), default="table", help="how to print it (default: table)"
        )
        _add_common(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Prints the profile."""
        from fleet_tui.cli.profile.show import show

        return show(arguments)


class Add:
    """`fleet-tui add`."""

    NAME = "add"
    HELP = "add a profile with the values of its fields, and print its id"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the values."""
        add_kind(parser, "the kind of profile")
        parser.add_argument("values", metavar=_FIELD, nargs="+", help="name='Ann Porter' positions=Service,Installer")
        _add_common(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Adds the profile; gives 1 when a value is refused, and nothing is saved then."""
        from fleet_tui.cli.profile.write import add

        return add(arguments)


class Edit:
    """`fleet-tui edit`."""

    NAME = "edit"
    HELP = "change the fields of one profile, and print each before and after"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the person and the values."""
        add_kind(parser, "the kind of profile")
        parser.add_argument("who", metavar="WHO", help=_WHO)
        parser.add_argument(
            "values", metavar=_FIELD, nargs="+", help="mobile='303 555 0199' memo=none skills+=Gas (skills-=Gas)"
        )
        _add_common(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Saves the profile; gives 1 when a value is refused, and nothing is saved then."""
        from fleet_tui.cli.profile.write import edit

        return edit(arguments)


class History:
    """`fleet-tui history`."""

    NAME = "history"
    HELP = "print the history, newest first, with each changed field before and after"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the filter and how much is printed."""
        parser.add_argument("--filter", metavar="TEXT", help="a part of it, like 'whom:bob field:role when>7d'")
        parser.add_argument("--most", metavar="N", type=_number, default=_ROWS, help=f"most rows (default: {_ROWS})")
        parser.add_argument(
            "--format", choices=("table", "json"), default="table", help="how to print it (default: table)"
        )
        _add_common(parser)

    def run(self, arguments: argparse.Namespace) -> int:
        """Prints the rows."""
        from fleet_tui.cli.profile.history import history

        return history(arguments)


def _add_common(parser: argparse.ArgumentParser) -> None:
    add_user(parser)
    add_database(parser, default=argparse.SUPPRESS)
    parser.set_defaults(wrong=parser.error)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= len(text.lstrip("0")) <= 7):
        raise argparse.ArgumentTypeError("a number from 1 to 9999999")
    return int(text)


COMMANDS = (Show(), Add(), Edit(), History())
