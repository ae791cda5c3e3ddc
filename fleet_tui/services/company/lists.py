"""The company's lists: add, rename, retire and bring back entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fleet_tui.domain.access.permissions import MANAGE_LISTS
from fleet_tui.domain.errors import BadValue, Gone, Invalid, Problem, Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ENTRY_LENGTH, Entry, ListName
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import clean, displayable, sort_key
from fleet_tui.services.access.privilege import require_privilege_over_role
from fleet_tui.services.base.context import Context, Subject, Transaction
from fleet_tui.services.history.log import stale
from fleet_tui.storage import lists as entries
from fleet_tui.storage import roles

if TYPE_CHECKING:
    from fleet_tui.domain.filters.line import Vocabulary

_NEEDED = frozenset(
    field.source for profile_type in PROFILE_TYPES.values() for field in profile_type.stored if field.required
)
"""Lists with a required field: one entry of each always stays."""


class Lists:
    """The lists that profiles draw on. Any signed-in user reads them; changes take a permission (NotAllowed)."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def entries(self, name: ListName, *, retired: bool = False) -> tuple[Entry, ...]:
        """The entries on offer, in order; with `retired` all of them, each with its number of people."""
        with self._context.reading() as tx:
            return tuple(entries.of_list(tx.connection, name, retired=retired))

    def vocabulary(self, kind: PersonKind) -> Vocabulary:
        """The words of a filter line about people of the kind: the entries of all lists that profiles use."""
        from fleet_tui.domain.filters.line import Vocabulary  # a start has no filter line to read

        sources = {field.source for field in PROFILE_TYPES[kind].stored if field.source is not None}
        with self._context.reading() as tx:
            return Vocabulary(entries.of_lists(tx.connection, sources))

    def allows(self, role: int | None) -> frozenset[str]:
        """The permissions that a role gives by default."""
        with self._context.reading() as tx:
            return roles.permissions_of(tx.connection, role)

    def add(self, name: ListName, text: str) -> Entry:
        """Add an entry.

        Raises:
            Invalid: the name is empty, too long or taken (under "name").
        """
        text = checked_name(text)
        with self._context.transaction(MANAGE_LISTS) as tx:
            _require_free(tx, name, text)
            id = entries.create(tx.connection, name, text)
            tx.record("added", Subject(name.value, text), {"name": [None, text]})
            return _existing(tx, id)

    def rename(self, entry: Entry, text: str) -> Entry:
        """Give an entry another name, which all profiles show at once.

        Raises:
            Invalid: the name is empty, too long or taken (under "name").
            Stale: the entry was changed since.
            NotAllowed: it is a role with more permissions than the actor has.
        """
        text = checked_name(text)
        with self._context.transaction(MANAGE_LISTS) as tx:
            current = _current(tx, entry)
            if text == current.name:
                return current
            _require_free(tx, entry.list, text, exclude=entry.id)
            entries.change(tx.connection, current, name=text, retired=current.retired)
            tx.record("renamed", Subject(entry.list.value, text), {"name": [current.name, text]})
            return _existing(tx, entry.id)

    def retire(self, entry: Entry, retired: bool) -> Entry:
        """Stop offering an entry, or offer it again; profiles keep it.

        Raises:
            Refusal: it is the last one of a list that every profile needs.
            Stale: the entry was changed since.
            NotAllowed: it is a role with more permissions than the actor has.
        """
        with self._context.transaction(MANAGE_LISTS) as tx:
            current = _current(tx, entry)
            if current.retired == retired:
                return current
            if retired and entry.list in _NEEDED and entries.last_active(tx.connection, entry.id):
                raise Refusal(
                    f"{displayable(entry.name)} is the last one on offer: every profile needs one. Add another first."
                )
            entries.change(tx.connection, current, name=current.name, retired=retired)
            tx.record("retired" if retired else "brought back", Subject(entry.list.value, current.name), {})
            return _existing(tx, entry.id)


def checked_name(text: str) -> str:
    """A name of an entry or of a view, as it is stored.

    Raises:
        Invalid: it is empty, too long or holds what cannot be kept (under "name").
    """
    try:
        text = clean(text, label="The name")
    except BadValue as error:
        raise Invalid({"name": Problem(str(error))}) from None
    if not sort_key(text):  # nothing, or nothing but accents
        raise Invalid({"name": Problem("The name is missing: fill it in.")})
    if len(text) > ENTRY_LENGTH:
        raise Invalid({"name": Problem(f"The name has {len(text)} characters: at most {ENTRY_LENGTH} fit.")})
    return text


def _current(tx: Transaction, entry: Entry) -> Entry:
    """The entry as it is now, if it is as it was shown and the actor may change it."""
    current = _existing(tx, entry.id)
    if current.version != entry.version:
        raise stale(tx, current.version, current.list.value, current.name)
    require_privilege_over_role(tx, current)
    return current


def _require_free(tx: Transaction, name: ListName, text: str, exclude: int | None = None) -> None:
    holder = entries.named(tx.connection, name, text)
    if holder and holder.id != exclude:
        hint = "bring it back instead" if holder.retired else "use another name"
        state = " (retired)" if holder.retired else ""
        raise Invalid({"name": Problem(f"{displayable(holder.name)}{state} is in the list already: {hint}.")})


def _existing(tx: Transaction, id: int) -> Entry:
    entry = entries.one(tx.connection, id)
    if entry is None:
        raise Gone("This entry is not in the list any more.")
    return entry
