"""Saved views of a list: filter, sort and columns under a name (product.md, "Keys", `w`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.fields import PersonKind, ProfileType
from fleet_tui.domain.filters.as_json import decode, encode
from fleet_tui.domain.filters.conditions import Condition, Filter, Find, OneOf
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable


@dataclass(frozen=True, slots=True)
class View:
    """What a list showed when it was saved. It is its owner's alone unless it is `shared`.

    `notes` say what of it is no longer known and was left out; with a `fault` the view cannot be shown at all.
    """

    id: int
    kind: PersonKind
    owner: Author
    shared: bool
    name: str
    filter: Filter
    sort: Sort
    fields: tuple[str, ...]
    version: int
    notes: tuple[str, ...] = ()
    fault: str = ""

    def query(self) -> ListQuery:
        """What a list is asked for to show this view."""
        return ListQuery(self.kind, self.fields, self.filter, self.sort)


@dataclass(frozen=True, slots=True)
class Counted:
    """A view and how many people match it now; None when it cannot be shown."""

    view: View
    matching: int | None


class NameTaken(Refusal):
    """The user has a view of that name already, which a save may replace."""

    def __init__(self, view: View) -> None:
        self.view = view
        super().__init__(f"{displayable(view.name)} is the name of a view of yours already: use another name.")


def entries_of(views: Iterable[View]) -> set[int]:
    """The entries of lists that the views ask for."""
    return {
        value
        for view in views
        for condition in view.filter.conditions
        if isinstance(condition, OneOf)
        for value in condition.values | condition.excluded
        if isinstance(value, int)
    }


def only_known(view: View, entries: Collection[int]) -> View:
    """The view without the columns that are not declared any more and the entries that are not among `entries`.

    A condition that has lost all the values it asked for goes as a whole; everything left out is noted.
    """
    profile_type = PROFILE_TYPES[view.kind]
    askable = {field.name: field for field in (*profile_type.stored, *profile_type.system)}
    notes: list[str] = []
    conditions: list[Condition] = []
    for condition in view.filter.conditions:
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
    columns = _columns(profile_type)
    fields = tuple(name for name in dict.fromkeys(("name", *view.fields)) if name in columns)
    gone = [displayable(name) for name in view.fields if name not in columns]
    notes += [f"Columns that are not known any more were left out: {', '.join(gone)}."] if gone else []
    sort = view.sort if view.sort.field in columns else Sort()
    if sort != view.sort:
        notes.append(f"{displayable(view.sort.field)} is not known any more: sorted by name.")
    return replace(view, filter=Filter(tuple(conditions)), fields=fields, sort=sort, notes=tuple(notes))


def require_known(view: View) -> None:
    """That a view comes back as it is once it has been saved, whatever becomes of the entries that it asks for.

    Raises:
        Refusal: a column or a filter of it is none.
    """
    profile_type = PROFILE_TYPES[view.kind]
    known, columns = only_known(view, entries_of([view])), _columns(profile_type)
    for name in (view.sort.field, *view.fields):
        if name not in columns:
            raise Refusal(f"{profile_type.plural} have no column “{displayable(name)}”.")
    for condition in view.filter.conditions:
        if condition not in known.filter.conditions:
            raise Refusal(f"{profile_type.plural} have nothing “{displayable(condition.field)}” to be filtered by.")
    try:
        decode(encode(view.filter))
    except BadValue:
        raise Refusal("This filter cannot be kept: it asks for what nobody can have.") from None


def _among(values: frozenset[str | int | None], entries: Collection[int]) -> frozenset[str | int | None]:
    return frozenset(value for value in values if value is None or value in entries)


def _columns(profile_type: ProfileType) -> set[str]:
    """The fields that a list can have as columns, by which it can be ordered."""
    return {field.name for field in profile_type.fields.values() if field.width}
