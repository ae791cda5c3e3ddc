"""`fleet-tui keys`: prints what keys do, or names those that are pressed."""

from __future__ import annotations

import argparse

NAME = "keys"
HELP = "press keys to see what they are called and what they do where; without a terminal, or with names, print that"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the names of keys."""
    parser.add_argument("keys", metavar="KEY", nargs="*", help="keys by name, like f2 or ctrl+p; all: every key")


def run(arguments: argparse.Namespace) -> int:
    """Gives 1 when settings give one key to two actions of the same place, which is told."""
    import sys

    from fleet_tui.bootstrap.keymap import checked
    from fleet_tui.bootstrap.output import data_out, say
    from fleet_tui.bootstrap.settings import load
    from fleet_tui.cli.keys.table import KeyTable

    settings = load()
    table = KeyTable(checked(settings.config, settings.keys))
    if not arguments.keys and sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
        from fleet_tui.cli.keys.pressing import pressed

        print("Press keys. ctrl+c ends.\r")
        for key in pressed(sys.stdin.fileno()):
            for line in table.lines(key):
                print(f"{line}\r", flush=True)
        return 0
    with data_out():
        for key in arguments.keys or ["all"]:
            for line in table.all_lines() if key == "all" else table.lines(key):
                print(line)
    clashes = table.clashes()
    for clash in clashes:
        say(clash)
    return 1 if clashes else 0
