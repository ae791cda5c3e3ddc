"""The words that a filter line may use: names of fields, choices, and entries of the company's lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import islice

from fleet_tui.domain.fields import Choice, Field, FieldSet, Kind, When
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.people.choices import YES_NO
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.text import search_key, sort_key
from fleet_tui.domain.values import Names

_MOST = 500
"""So many words are looked through for a slip of the finger: more would take longer than a key may."""

_SHORTEST, _ONE_SLIP = 4, 0.8
"""How long a text is, and how like one word of several, for that word to be meant."""


@dataclass(frozen=True)
class Vocabulary:
    """The entries, retired ones too, of every list that the fields of a kind of profile draw on."""

    entries: Mapping[ListName, tuple[Entry, ...]]

    @cached_property
    def names(self) -> Names:
        """The names of all entries by their id."""
        return {entry.id: entry.name for entries in self.entries.values() for entry in entries}

    @cached_property
    def _ids(self) -> Mapping[tuple[ListName, str], int]:
        return {(name, sort_key(entry.name)): entry.id for name, entries in self.entries.items() for entry in entries}

    def id_of(self, name: ListName, text: str) -> int | None:
        """The entry of the list with that name, without case and accents."""
        return self._ids.get((name, sort_key(text)))

    def stranger(self, name: ListName, id: int) -> bool:
        """Whether that is the id of an entry of another list."""
        return id in self.names and all(entry.id != id for entry in self.of(name))

    def of(self, name: ListName) -> tuple[Entry, ...]:
        """The entries of a list."""
        return self.entries.get(name, ())


def fields_of(field_set: FieldSet) -> dict[str, Field]:
    """What can be asked about: every field that is stored, not what is asked once when a person is added."""
    return {name: field for name, field in field_set.fields.items() if field.when is not When.CREATE}


_ALSO = {"what": "action"}
"""Other names of fields: those of their columns."""


def field_named(field_set: FieldSet, text: str) -> Field | None:
    """The field that is meant by what stands before a sign."""
    fields, name = fields_of(field_set), text.casefold()
    return fields.get(name) or fields.get(_ALSO.get(name, ""))


def choices_of(field: Field) -> tuple[Choice, ...]:
    """The fixed answers of a field."""
    return field.choices or (YES_NO if field.kind is Kind.TOGGLE else ())


def may_be_none(field: Field) -> bool:
    """Whether a field of values can be without one: toggles, permissions and what the system keeps never are."""
    return field.kind is not Kind.TOGGLE and field.when is not When.NEVER and permission_of(field) is None


def near(text: str, words: Iterable[str]) -> str | None:
    """What was most likely meant: it or one of its words starts like the text, or has a few other letters."""
    wanted = search_key(text)
    keys = {search_key(word): word for word in words}
    if wanted:
        starting = min((key for key in keys if key.startswith(wanted)), key=len, default=None)
        inside = min((key for key in keys if f" {wanted}" in key), key=len, default=None)
        if starting or inside:
            return keys[starting or inside or ""]
    looked_through = list(islice(keys, _MOST))
    close = get_close_matches(wanted, looked_through, 1)
    if not close and len(wanted) >= _SHORTEST:
        parts = {part: key for key in reversed(looked_through) for part in key.split()}
        close = [parts[part] for part in get_close_matches(wanted, parts, 1, _ONE_SLIP)]
    return keys[close[0]] if close else None
