"""What a plain word may have meant that finds nobody: an entry of a list is asked for by its field."""

from __future__ import annotations

from fleet_tui.domain.fields import FieldSet
from fleet_tui.domain.filters.line.vocabulary import Vocabulary, fields_of
from fleet_tui.domain.filters.line.words import quoted, shown
from fleet_tui.domain.text import search_key

_MOST = 2
"""So many entries are named."""


def advice_for(field_set: FieldSet, text: str, vocabulary: Vocabulary) -> str:
    """Which terms find the people of the entries whose name the text is, else begins; else empty.

    Of several fields that draw on the same list, the first is named.
    """
    key = search_key(text)
    fields = {field.source: field.name for field in reversed(fields_of(field_set).values()) if field.source is not None}
    alike = [
        (source, entry.name)
        for source in reversed(fields)
        for entry in vocabulary.of(source)
        if key and search_key(entry.name).startswith(key)
    ]
    exact = [(source, name) for source, name in alike if search_key(name) == key]
    return " ".join(
        f"{shown(name)} is a {source.noun}: {fields[source]}:{shown(quoted(name))} finds its people."
        for source, name in (exact or alike)[:_MOST]
    )
