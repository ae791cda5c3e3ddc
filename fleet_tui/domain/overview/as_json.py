"""The overview as JSON. Its keys and ids stay; `version` goes up when one of them changes its meaning."""

from __future__ import annotations

from datetime import UTC

from fleet_tui.domain.filters.line import to_text
from fleet_tui.domain.history.query import HISTORY_FIELDS
from fleet_tui.domain.overview.values import MOST_COVER, BilledOn, Count, HistoryOf, Overview, PeopleOf
from fleet_tui.domain.people.types import PROFILE_TYPES

VERSION = 1


def as_json(overview: Overview) -> dict[str, object]:
    """What `fleet-tui overview --format json` prints."""
    at = overview.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    sections = [
        {"id": section.id, "title": section.title, "numbers": [_number(count, overview) for count in section.counts]}
        for section in overview.sections
    ]
    return {"version": VERSION, "at": at, "sections": sections, "cover": _cover(overview)}


def _number(count: Count, overview: Overview) -> dict[str, object]:
    of, filter = leads_to(count, overview)
    return {
        "id": count.id,
        "label": count.label,
        "number": count.number,
        "note": count.note,
        "of": of,
        "filter": filter,
    }


def leads_to(count: Count, overview: Overview) -> tuple[str, str]:
    """What a number counts: technicians, employees, history, billed or messages; and the filter line, or the day."""
    match count.target:
        case PeopleOf(kind=kind, filter=filter):
            return kind.value, to_text(PROFILE_TYPES[kind], filter, overview.names)
        case HistoryOf(filter=filter):
            return "history", to_text(HISTORY_FIELDS, filter, {})
        case BilledOn(day=day):
            return "billed", str(day)
        case _:
            return "messages", ""


def _cover(overview: Overview) -> dict[str, object] | None:
    cover = overview.cover
    if cover is None:
        return None
    skills, zones = ([name for _, name in each] for each in (cover.skills, cover.zones))
    return {"most": MOST_COVER, "skills": skills, "zones": zones, "numbers": [list(row) for row in cover.numbers]}
