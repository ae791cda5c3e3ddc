"""The target of each column: every title and every look suggests some, the surest suggestion takes its target first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports import looks, targets
from fleet_tui.domain.imports.cells import bare
from fleet_tui.domain.imports.known_titles import LOOKS, OWN, meaning_of
from fleet_tui.domain.imports.titles import key_of

_LOOK = 200
"""So much of a cell says what it is."""
_SURE = 2
"""The greatest rank of a title that is believed when only some of its cells fit."""
_ADDRESS = frozenset({"street", targets.HOUSE_NUMBER, "unit", "city", "state", "zip"})
_HOURS = ("hour", "stunde", "heure", "horaire", "hora")
_NAMED_ALONE = frozenset({"email", "mobile", "office_phone", "start_date"})
"""A column with the field's own name is read though none of its cells fits: each row then says what is wrong."""
_BARE_NAMES = frozenset({"name", "nom", "nombre", "nome", "naam"})
"""Titles of a whole name, or of the half of a name that no other column has."""


@dataclass(frozen=True, slots=True, order=True)
class _Suggestion:
    """Sorted, the one that wins comes first: by rank, filled columns before empty ones, from the left."""

    rank: int
    empty: bool
    column: int
    target: str


def guess_targets(
    kind: PersonKind, titles: tuple[str, ...] | None, samples: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """One target for each column; no target but LEFT_OUT and SECRET is given twice."""
    width = len(titles) if titles is not None else max((len(row) for row in samples), default=0)
    columns = [[bare(row[index][:_LOOK]) if index < len(row) else "" for row in samples] for index in range(width)]
    found = [targets.LEFT_OUT] * width
    suggestions: list[_Suggestion] = []
    unknown: list[int] = []
    doubted: list[_Suggestion] = []
    for column, cells in enumerate(columns):
        title = titles[column] if titles else ""
        meaning = meaning_of(kind, title)
        if meaning.secret or looks.is_secret(cells):
            found[column] = targets.SECRET
        elif meaning.targets:
            for target, rank in meaning.targets:
                suggestion = _Suggestion(rank, looks.is_blank(cells), column, target)
                if looks.fits(kind, target, cells, sure=rank <= _SURE):
                    suggestions.append(suggestion)
                elif rank == OWN and target in _NAMED_ALONE:
                    doubted.append(suggestion)
        elif not meaning.known:
            unknown.append(column)
    suggestions += _by_looks(kind, columns, unknown, suggestions)
    given = {each.target for each in suggestions}
    suggestions += [each for each in doubted if each.target not in given]
    suggestions = _settle_address(_settle_names(suggestions, titles, columns), titles)
    suggestions = _settle_rate(suggestions, titles, columns)
    if any(each.target in targets.NAME_PARTS for each in suggestions):
        # A file with parts of names was not exported here: its ids are those of another system.
        suggestions = [each for each in suggestions if each.target != targets.ID]
    taken: set[str] = set()
    for each in sorted(suggestions):
        if found[each.column] == targets.LEFT_OUT and each.target not in taken:
            found[each.column] = each.target
            taken.add(each.target)
    return tuple(_with_comma_names(found, columns))


def _by_looks(
    kind: PersonKind, columns: list[list[str]], unknown: list[int], titled: list[_Suggestion]
) -> list[_Suggestion]:
    """What the cells of columns suggest whose titles say nothing."""
    fields = targets.fields_of(kind)
    named = any(each.target == "name" or each.target in targets.NAME_PARTS for each in titled)
    return [
        _Suggestion(LOOKS + place, False, column, target)
        for place, (column, target) in enumerate(looks.suggested(kind, columns, unknown))
        if target in fields or target in targets.NAME_PARTS
        if not (named and (target == "name" or target in targets.NAME_PARTS))
    ]


def _settle_names(
    suggestions: list[_Suggestion], titles: tuple[str, ...] | None, columns: list[list[str]]
) -> list[_Suggestion]:
    """First and last name win over a whole name; “Name” beside one of them is the other, or it is the whole."""
    firsts = {each.column for each in suggestions if each.target == targets.FIRST_NAME}
    lasts = {each.column for each in suggestions if each.target == targets.LAST_NAME}
    whole = {each.column for each in suggestions if each.target == "name"} - firsts - lasts
    if not whole or not (firsts or lasts):
        return suggestions
    if firsts and lasts:
        return [each for each in suggestions if each.target != "name"]
    other = targets.LAST_NAME if firsts else targets.FIRST_NAME
    part = min(firsts or lasts)
    bare = [column for column in sorted(whole) if titles and key_of(titles[column]) in _BARE_NAMES]
    for column in bare:
        if not _contains(columns[column], columns[part]):
            kept = [each for each in suggestions if each.target != "name"]
            return [*kept, _Suggestion(1, looks.is_blank(columns[column]), column, other)]
    return [each for each in suggestions if each.target not in targets.NAME_PARTS]


def _contains(whole: list[str], part: list[str]) -> bool:
    """Whether most cells of a column contain what another column has in the same row."""
    pairs = [
        (one.split(), other.split()) for one, other in zip(whole, part, strict=True) if one.strip() and other.strip()
    ]
    return sum(1 for one, other in pairs if set(other) <= set(one)) * 2 > len(pairs)


def _settle_address(suggestions: list[_Suggestion], titles: tuple[str, ...] | None) -> list[_Suggestion]:
    """An address has a street and a city: where a file lacks one, every row of it would be refused for the other.

    A column with a field's own name is meant; “Unit” is a vehicle where there is no street.
    """
    given = {each.target for each in suggestions}
    if {"street", "city"} <= given:
        return suggestions
    return [
        each
        for each in suggestions
        if each.target not in _ADDRESS or (titles and titles[each.column] == each.target and each.target != "unit")
    ]


def _settle_rate(
    suggestions: list[_Suggestion], titles: tuple[str, ...] | None, columns: list[list[str]]
) -> list[_Suggestion]:
    """A rate is by the hour where its title says so; else a word for a salary in any column speaks against it."""
    if titles is None or not any(looks.is_yearly(cell) for cells in columns for cell in cells):
        return suggestions
    return [each for each in suggestions if each.target != "hourly_rate" or _says_hour(titles[each.column])]


def _says_hour(title: str) -> bool:
    return any(word in key_of(title) for word in _HOURS)


def _with_comma_names(found: list[str], columns: list[list[str]]) -> list[str]:
    """Whole names with a comma are “Last, First”, except in our own export, where a comma is a part of the name."""
    if targets.ID in found or "name" not in found:
        return found
    column = found.index("name")
    if any(looks.is_last_first(cell.strip()) for cell in columns[column]):
        found[column] = targets.LAST_FIRST
    return found
