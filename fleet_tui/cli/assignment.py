"""Reads `FIELD=VALUE` as an action: a field of many people and a value, written as in a filter line."""

from __future__ import annotations

import re
from dataclasses import replace

from fleet_tui.domain.bulk.actions import How, SetField
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.filters.line.values import read_value
from fleet_tui.domain.filters.line.vocabulary import Vocabulary, near
from fleet_tui.domain.filters.line.words import COMMA, NONE, Word, scan
from fleet_tui.domain.text import displayable

_WRITTEN = re.compile(r"\s*([^=]*?)\s*([+-]?)=(.*)", re.DOTALL)
_HOW = {"": How.SET, "+": How.ADD, "-": How.REMOVE}


def read_assignment(profile_type: ProfileType, text: str, vocabulary: Vocabulary) -> SetField:
    """The action in the text.

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
    word = _word(written[3])
    if word.blank:
        raise BadValue(f"{field.label} needs a value, or {field.name}={NONE} for nothing.")
    if word.keyword == NONE and field.kind is not Kind.TOGGLE and how is How.SET:
        return SetField(field.name, None)
    values = [_value(field, item, vocabulary) for item in (word.split(COMMA) if many else [word])]
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


def _word(text: str) -> Word:
    """The value as one word of a filter line; blanks do not end it, as the shell has split words already."""
    words = scan(text)
    if words and words[-1].opened is not None:
        raise BadValue("This quote is not closed: put one more where it ends.")
    value, plain = (" ".join(getattr(word, part) for word in words) for part in ("text", "plain"))
    return Word(value, plain, tuple(range(len(value))), 0, len(value))


def _value(field: Field, word: Word, vocabulary: Vocabulary) -> str | int | bool:
    first, last = len(word.plain) - len(word.plain.lstrip()), len(word.plain.rstrip())
    word = replace(word, text=word.text[first:last], plain=word.plain[first:last])
    value = None if word.blank else read_value(field, word, vocabulary)
    if value is None:
        raise BadValue(f"{field.label} needs a value here: name one, as in a filter line.")
    return value == "yes" if field.kind is Kind.TOGGLE else value
