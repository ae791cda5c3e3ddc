"""A kept query without what is not known any more: fields of an earlier version, entries of lists that are gone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.filters.conditions import Condition, Filter, Find, OneOf
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable


def known_query(query: ListQuery, entries: Collection[int]) -> tuple[ListQuery, tuple[str, ...]]:
    """The query without the columns that are not declared and the entries that are not among `entries`, and notes.

    A condition that has lost all the values it asked for goes as a whole; everything left out is noted in a sentence.
    """
    profile_type = PROFILE_TYPES[query.kind]
    askable = {field.name: field for field in (*profile_type.stored, *profile_type.system)}
    notes: list[str] = []
    conditions: list[Condition] = []
    for condition in query.filter.conditions:
        if isinstance(condition, Find):
            conditions.append(condition)
            continue
        field = askable.get(condition.field)
        if field is None:
            notes.append(f"{displayable(condition.field)} is not known any more: its filter was left out.")
        elif isinstance(condition, OneOf) and field.source:
            kept = OneOf(field.name, _among(condition.values, entries), _among(condition.excluded, entries))
            if kept != condition:
                notes.append(f"{field.title}: an entry that is not known any more was left out of the filter.")
            if kept == condition or kept.values or (kept.excluded and not condition.values):
                conditions.append(kept)
        else:
            conditions.append(condition)
    columns = column_names(profile_type)
    fields = tuple(name for name in dict.fromkeys(("name", *query.fields)) if name in columns)
    gone = [displayable(name) for name in query.fields if name not in columns]
    notes += [f"Columns that are not known any more were left out: {', '.join(gone)}."] if gone else []
    sort = query.sort if query.sort.field in columns else Sort()
    if sort != query.sort:
        notes.append(f"{displayable(query.sort.field)} is not known any more: sorted by name.")
    return replace(query, filter=Filter(tuple(conditions)), fields=fields, sort=sort), tuple(notes)


def column_names(profile_type: ProfileType) -> set[str]:
    """The fields that a list can have as columns, by which it can be ordered."""
    return {field.name for field in profile_type.fields.values() if field.width}


def _among(values: frozenset[str | int | None], entries: Collection[int]) -> frozenset[str | int | None]:
    return frozenset(value for value in values if value is None or value in entries)
