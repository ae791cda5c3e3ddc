"""A filter line given as an argument; a wrong one is wrong usage, and is shown with what is wrong underlined."""

from __future__ import annotations

from rich.cells import cell_len

from fleet_tui.bootstrap.output import say
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.line import BadFilter, parse
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services

WRONG_USAGE = 2


def read_filter(services: Services, kind: PersonKind, text: str) -> Filter:
    """The filter that the line means.

    Raises:
        SystemExit: it means nothing, which has been told.
    """
    try:
        return parse(PROFILE_TYPES[kind], text, services.lists.vocabulary(kind))
    except BadFilter as bad:
        say(f"{bad}\n{underlined(text, bad.start, bad.end)}")
        raise SystemExit(WRONG_USAGE) from None


def underlined(text: str, start: int, end: int) -> str:
    """The text as it can be shown, and carets under the characters from `start` up to but not with `end`."""
    shown = displayable(text)
    start = max(0, start)
    return f"{shown}\n{' ' * cell_len(shown[:start])}{'^' * max(1, cell_len(shown[start:end]))}"
