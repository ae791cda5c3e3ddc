"""Reads what a bulk command is given: people by ids or by a filter line, and `FIELD=VALUE` as an action."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from dataclasses import replace

from rich.cells import cell_len

from fleet_tui.bootstrap.output import say
from fleet_tui.domain.bulk.actions import How, SetField
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind, PersonKind, ProfileType
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.line import BadFilter, parse
from fleet_tui.domain.filters.line.values import read_value
from fleet_tui.domain.filters.line.vocabulary import Vocabulary, near
from fleet_tui.domain.filters.line.words import COMMA, NONE, Word, scan
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.ids import MOST_ID, is_id
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services

WRONG_USAGE = 2
_WRITTEN = re.compile(r"\s*([^=]*?)\s*([+-]?)=(.*)", re.DOTALL)
_HOW = {"": How.SET, "+": How.ADD, "-": How.REMOVE}
_MOST_DIGITS = len(str(MOST_ID))
"""Digits of the largest id; a longer number is no person's, and may be longer than Python reads."""


def require_targets(arguments: argparse.Namespace) -> None:
    """Ends with wrong usage unless either ids or a filter with conditions are given."""
    if arguments.filter is None and not arguments.ids:
        arguments.wrong("say whom: ids, or --filter TEXT, like --filter team:north")
    if arguments.filter is not None and arguments.ids:
        arguments.wrong("say whom either by ids or by --filter, not by both")
    if arguments.filter is not None and not arguments.filter.strip():
        arguments.wrong("an empty --filter would be everybody: for that say --filter active:any")


def asked_for(services: Services, kind: PersonKind, arguments: argparse.Namespace) -> tuple[list[int], bool]:
    """The ids of the people, each once, and whether all given words can be ids; prints the ones that cannot."""
    if arguments.filter is not None:
        filter = read_filter(services, kind, arguments.filter)
        return services.people.ids(ListQuery(kind, ("name",), filter)), True
    ids: dict[int, None] = {}
    all_ids = True
    for word in arguments.ids:
        id = _read(word)
        if is_id(id):
            ids[id] = None
            continue
        all_ids = False
        if id is None:
            say(f"“{displayable(word)}” is no id: an id is a number, which `list --format csv` prints.")
        else:
            report_unknown_ids(kind, [word])
    return list(ids), all_ids


def _read(word: str) -> int | None:
    """The number; 0 for one that is too long for an id, None for what is no number."""
    if not (word.isascii() and word.isdigit()):
        return None
    digits = word.lstrip("0")
    return int(digits or 0) if len(digits) <= _MOST_DIGITS else 0


def report_unknown_ids(kind: PersonKind, ids: Iterable[int | str]) -> None:
    """Prints that these ids belong to no person."""
    for id in ids:
        say(f"{id} is the id of no {PROFILE_TYPES[kind].singular.lower()}.")


def read_filter(services: Services, kind: PersonKind, text: str) -> Filter:
    """The filter in the line.

    Raises:
        SystemExit: the line is wrong, which has been printed with the fault underlined.
    """
    try:
        return parse(PROFILE_TYPES[kind], text, services.lists.vocabulary(kind))
    except BadFilter as bad:
        say(f"{bad}\n{underlined(text, bad.start, bad.end)}")
        raise SystemExit(WRONG_USAGE) from None


def underlined(text: str, start: int, end: int) -> str:
    """The displayable text, and carets under the characters from `start` up to `end`, excluded."""
    shown = displayable(text)
    start = max(0, start)
    return f"{shown}\n{' ' * cell_len(shown[:start])}{'^' * max(1, cell_len(shown[start:end]))}"


def read_assignment(profile_type: ProfileType, text: str, vocabulary: Vocabulary) -> SetField:
    """The action in the text: a field of many people, and a value written as in a filter line.

    Raises:
        BadValue: the text is wrong; the message says how.
    """
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise BadValue(f"“{displayable(text)}” gives no value: write FIELD=VALUE, like role=Driver.")
    field, how = _field(profile_type, written[1]), _HOW[written[2]]
    many = field.kind is Kind.REFERENCES
    if how is not How.SET and not many:
        raise BadValue(f"{field.label} holds one value: write {field.name}=VALUE.")
    word = as_word(written[3])
    if word.blank:
        raise BadValue(f"{field.label} needs a value, or {field.name}={NONE} for nothing.")
    if word.keyword == NONE and field.kind is not Kind.TOGGLE and how is How.SET:
        return SetField(field.name, None)
    values = [value_in(field, item, vocabulary) for item in (word.split(COMMA) if many else [word])]
    return SetField(field.name, tuple(sorted({*values})) if many else values[0], how)


def _field(profile_type: ProfileType, name: str) -> Field:
    offered = {field.name: field for field in profile_type.fields.values() if field.bulk}
    field = offered.get(name.casefold())
    if field is None:
        words = {title: known.name for known in offered.values() for title in (known.label, known.title, known.name)}
        meant = near(name, words)
        hint = f"did you mean {words[meant]}?" if meant else f"these can be set: {', '.join(offered)}."
        raise BadValue(f"“{displayable(name)}” is no field that can be set for many: {hint}")
    return field


def as_word(text: str) -> Word:
    """The value as one word of a filter line; blanks do not end it, as the shell has split words already.

    Raises:
        BadValue: a quote in it is not closed.
    """
    words = scan(text)
    if words and words[-1].opened is not None:
        raise BadValue("This quote is not closed: put one more where it ends.")
    value, plain = (" ".join(getattr(word, part) for word in words) for part in ("text", "plain"))
    return Word(value, plain, tuple(range(len(value))), 0, len(value))


def value_in(field: Field, word: Word, vocabulary: Vocabulary) -> str | int | bool:
    """The value that a word of a filter line has for the field.

    Raises:
        BadValue: it has none.
    """
    first, last = len(word.plain) - len(word.plain.lstrip()), len(word.plain.rstrip())
    word = replace(word, text=word.text[first:last], plain=word.plain[first:last])
    value = None if word.blank else read_value(field, word, vocabulary)
    if value is None:
        raise BadValue(f"{field.label} needs a value here: name one, as in a filter line.")
    return value == "yes" if field.kind is Kind.TOGGLE else value
