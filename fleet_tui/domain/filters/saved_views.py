"""Saved views of a list: filter, sort and columns under a name (product.md, "Keys", `w`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.as_json import decode, encode
from fleet_tui.domain.filters.conditions import Filter, OneOf
from fleet_tui.domain.filters.known_query import column_names, known_query
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
    """The view without what is not known any more, which its notes say (`known_query`)."""
    query, notes = known_query(view.query(), entries)
    return replace(view, filter=query.filter, fields=query.fields, sort=query.sort, notes=notes)


def require_known(view: View) -> None:
    """That a view comes back as it is once it has been saved, whatever becomes of the entries that it asks for.

    Raises:
        Refusal: a column or a filter of it is none.
    """
    profile_type = PROFILE_TYPES[view.kind]
    known, columns = only_known(view, entries_of([view])), column_names(profile_type)
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
