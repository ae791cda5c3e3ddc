"""Mappings as JSON, by title of column: the files of `--map`, and what is remembered for a header row.

    {"columns": {"Given Name": "first_name", "Fax": ""}, "defaults": {"type": "managed"}, "day_first": true}

A column that is not named keeps what is guessed for it. Columns without a title are “Column 3”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.line.vocabulary import near
from fleet_tui.domain.imports import targets
from fleet_tui.domain.imports.mapping import ImportMapping, guess
from fleet_tui.domain.imports.titles import key_of
from fleet_tui.domain.imports.words import column_names
from fleet_tui.domain.text import quoted

_COLUMNS, _DEFAULTS, _DAY_FIRST = "columns", "defaults", "day_first"
_EXAMPLE = '{"columns": {"Given Name": "first_name"}}'
_MOST = 8
"""So many right words are named at most."""
_BY_NUMBER = re.compile(r"Column ([1-9]\d{0,3})", re.ASCII)


class BadMap(Refusal):
    """A map that does not fit its file or names what there is not."""


def as_json(mapping: ImportMapping, titles: Sequence[str] | None) -> dict[str, object]:
    """What `from_json` makes the mapping of again, for a file with these titles."""
    names = column_names(titles, len(mapping.targets))
    return {
        _COLUMNS: dict(zip(names, mapping.targets, strict=True)),
        _DEFAULTS: dict(mapping.defaults),
        _DAY_FIRST: mapping.day_first,
    }


def from_json(
    kind: PersonKind, titles: tuple[str, ...] | None, data: object, guessed: ImportMapping | None = None
) -> ImportMapping:
    """The mapping that JSON describes; `guessed` is what columns become that it does not name.

    Raises:
        BadMap: with one sentence that says what is wrong in it and what would be right.
    """
    whole = _object(data, f"A map is an object with “columns”, like {_EXAMPLE}.")
    for key in whole:
        _known(key, (_COLUMNS, _DEFAULTS, _DAY_FIRST), "A map has no part")
    columns = _object(whole.get(_COLUMNS, {}), f"“columns” of a map is an object of titles and fields: {_EXAMPLE}.")
    mapping = guessed or guess(kind, titles if titles is not None else _numbered(columns), ())
    day_first = whole.get(_DAY_FIRST, mapping.day_first)
    if not isinstance(day_first, bool | None):
        raise BadMap("“day_first” of a map is true, false or null.")
    defaults = {**dict(mapping.defaults), **_defaults(kind, whole.get(_DEFAULTS, {}))}
    found = _with_columns(mapping, titles, columns)
    return ImportMapping(kind, found.targets, tuple(defaults.items()), day_first)


def _with_columns(mapping: ImportMapping, titles: Sequence[str] | None, columns: Mapping[str, object]) -> ImportMapping:
    names = column_names(titles, len(mapping.targets))
    given: dict[str, str] = {}
    for title, value in columns.items():
        column = _column(title, names)
        target = _target(mapping.kind, title, value)
        if target not in targets.UNREAD:
            if target in given:
                raise BadMap(f"{quoted(given[target])} and {quoted(title)} are both “{target}”: one column is enough.")
            given[target] = title
        try:
            mapping = mapping.with_target(column, target)
        except BadValue as error:
            raise BadMap(f"{quoted(title)}: {error}") from None
    return mapping


def _column(title: str, names: Sequence[str]) -> int:
    """The column with that name; else the only one that is spelled alike."""
    if title in names:
        return names.index(title)
    alike = [column for column, name in enumerate(names) if key_of(name) == key_of(title)]
    if len(alike) == 1:
        return alike[0]
    raise BadMap(f"The file has no column {quoted(title)}{_instead(title, names)}")


def _target(kind: PersonKind, title: str, value: object) -> str:
    if value is None:
        return targets.LEFT_OUT
    if not isinstance(value, str):
        raise BadMap(f"{quoted(title)} becomes a field, written as text like “first_name”; null leaves it out.")
    if value == targets.SECRET or value in targets.targets_of(kind):
        return value
    raise BadMap(f"{quoted(title)} cannot become {quoted(value)}{_instead(value, targets.targets_of(kind)[1:])}")


def _defaults(kind: PersonKind, data: object) -> dict[str, str]:
    found: dict[str, str] = {}
    right = 'like {"type": "managed"}'
    for name, text in _object(data, f"“defaults” of a map is an object of fields and texts, {right}.").items():
        _known(name, tuple(targets.default_fields(kind)), "A default is for a field, and there is no field")
        if not isinstance(text, str):
            raise BadMap(f"The default of “{name}” is a text, {right}.")
        found[name] = text
    return found


def _known(word: str, words: Sequence[str], wrong: str) -> None:
    if word not in words:
        raise BadMap(f"{wrong} {quoted(word)}{_instead(word, words)}")


def _instead(word: str, words: Sequence[str]) -> str:
    """The end of a refusal: the nearest right word, or where none is near, the first of all."""
    if found := near(word, words):
        return f": did you mean {quoted(found)}?"
    first = ", ".join(map(quoted, words[:_MOST]))
    return f": there is {first}{' and more' if len(words) > _MOST else ''}."


def _numbered(columns: Mapping[str, object]) -> tuple[str, ...]:
    """Titles of a file without a header, as many as are named by their numbers."""
    numbers = [int(found[1]) for title in columns if (found := _BY_NUMBER.fullmatch(title))]
    return ("",) * max(numbers, default=0)


def _object(data: object, right: str) -> dict[str, object]:
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise BadMap(right)
    return data
