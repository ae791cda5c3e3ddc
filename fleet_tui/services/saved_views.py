"""Saved views of lists: private to whoever saved them, or shared with everybody."""

from __future__ import annotations

from dataclasses import replace as altered

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.errors import Gone, Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter, describe
from fleet_tui.domain.filters.query import Sort
from fleet_tui.domain.filters.saved_views import Counted, NameTaken, View, entries_of, require_known
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Names
from fleet_tui.services.base.actor import require
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.permissions import query_permissions, redact_filter, require_permissions
from fleet_tui.services.company.names import checked_name
from fleet_tui.storage import lists, saved_views
from fleet_tui.storage.people import window
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

SUBJECT = "views"
"""What the history calls them. Private views are their owner's own affair and are not in it."""


_HIDDEN = "It asks for payroll details, which you may not see."


class Views:
    """The views that this user sees.

    Views are of people, so all of it takes the permission to see them. What everybody is shown, saved or changed as a
    shared view, takes the permission to manage people; what one has shared can always be taken back (NotAllowed).
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def of(self, kind: PersonKind) -> tuple[Counted, ...]:
        """The user's own views and the shared ones, in order of name, each with how many people match now."""
        layout, now = PERSON_TABLES[kind], self._context.clock()
        counts: dict[Filter, int] = {}
        with self._database.read() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE)
            kept = saved_views.seen_by(connection, kind, self._context.author)
            seen = [view if granted.issuperset(_takes(view)) else altered(view, fault=_HIDDEN) for view in kept]
            for view in seen:
                if not view.fault and view.filter not in counts:
                    counts[view.filter] = window.count(connection, layout, redact_filter(granted, view.filter), now)
        return tuple(Counted(view, None if view.fault else counts[view.filter]) for view in seen)

    def save(
        self,
        name: str,
        kind: PersonKind,
        filter: Filter,
        sort: Sort,
        fields: tuple[str, ...],
        shared: bool = False,
        replace: View | None = None,
    ) -> View:
        """Save a view; with `replace`, in place of that one of the same name, which stays shared if it is.

        Raises:
            Invalid: the name is empty or too long (under "name").
            NameTaken: the user has a view of that name, and it is not the one to replace.
            Refusal: the one to replace was changed meanwhile, or a column or a filter is none.
        """
        name, owner = checked_name(name), self._context.author
        view = View(0, kind, owner, shared, name, filter, sort, fields, 1)
        require_known(view)
        with self._database.write() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE, *_takes(view))
            before = saved_views.named(connection, kind, owner, name)
            if shared or (before and before.shared):
                require(granted, MANAGE_PEOPLE)
            if before is None:
                id = saved_views.create(connection, view)
            elif replace is None or replace.id != before.id:
                raise NameTaken(before)
            else:
                self._mine(connection, replace)
                id, view = before.id, altered(view, id=before.id, shared=before.shared, version=before.version)
                saved_views.change(connection, view)
            if view.shared:
                self._record(connection, "changed" if before else "added", before, view)
            return _existing(connection, id)

    def rename(self, view: View, name: str) -> View:
        """Give a view of one's own another name.

        Raises:
            Invalid: the name is empty or too long (under "name").
            NameTaken: another view of the user's has that name.
            Refusal: it is somebody else's, or was changed meanwhile.
        """
        name = checked_name(name)
        with self._database.write() as connection:
            granted = require_permissions(self._context, connection, SEE_PEOPLE)
            before = self._mine(connection, view)
            if name == before.name:
                return before
            if before.shared:
                require(granted, MANAGE_PEOPLE)
            holder = saved_views.named(connection, before.kind, before.owner, name)
            if holder and holder.id != before.id:
                raise NameTaken(holder)
            saved_views.relabel(connection, altered(before, name=name))
            if before.shared:
                self._context.record(connection, "renamed", SUBJECT, name, {"name": [before.name, name]})
            return _existing(connection, before.id)

    def share(self, view: View, shared: bool) -> View:
        """Let everybody see a view of one's own, or nobody else.

        Raises:
            Refusal: it is somebody else's, or was changed meanwhile.
        """
        with self._database.write() as connection:
            require_permissions(self._context, connection, SEE_PEOPLE, *((MANAGE_PEOPLE,) if shared else ()))
            before = self._mine(connection, view)
            if before.shared == shared:
                return before
            saved_views.relabel(connection, altered(before, shared=shared))
            if shared:
                self._record(connection, "shared", None, before)
            else:
                self._record(connection, "unshared", before, None)
            return _existing(connection, before.id)

    def remove(self, view: View) -> None:
        """Remove a view of one's own.

        Raises:
            Refusal: it is somebody else's, or was changed meanwhile.
        """
        with self._database.write() as connection:
            require_permissions(self._context, connection, SEE_PEOPLE)
            before = self._mine(connection, view)
            saved_views.remove(connection, before.id)
            if before.shared:
                self._record(connection, "removed", before, None)

    def is_mine(self, view: View) -> bool:
        """Whether the view belongs to the user."""
        return view.owner.key == self._context.author.key

    def _mine(self, connection: Connection, view: View) -> View:
        """The view as it is now, when it is the user's and still what the user has seen."""
        current, name = _existing(connection, view.id), displayable(view.name)
        if not self.is_mine(current):
            if not current.shared:
                raise Gone(f"{name} is not shared any more.")
            raise Refusal(
                f"{name} belongs to {displayable(current.owner.name)}: save what you see under a name of your own."
            )
        if current.version != view.version:
            raise Refusal(f"You changed {name} elsewhere after it was shown here. Nothing was done: try again.")
        return current

    def _record(self, connection: Connection, action: str, before: View | None, after: View | None) -> None:
        told = [view for view in (before, after) if view]
        names = {id: entry.name for id, entry in lists.with_ids(connection, entries_of(told)).items()}
        old, new = (_told(view, names) if view else {} for view in (before, after))
        changes = {part: [old.get(part), new.get(part)] for part in old | new if old.get(part) != new.get(part)}
        self._context.record(connection, action, SUBJECT, told[-1].name, changes)


def _takes(view: View) -> tuple[str, ...]:
    """What it takes to ask what the view asks."""
    return query_permissions((view.sort.field, *(condition.field for condition in view.filter.conditions)))


def _told(view: View, names: Names) -> dict[str, object]:
    """A view in words, for the history."""
    profile_type = PROFILE_TYPES[view.kind]
    title = {field.name: field.title for field in profile_type.fields.values()}
    return {
        "list": profile_type.plural,
        "filter": "; ".join(describe(profile_type, condition, names) for condition in view.filter.conditions),
        "sort": f"{title[view.sort.field]}{', descending' if view.sort.descending else ''}",
        "columns": ", ".join(title[name] for name in view.fields),
    }


def _existing(connection: Connection, id: int) -> View:
    view = saved_views.one(connection, id)
    if view is None:
        raise Gone("This view is not there any more.")
    return view
