"""Break one thing at a time in a copy of the checkout, and say whether the tests catch it.

The copy is made of the tracked files as they are in the working tree, which is never touched. A breakage counts as
caught when one of its tests fails and passes again on the mended copy.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from .checkout import Checkout, NoEnd, Unusable
from .table import Breakage, NoPlace, breakages, texts_of

CAUGHT, SURVIVED = "caught", "survived"
_WHOLE = ("-n", "2")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.breakages", description=__doc__)
    names = [breakage.name for breakage in breakages()]
    parser.add_argument("--only", metavar="NAME", nargs="+", default=names, choices=names, help="only these")
    parser.add_argument("--list", action="store_true", help="print the table and where each breakage is")
    parser.add_argument("--whole", action="store_true", help="run the whole suite on what survives its own tests")
    parser.add_argument("--limit", metavar="SECONDS", type=float, default=300.0, help="for the tests of one breakage")
    parser.add_argument("--limit-of-whole", metavar="SECONDS", type=float, default=1_800.0, help="for the whole suite")
    return parser.parse_args()


def _verdict(checkout: Checkout, breakage: Breakage, arguments: argparse.Namespace) -> str:
    try:
        selection = breakage.selection(checkout.root)
        if _caught(checkout, breakage, selection, arguments.limit):
            return CAUGHT
        if arguments.whole and _caught(checkout, breakage, _WHOLE, arguments.limit_of_whole):
            return f"{CAUGHT} by the whole suite"
    except NoPlace as lost:
        return f"could not be placed: {lost}"
    except NoEnd:
        return "no end in time"
    except Unusable as fault:
        return f"no verdict: {fault}"
    return SURVIVED


def _caught(checkout: Checkout, breakage: Breakage, selection: list[str] | tuple[str, ...], limit: float) -> bool:
    with checkout.broken(breakage):
        if not checkout.fails(selection, limit):
            return False
    if checkout.fails([*selection, "--last-failed"], limit):
        raise Unusable(f"{' '.join(selection)}: the test fails on the mended copy too")
    return True


def _list(chosen: list[Breakage], repository: Path) -> int:
    """Print each with its place; 1 when one has none."""
    package, lost = texts_of(repository), 0
    for one in chosen:
        try:
            print(f"{one.name}: {one.place(package).relative_to(repository)}: {one.find!r} becomes {one.becomes!r}")
        except NoPlace as error:
            lost = 1
            print(error)
    return lost


def main() -> int:
    """Print a line for each breakage; 1 when one that was caught before is not caught now."""
    arguments = _arguments()
    chosen = [one for one in breakages() if one.name in arguments.only]
    repository = Path(__file__).resolve().parents[2]
    if arguments.list:
        return _list(chosen, repository)
    verdicts: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="fleet-tui-breakages-") as folder:
        checkout = Checkout(repository, Path(folder))
        print(f"The tests import {checkout.imported()}", flush=True)
        for one in chosen:
            began = time.monotonic()
            verdicts[one.name] = _verdict(checkout, one, arguments)
            print(f"{one.name:46} {time.monotonic() - began:5.0f} s  {verdicts[one.name]}", flush=True)
    caught = {name for name, verdict in verdicts.items() if verdict.startswith(CAUGHT)}
    lost = [one.name for one in chosen if one.caught and one.name not in caught]
    won = [one.name for one in chosen if not one.caught and one.name in caught]
    print(f"{len(caught)} of {len(chosen)} caught")
    if won:
        print(f"caught now and not before, so `caught = false` can go: {', '.join(won)}")
    if lost:
        print(f"caught before and not now: {', '.join(lost)}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
