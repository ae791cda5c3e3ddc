"""Arguments of the app itself, which commands take too."""

from __future__ import annotations

import argparse

MOST_PEOPLE = 1_000_000


LINES = ("auto", "rich", "lean", "vt100")
"""The settings' own words, said once more since `--help` does without the settings."""


def add_line(parser: argparse.ArgumentParser, *, default: object = None) -> None:
    """How the line to the terminal is served; a command passes SUPPRESS, as for the database."""
    parser.add_argument(
        "--line",
        choices=LINES,
        default=default,
        help="how the line to the terminal is served (else FLEET_TUI_LINE, else the settings, else auto)",
    )


def count_of_people(text: str) -> int:
    """How many people to make."""
    count = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= count <= MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"a number of people is 1 to {MOST_PEOPLE:,}, like 500")
    return count
