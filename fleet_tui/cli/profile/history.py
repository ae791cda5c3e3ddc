"""Prints the history, newest first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from fleet_tui.bootstrap.output import data_out, print_json, say
from fleet_tui.bootstrap.services import signed_in_services
from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.arguments import DONE
from fleet_tui.cli.bulk.arguments import WRONG_USAGE, underlined
from fleet_tui.domain import tables_as_text
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.line import BadFilter, parse
from fleet_tui.domain.filters.line.vocabulary import Vocabulary
from fleet_tui.domain.history.changes import FieldChange
from fleet_tui.domain.history.query import HISTORY_FIELDS, HistoryRow
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.paging import PageQuery
from fleet_tui.services.services import Services

VERSION = 1
_AT_ONCE = 200
TITLES = ("When", "Who", "Action", "Whom", "Changes")


def history(arguments: argparse.Namespace) -> int:
    """Prints a row a line; a bulk action is one row."""
    filter = _filter(arguments.filter)
    with signed_in_services(load(database=arguments.database), arguments.user) as services, data_out():
        rows = _rows(services, filter, arguments.most)
        if arguments.format == "json":
            facts = {"version": VERSION, "rows": [_record(row) for row in rows]}
            print_json(facts)
            return DONE
        print(tables_as_text.line(TITLES))
        for row in rows:
            changes = "; ".join(f"{each.label}: {each.before} → {each.after}" for each in _changes(row))
            print(tables_as_text.line((show_moment(row.at), row.who, row.action, row.subject, changes or row.heading)))
    return DONE


def _filter(text: str | None) -> Filter:
    """The filter in the line.

    Raises:
        SystemExit: the line is wrong, which has been printed with the fault underlined.
    """
    try:
        return parse(HISTORY_FIELDS, text or "", Vocabulary({}))
    except BadFilter as bad:
        say(f"{bad}\n{underlined(text or '', bad.start, bad.end)}")
        raise SystemExit(WRONG_USAGE) from None


def _rows(services: Services, filter: Filter, most: int) -> Iterator[HistoryRow]:
    at: int | None = None
    left = most
    while left > 0:
        page = services.history_pages.page(filter, PageQuery(at=at, limit=min(left, _AT_ONCE)), export=True)
        yield from page.rows[:left]
        left -= len(page.rows)
        at = page.more
        if at is None:
            return


def _changes(row: HistoryRow) -> tuple[FieldChange, ...]:
    return row.event.changes if row.event else ()


def _record(row: HistoryRow) -> dict[str, object]:
    profile = row.profile
    return {
        "id": row.id,
        "at": row.at.isoformat(),
        "who": row.who,
        "action": row.action,
        "subject": row.subject,
        "kind": profile[0].value if profile else None,
        "person": profile[1] if profile else None,
        "operation": row.heading or None,
        "changes": [{"field": each.label, "before": each.before, "after": each.after} for each in _changes(row)],
    }
