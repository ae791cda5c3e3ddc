"""From the texts of a row to values as they are stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.imports.answers import is_nothing, is_nothing_in_words
from fleet_tui.domain.imports.row import RawRow
from fleet_tui.domain.people.rules import missing
from fleet_tui.domain.values import parse
from fleet_tui.services.imports.entries import EntryBook
from fleet_tui.services.imports.rows import ParsedRow

_FEW = frozenset({Kind.CHOICE, Kind.COLOR, Kind.REFERENCE, Kind.REFERENCES, Kind.TOGGLE, Kind.MONEY, Kind.PERCENT})
"""Kinds whose values repeat from row to row: each text is read once."""
_MOST_KEPT = 20_000


class RowParser:
    """Parses the values of rows. `country` reads phone numbers that have no country code."""

    def __init__(self, profile_type: ProfileType, book: EntryBook, country: str) -> None:
        self._fields = profile_type.fields
        self._book = book
        self._country = country
        self._repeating = {name for name, field in self._fields.items() if field.kind in _FEW}
        self._known: dict[tuple[str, object], object] = {}

    def parse(self, line: int, raw: RawRow, cells: Sequence[str]) -> ParsedRow:
        """The row with its values, or with all reasons against it."""
        values: dict[str, object] = {}
        reasons = dict(raw.problems)
        for name, text in raw.values.items():
            if name in reasons or (isinstance(text, str) and self._says_nothing(self._fields[name], text)):
                continue
            try:
                values[name] = self.value(self._fields[name], text)
            except BadValue as error:
                reasons[name] = f"{error}{self._abroad(name, text)}"
        reason = " ".join(self._named(name, sentence) for name, sentence in reasons.items())
        shown = str(values.get("name") or raw.values.get("name") or "")
        return ParsedRow(line, raw.id, shown, values, reason, tuple(cells))

    def _abroad(self, name: str, text: object) -> str:
        """What would be right for a number that may be one of another country."""
        if self._fields[name].kind is not Kind.PHONE or not isinstance(text, str) or text.startswith("+"):
            return ""
        return " A number of another country begins with + and the code of the country."

    def _named(self, name: str, sentence: str) -> str:
        """The sentence with its field: a row has several phones, and a formula may be in any cell."""
        field = self._fields.get(name)
        return sentence if field is None or sentence.startswith(field.label) else f"{field.label}: {sentence}"

    def _says_nothing(self, field: Field, text: str) -> bool:
        """Whether a cell has a word for nothing, like “N/A”, which is as if it were empty."""
        if field.kind is Kind.TEXT:
            return is_nothing_in_words(text)
        return field.kind in _READ and is_nothing(text) and not self._book.knows(field, text)

    def value(self, field: Field, text: object) -> object:
        """One value.

        Raises:
            BadValue: the text is none, with the sentence for the field.
        """
        if field.name not in self._repeating:
            return self._parsed(field, text)
        key = field.name, text
        if key not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[key] = self._parsed(field, text)
        return self._known[key]

    def _parsed(self, field: Field, text: object) -> object:
        if text is None and field.required:
            raise BadValue(missing(field).sentence)
        if isinstance(text, str):
            read = _READ.get(field.kind)
            if read is not None:
                return read(self._book, field, text)
            if field.choices:
                text = _long_choice(field, text)
        return parse(field, text, self._country)


def _long_choice(field: Field, text: str) -> str:
    """The stored value for the few words that a column shows; any other text as it is."""
    word = text.strip().casefold()
    return next((choice.value for choice in field.choices if choice.short and word == choice.short.casefold()), text)


_READ: Mapping[Kind, Callable[[EntryBook, Field, str], object]] = {
    Kind.REFERENCE: EntryBook.read,
    Kind.REFERENCES: EntryBook.read,
}
