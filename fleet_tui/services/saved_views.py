"""Saved views of lists: private to their owner, or shared with all users."""

from __future__ import annotations

from dataclasses import replace as altered

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.errors import Gone, Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter, describe
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.filters.saved_views import Counted, NameTaken, View, entries_of, require_known
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Names
from fleet_tui.services.base.context import Context, Subject, Transaction
from fleet_tui.services.base.permissions import query_permissions, redact_filter
from fleet_tui.services.company.lists import checked_name
from fleet_tui.storage import lists, saved_views
from fleet_tui.storage.people import window

SUBJECT = "views"
"""The kind of subject in the history. Private views are not in it."""

_HIDDEN = "It asks for payroll details, which you may not see."


class Views:
    """The views that this user sees.

    All of it takes the permission to see people. Saving and changing a shared view takes the permission to manage
    people; stopping to share takes none (NotAllowed).
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, kind: PersonKind) -> tuple[Counted, ...]:
        """The user's own views and the shared ones, in order of name, each with how many people match now."""
        counts: dict[Filter, int] = {}
        with self._context.reading(SEE_PEOPLE) as tx:
            seen = _seen(tx, kind)
            for view in seen:
                if not view.fault and view.filter not in counts:
                    filter = redact_filter(tx.granted, view.filter)
                    counts[view.filter] = window.count(tx.connection, ListQuery(kind, (), filter), tx.now)
        return tuple(Counted(view, None if view.fault else counts[view.filter]) for view in seen)

    def seen(self) -> tuple[View, ...]:
        """The user's own views and the shared ones of both kinds, without those that cannot be shown."""
        with self._context.reading(SEE_PEOPLE) as tx:
            return tuple(view for kind in PersonKind for view in _seen(tx, kind) if not view.fault)

    def save(self, name: str, query: ListQuery, *, shared: bool = False, replace: View | None = None) -> View:
        """Save a list's query as a view; with `replace`, in place of that view, which stays shared if it is.

        Raises:
            Invalid: the name is empty or too long (under "name").
            NameTaken: the user has a view of that name, and it is not the one to replace.
            Refusal: the one to replace was changed meanwhile, or a column or a filter does not exist.
        """
        name, owner = checked_name(name), self._context.author
        view = View(0, query.kind, owner, shared, name, query.filter, query.sort, query.fields, 1)
        require_known(view)
        with self._context.transaction(SEE_PEOPLE, *_takes(view)) as tx:
            before = saved_views.named(tx.connection, view.kind, owner, name)
            if shared or (before and before.shared):
                tx.require(MANAGE_PEOPLE)
            if before is None:
                id = saved_views.create(tx.connection, view)
            elif replace is None or replace.id != before.id:
                raise NameTaken(before)
            else:
                _own(tx, replace)
                id, view = before.id, altered(view, id=before.id, shared=before.shared, version=before.version)
                saved_views.change(tx.connection, view)
            if view.shared:
                _record(tx, "changed" if before else "added", before, view)
            return _existing(tx, id)

    def rename(self, view: View, name: str) -> View:
        """Give one of the user's own views another name.

        Raises:
            Invalid: the name is empty or too long (under "name").
            NameTaken: another view of the user's has that name.
            Refusal: it belongs to another user, or was changed meanwhile.
        """
        name = checked_name(name)
        with self._context.transaction(SEE_PEOPLE) as tx:
            before = _own(tx, view)
            if name == before.name:
                return before
            if before.shared:
                tx.require(MANAGE_PEOPLE)
            holder = saved_views.named(tx.connection, before.kind, before.owner, name)
            if holder and holder.id != before.id:
                raise NameTaken(holder)
            saved_views.relabel(tx.connection, altered(before, name=name))
            if before.shared:
                tx.record("renamed", Subject(SUBJECT, name), {"name": [before.name, name]})
            return _existing(tx, before.id)

    def share(self, view: View, shared: bool) -> View:
        """Share one of the user's own views with all users, or stop sharing it.

        Raises:
            Refusal: it belongs to another user, or was changed meanwhile.
        """
        with self._context.transaction(SEE_PEOPLE, *((MANAGE_PEOPLE,) if shared else ())) as tx:
            before = _own(tx, view)
            if before.shared == shared:
                return before
            saved_views.relabel(tx.connection, altered(before, shared=shared))
            if shared:
                _record(tx, "shared", None, before)
            else:
                _record(tx, "unshared", before, None)
            return _existing(tx, before.id)

    def remove(self, view: View) -> None:
        """Remove one of the user's own views.

        Raises:
            Refusal: it belongs to another user, or was changed meanwhile.
        """
        with self._context.transaction(SEE_PEOPLE) as tx:
            before = _own(tx, view)
            saved_views.remove(tx.connection, before.id)
            if before.shared:
                _record(tx, "removed", before, None)

    def is_mine(self, view: View) -> bool:
        """Whether the view belongs to the user."""
        return view.owner.key == self._context.author.key


def _seen(tx: Transaction, kind: PersonKind) -> list[View]:
    kept = saved_views.seen_by(tx.connection, kind, tx.author)
    return [view if tx.granted.issuperset(_takes(view)) else altered(view, fault=_HIDDEN) for view in kept]


def _own(tx: Transaction, view: View) -> View:
    """The view as it is now, if it is the user's and as it was shown."""
    current, name = _existing(tx, view.id), displayable(view.name)
    if current.owner.key != tx.author.key:
        if not current.shared:
            raise Gone(f"{name} is not shared any more.")
        raise Refusal(
            f"{name} belongs to {displayable(current.owner.name)}: save what you see under a name of your own."
        )
    if current.version != view.version:
        raise Refusal(f"You changed {name} elsewhere after it was shown here. Nothing was done: try again.")
    return current


def _record(tx: Transaction, action: str, before: View | None, after: View | None) -> None:
    views = [view for view in (before, after) if view]
    names = {id: entry.name for id, entry in lists.with_ids(tx.connection, entries_of(views)).items()}
    old, new = (_parts(view, names) if view else {} for view in (before, after))
    changes = {part: [old.get(part), new.get(part)] for part in old | new if old.get(part) != new.get(part)}
    tx.record(action, Subject(SUBJECT, views[-1].name), changes)


def _takes(view: View) -> tuple[str, ...]:
    """The permissions that the query of the view takes, besides seeing people."""
    return query_permissions((view.sort.field, *(condition.field for condition in view.filter.conditions)))


def _parts(view: View, names: Names) -> dict[str, object]:
    """The parts of a view in words, for the history."""
    profile_type = PROFILE_TYPES[view.kind]
    title = {field.name: field.title for field in profile_type.fields.values()}
    return {
        "list": profile_type.plural,
        "filter": "; ".join(describe(profile_type, condition, names) for condition in view.filter.conditions),
        "sort": f"{title[view.sort.field]}{', descending' if view.sort.descending else ''}",
        "columns": ", ".join(title[name] for name in view.fields),
    }


def _existing(tx: Transaction, id: int) -> View:
    view = saved_views.one(tx.connection, id)
    if view is None:
        raise Gone("This view is not there any more.")
    return view
