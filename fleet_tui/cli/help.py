"""`fleet-tui help`: prints a page of the manual, or which pages there are."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

from fleet_tui.cli.arguments import DONE, REFUSED

NAME = "help"
HELP = "print a page of the manual; without a topic: which pages there are"
_WIDEST = 80
_BOLD, _NORMAL = "\x1b[1m", "\x1b[m"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the topic, and `--man` for the whole manual as a page of man."""
    parser.add_argument("topic", nargs="*", help="a page by its name or title, like 'lists'")
    parser.add_argument("--man", action="store_true", help="print the manual as the source of a page for man")


def run(arguments: argparse.Namespace) -> int:
    """Prints the page; refuses a topic that is none, and names the nearest."""
    from fleet_tui.bootstrap.output import data_out, say
    from fleet_tui.manual.contents import PAGES, find_page, nearest_pages

    topic = " ".join(arguments.topic)
    name = find_page(topic)
    if topic and name is None and not arguments.man:
        near = nearest_pages(topic)
        told = " or ".join(f"fleet-tui help {page}" for page in near)
        say(f"There is no page “{topic}”" + (f": try {told}." if near else ": fleet-tui help lists them."))
        return REFUSED
    with data_out():
        if arguments.man:
            from fleet_tui.manual.roff import manual_page

            print(manual_page(arguments.version), end="")
        elif name:
            print("\n".join(_page(name)))
        else:
            for each, title in PAGES.items():
                print(f"{each:<16}{title}")
    return DONE


def _page(name: str) -> list[str]:
    """The lines of a page: as wide as the terminal, up to 80 cells; code is bold, or between its marks."""
    from fleet_tui.manual.blocks import PLAIN, Heading, Span
    from fleet_tui.manual.contents import read_page
    from fleet_tui.manual.plain import lay_out, marked

    page = read_page(name)
    blocks = (Heading(1, (Span(page.title),)), *page.blocks)
    width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)
    if sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "unknown", ""):
        return [
            "".join(span.text if span.style == PLAIN else f"{_BOLD}{span.text}{_NORMAL}" for span in line)
            for line in lay_out(blocks, width)
        ]
    return ["".join(span.text for span in line) for line in lay_out(map(marked, blocks), width)]
