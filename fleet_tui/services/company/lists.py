"""The company's lists: add, rename, retire and bring back their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import MANAGE_LISTS
from fleet_tui.domain.errors import Gone, Invalid, Problem, Refusal, Stale
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.access.privilege import require_privilege_over_role
from fleet_tui.services.base.context import Context
from fleet_tui.services.base.permissions import require_permissions
from fleet_tui.services.company.names import checked_name
from fleet_tui.services.history.log import last_change
from fleet_tui.storage import lists as entries
from fleet_tui.storage import roles

if TYPE_CHECKING:
    from fleet_tui.domain.filters.line import Vocabulary

_NEEDED = frozenset(
    field.source for profile_type in PROFILE_TYPES.values() for field in profile_type.stored if field.required
)
"""Lists that a profile cannot be saved without: one entry of them always stays."""


class Lists:
    """The lists that profiles draw on. Whoever is signed in reads them; changes take a permission (NotAllowed)."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def entries(self, name: ListName, *, retired: bool = False) -> tuple[Entry, ...]:
        """The entries on offer, in order; with `retired` all of them, each with how many people have it."""
        with self._database.read() as connection:
            require_permissions(self._context, connection)
            return tuple(entries.of_list(connection, name, retired=retired))

    def vocabulary(self, kind: PersonKind) -> Vocabulary:
        """The words that a filter line about people of the kind may use: all entries of all their lists."""
        from fleet_tui.domain.filters.line import Vocabulary  # nobody has a line to read when the app starts

        sources = {field.source for field in PROFILE_TYPES[kind].stored if field.source is not None}
        with self._database.read() as connection:
            require_permissions(self._context, connection)
            return Vocabulary(entries.of_lists(connection, sources))

    def allows(self, role: int | None) -> frozenset[str]:
        """The permissions that a role gives by default."""
        with self._database.read() as connection:
            require_permissions(self._context, connection)
            return roles.permissions_of(connection, role)

    def add(self, name: ListName, text: str) -> Entry:
        """Add an entry.

        Raises:
            Invalid: the name is empty, too long or taken (under "name").
        """
        text = checked_name(text)
        with self._database.write() as connection:
            require_permissions(self._context, connection, MANAGE_LISTS)
            _require_free(connection, name, text)
            id = entries.create(connection, name, text)
            self._context.record(connection, "added", name.value, text, {"name": [None, text]})
            return _existing(connection, id)

    def rename(self, entry: Entry, text: str) -> Entry:
        """Give an entry another name; everybody who has it shows it at once.

        Raises:
            Invalid: the name is empty, too long or taken (under "name").
            Stale: somebody changed the entry since.
            NotAllowed: it is a role with more permissions than the actor has.
        """
        text = checked_name(text)
        with self._database.write() as connection:
            granted = require_permissions(self._context, connection, MANAGE_LISTS)
            current = self._current(connection, entry)
            require_privilege_over_role(connection, granted, current)
            if text == current.name:
                return current
            _require_free(connection, entry.list, text, besides=entry.id)
            entries.change(connection, current, name=text, retired=current.retired)
            changes: dict[str, list[object]] = {"name": [current.name, text]}
            self._context.record(connection, "renamed", entry.list.value, text, changes)
            return _existing(connection, entry.id)

    def retire(self, entry: Entry, retired: bool) -> Entry:
        """Take an entry from what is offered, or bring it back; the people who have it keep it.

        Raises:
            Refusal: it is the last one of a list that every profile needs.
            Stale: somebody changed the entry since.
            NotAllowed: it is a role with more permissions than the actor has.
        """
        with self._database.write() as connection:
            granted = require_permissions(self._context, connection, MANAGE_LISTS)
            current = self._current(connection, entry)
            require_privilege_over_role(connection, granted, current)
            if current.retired == retired:
                return current
            if retired and entry.list in _NEEDED and entries.last_active(connection, entry.id):
                raise Refusal(
                    f"{displayable(entry.name)} is the last one on offer: every profile needs one. Add another first."
                )
            entries.change(connection, current, name=current.name, retired=retired)
            action = "retired" if retired else "brought back"
            self._context.record(connection, action, entry.list.value, current.name, {})
            return _existing(connection, entry.id)

    def _current(self, connection: Connection, entry: Entry) -> Entry:
        current = _existing(connection, entry.id)
        if current.version != entry.version:
            who, when = last_change(connection, current.list.value, self._context.clock(), current.name)
            raise Stale(who, when, current.version)
        return current


def _require_free(connection: Connection, name: ListName, text: str, besides: int | None = None) -> None:
    holder = entries.named(connection, name, text)
    if holder and holder.id != besides:
        hint = "bring it back instead" if holder.retired else "use another name"
        state = " (retired)" if holder.retired else ""
        raise Invalid({"name": Problem(f"{displayable(holder.name)}{state} is in the list already: {hint}.")})


def _existing(connection: Connection, id: int) -> Entry:
    entry = entries.one(connection, id)
    if entry is None:
        raise Gone("This entry is not in the list any more.")
    return entry
