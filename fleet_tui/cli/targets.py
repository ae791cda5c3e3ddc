"""The people of a bulk command: by ids or by a filter line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from rich.cells import cell_len

from fleet_tui.bootstrap.output import say
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.line import BadFilter, parse
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.ids import MOST_ID, is_id
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services

WRONG_USAGE = 2
_MOST_DIGITS = len(str(MOST_ID))
"""Digits of the largest id; a longer number is no person's, and may be longer than Python reads."""


def require_whom(arguments: argparse.Namespace) -> None:
    """Ends with wrong usage unless either ids or a filter with conditions are given."""
    if arguments.filter is None and not arguments.ids:
        arguments.wrong("say whom: ids, or --filter TEXT, like --filter team:north")
    if arguments.filter is not None and arguments.ids:
        arguments.wrong("say whom either by ids or by --filter, not by both")
    if arguments.filter is not None and not arguments.filter.strip():
        arguments.wrong("an empty --filter would be everybody: for that say --filter active:any")


def asked_for(services: Services, kind: PersonKind, arguments: argparse.Namespace) -> tuple[list[int], bool]:
    """The ids of the people, each once, and whether all given words can be ids; prints the ones that cannot."""
    if arguments.filter is not None:
        filter = read_filter(services, kind, arguments.filter)
        return services.people.ids(ListQuery(kind, ("name",), filter)), True
    ids: dict[int, None] = {}
    all_ids = True
    for word in arguments.ids:
        id = _read(word)
        if is_id(id):
            ids[id] = None
            continue
        all_ids = False
        if id is None:
            say(f"“{displayable(word)}” is no id: an id is a number, which `list --format csv` prints.")
        else:
            tell_strangers(kind, [word])
    return list(ids), all_ids


def _read(word: str) -> int | None:
    """The number; 0 for one that is too long for an id, None for what is no number."""
    if not (word.isascii() and word.isdigit()):
        return None
    digits = word.lstrip("0")
    return int(digits or 0) if len(digits) <= _MOST_DIGITS else 0


def tell_strangers(kind: PersonKind, ids: Iterable[int | str]) -> None:
    """Prints that these ids belong to no person."""
    for id in ids:
        say(f"{id} is the id of no {PROFILE_TYPES[kind].singular.lower()}.")


def read_filter(services: Services, kind: PersonKind, text: str) -> Filter:
    """The filter in the line.

    Raises:
        SystemExit: the line is wrong, which has been printed with the fault underlined.
    """
    try:
        return parse(PROFILE_TYPES[kind], text, services.lists.vocabulary(kind))
    except BadFilter as bad:
        say(f"{bad}\n{underlined(text, bad.start, bad.end)}")
        raise SystemExit(WRONG_USAGE) from None


def underlined(text: str, start: int, end: int) -> str:
    """The displayable text, and carets under the characters from `start` up to `end`, excluded."""
    shown = displayable(text)
    start = max(0, start)
    return f"{shown}\n{' ' * cell_len(shown[:start])}{'^' * max(1, cell_len(shown[start:end]))}"
