"""Arguments that several commands take, and their exit codes."""

from __future__ import annotations

import argparse
from pathlib import Path

DONE, REFUSED, INTERRUPTED = 0, 1, 130
"""Exit codes of commands; the README lists them."""


def add_database(parser: argparse.ArgumentParser, *, default: object = None) -> None:
    """The file to work on; a command passes SUPPRESS, so that it also counts before the command's name."""
    parser.add_argument(
        "--database",
        metavar="PATH",
        type=_path,
        default=default,
        help="the database file (else FLEET_TUI_DATABASE, else the settings, else this user's own)",
    )


def add_user(parser: argparse.ArgumentParser) -> None:
    """Who acts, where people sign in with a password; there is no argument for that one."""
    parser.add_argument(
        "--user",
        metavar="NAME",
        help="the username to sign in with, where the company signs in with passwords; the password is asked for",
    )


def add_kind(parser: argparse.ArgumentParser, does: str) -> None:
    """Which kind of people; the words are the domain's own, said once more for `--help`."""
    parser.add_argument("kind", choices=("technicians", "employees"), help=does)


def add_filter(parser: argparse._ActionsContainer, does: str) -> None:
    """A filter line, as it is typed behind `/` in a list."""
    parser.add_argument("--filter", metavar="TEXT", help=f"{does}, like 'team:north skills:-gas'")


def _path(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("name a file")
    return Path(text).expanduser()


def seed_number(text: str) -> int:
    """What the demo people follow from."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError("a seed is a whole number, like 1")
    return int(text)
