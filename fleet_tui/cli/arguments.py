"""Arguments that several commands take, and their exit codes."""

from __future__ import annotations

import argparse
from pathlib import Path

DONE, REFUSED, INTERRUPTED = 0, 1, 130
"""Exit codes of commands; the manual lists them."""
STANDARD_OUTPUT = "-"
"""The name of standard output as a file."""


def add_database(parser: argparse.ArgumentParser, *, default: object = None) -> None:
    """Adds `--database`; a command passes SUPPRESS as default, so that the option also counts before its name."""
    parser.add_argument(
        "--database",
        metavar="PATH",
        type=place,
        default=default,
        help="the database file (else FLEET_TUI_DATABASE, else the settings, else this user's own)",
    )


def add_user(parser: argparse.ArgumentParser) -> None:
    """Adds `--user`, for companies that sign in with passwords; a password is never an argument."""
    parser.add_argument(
        "--user",
        metavar="NAME",
        help="the username to sign in with, where the company signs in with passwords; the password is asked for",
    )


def add_kind(parser: argparse.ArgumentParser, does: str) -> None:
    """Adds the kind of people; the choices are repeated because `--help` does not import the domain."""
    parser.add_argument("kind", choices=("technicians", "employees"), help=does)


def add_filter(parser: argparse._ActionsContainer, does: str) -> None:
    """Adds `--filter`, a filter line as typed behind `/` in a list."""
    parser.add_argument("--filter", metavar="TEXT", help=f"{does}, like 'team:north skills:-gas'")


def place(text: str) -> Path | str:
    """Reads a database: the path of a file, or the address of a server."""
    from fleet_tui.bootstrap.settings_table import has_password, is_server

    if has_password(text):
        raise argparse.ArgumentTypeError(
            "everybody on this computer can read a password there: write it into ~/.pgpass or PGPASSWORD"
        )
    if is_server(text):
        return text
    if not text.strip():
        raise argparse.ArgumentTypeError("name a file")
    return Path(text).expanduser()


def seed_number(text: str) -> int:
    """Reads the seed of the demo people."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError("a seed is a whole number, like 1")
    return int(text)
