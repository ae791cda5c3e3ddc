"""`fleet-tui completion`: prints the completion of commands for a shell.

The scripts ask `fleet-tui completion words`, which reads the line so far on standard input. It prints nothing and gives
0 whenever it cannot know, for instance while the database is locked: nobody wants an error in the middle of a line.
"""

from __future__ import annotations

import argparse

from fleet_tui.cli.arguments import add_database

NAME = "completion"
HELP = "print what completes commands, options, list entries and names in a shell"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the shell."""
    parser.add_argument(
        "shell",
        choices=("bash", "zsh", "fish", "words"),
        help='bash: eval "$(fleet-tui completion bash)"; words: what could come next on the line in standard input',
    )
    add_database(parser, default=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Prints the script, or a word a line."""
    from fleet_tui.bootstrap.output import data_out
    from fleet_tui.cli.shell.scripts import SCRIPTS

    with data_out():
        if arguments.shell in SCRIPTS:
            print(SCRIPTS[arguments.shell], end="")
        else:
            _print_words(arguments.program)
    return 0


def _print_words(program: argparse.ArgumentParser) -> None:
    import sys

    from fleet_tui.cli.shell.completing import words_for
    from fleet_tui.domain.text import displayable

    try:
        found = words_for(program, sys.stdin.readline().rstrip("\n"))
    except Exception:  # noqa: BLE001  # whatever it is, the shell shows nothing
        return
    for word in found:
        if displayable(word) == word:  # a name is no command of the terminal
            print(word)
