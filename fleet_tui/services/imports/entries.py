"""The entries of the company's lists that a file names, and those that it would bring."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from fleet_tui.domain.access.permissions import MANAGE_LISTS, requirement
from fleet_tui.domain.errors import BadValue, Invalid
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.filters.line.vocabulary import near
from fleet_tui.domain.imports.damage import damage
from fleet_tui.domain.imports.entries import entry_names
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.text import displayable, quoted, sort_key
from fleet_tui.services.base.context import Subject, Transaction
from fleet_tui.services.company.lists import checked_name
from fleet_tui.storage import lists

_MOST_NAMED = 3
MOST_PROPOSED = 2_000
"""More entries than this are no list any more: a column of names or notes is mapped to one by mistake."""


class EntryBook:
    """Reads names of entries; a name that is in no list is proposed, if the actor may add to the lists.

    A proposed entry has a negative id until `create` makes it.
    """

    def __init__(self, tx: Transaction, profile_type: ProfileType) -> None:
        sources = {field.name: field.source for field in profile_type.stored if field.source is not None}
        self.fields = frozenset(sources)
        """The fields that hold entries."""
        self.entries: Mapping[int, Entry] = {
            entry.id: entry for of in lists.of_lists(tx.connection, set(sources.values())).values() for entry in of
        }
        self.names: dict[int, str] = {id: entry.name for id, entry in self.entries.items()}
        self.retired = frozenset(id for id, entry in self.entries.items() if entry.retired)
        self.proposed: dict[int, ListName] = {}
        self._ids = {(entry.list, sort_key(entry.name)): id for id, entry in self.entries.items()}
        self._may_create = MANAGE_LISTS in tx.granted

    def read(self, field: Field, text: str) -> int | tuple[int, ...]:
        """The ids of the entries that a cell names: one, or for a field that holds many a tuple.

        Raises:
            BadValue: an entry is in no list and cannot be proposed.
        """
        assert field.source is not None  # noqa: S101  # the caller asks for fields of lists
        source = field.source
        if field.kind is not Kind.REFERENCES:
            return self._id(field, source, text)
        names = entry_names(text, lambda name: (source, sort_key(name)) in self._ids)
        return tuple(sorted({self._id(field, source, name) for name in names}))

    def knows(self, field: Field, text: str) -> bool:
        """Whether a list has an entry of that name, or one is proposed."""
        return field.source is not None and (field.source, sort_key(text)) in self._ids

    def _id(self, field: Field, source: ListName, text: str) -> int:
        key = source, sort_key(text)
        id = self._ids.get(key)
        if id is None:
            id = self._propose(field, source, text)
            self._ids[key] = id
        return id

    def _propose(self, field: Field, source: ListName, text: str) -> int:
        if not self._may_create:
            raise BadValue(f"{self._unknown(field, source, text)} To add it, {requirement(MANAGE_LISTS)}.")
        if field.kind is not Kind.REFERENCES and (";" in text or "|" in text):
            raise BadValue(f"{field.label} is {quoted(text)}: write one of them, or add this name to the list first.")
        if why := damage(text):
            raise BadValue(f"{field.label} {why}")
        if len(self.proposed) >= MOST_PROPOSED:
            raise BadValue(f"{field.label}: the file has more than {MOST_PROPOSED:,} new entries for the lists.")
        try:
            name = checked_name(text)
        except Invalid as error:
            raise BadValue(f"{field.label}: {error}") from None
        id = -1 - len(self.proposed)
        self.names[id], self.proposed[id] = name, source
        return id

    def _unknown(self, field: Field, source: ListName, text: str) -> str:
        known = {entry.name: entry.name for entry in self.entries.values() if entry.list is source}
        meant = near(text, known)
        hint = f" Did you mean {displayable(meant)}?" if meant else ""
        return f"{field.label} “{displayable(text)}” is in no list.{hint}"

    def notes(self, used: Collection[int]) -> Iterator[str]:
        """Which of the used entries would be added to which lists."""
        by_list: dict[ListName, list[str]] = {}
        for id, source in self.proposed.items():
            if id not in used:
                continue
            known = {entry.name: entry.name for entry in self.entries.values() if entry.list is source}
            meant = near(self.names[id], known)
            hint = f" (not {displayable(meant)}?)" if meant else ""
            by_list.setdefault(source, []).append(f"{displayable(self.names[id])}{hint}")
        for source, names in by_list.items():
            rest = len(names) - _MOST_NAMED
            more = f" and {rest:,} more" if rest > 0 else ""
            yield f"New in {source.label}: {', '.join(names[:_MOST_NAMED])}{more}."

    def create(self, tx: Transaction, used: Collection[int]) -> dict[int, int]:
        """Add the proposed entries that are used to the lists, with history; the ids by the proposed ones.

        An entry that was added since the plan is taken as it is.

        Raises:
            NotAllowed: the actor may not add to the lists any more.
        """
        wanted = sorted((id for id in self.proposed if id in used), reverse=True)
        if wanted:
            tx.require(MANAGE_LISTS)
        created: dict[int, int] = {}
        for id in wanted:
            source, name = self.proposed[id], self.names[id]
            there = lists.named(tx.connection, source, name)
            if there is None:
                created[id] = lists.create(tx.connection, source, name)
                tx.record("added", Subject(source.value, name), {"name": [None, name]})
            else:
                created[id] = there.id
            self.names[created[id]] = there.name if there else name
        return created
