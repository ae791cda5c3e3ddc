"""Values of a filter line: entries of lists, choices, yes and no."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.filters.conditions import Condition, Empty, OneOf
from fleet_tui.domain.filters.line.vocabulary import Vocabulary, choices_of, may_be_none, near
from fleet_tui.domain.filters.line.words import ANY, COMMA, NONE, OUT, BadFilter, Word, quoted, shown
from fleet_tui.domain.text import search_key

_ID = re.compile(r"#[0-9]{1,18}")
_FEW = 6
"""So many choices are named in a sentence."""


def read_values(field: Field, value: Word, vocabulary: Vocabulary) -> Condition:
    """The condition of a term that lists values.

    Raises:
        BadFilter: one of them is not there, or is both wanted and left out.
    """
    if value.keyword == ANY:
        # "Any" of yes and no is both: a toggle always has a value.
        both = frozenset(choice.value for choice in choices_of(field))
        return OneOf(field.name, both) if field.kind is Kind.TOGGLE else Empty(field.name, empty=False)
    wanted: set[str | int | None] = set()
    excluded: set[str | int | None] = set()
    for item in value.split(COMMA):
        out = item.plain.startswith(OUT)
        word = item.part(1) if out else item
        if word.blank:
            raise item.bad(f"{field.title} needs a value here: commas stand between values, without blanks.")
        found = read_value(field, word, vocabulary)
        if found in (wanted if out else excluded):
            raise item.bad(f"“{shown(word.text)}” is both asked for and left out.")
        (excluded if out else wanted).add(found)
    if field.kind is Kind.TOGGLE and excluded:  # leaving one answer out asks for the other
        wanted, excluded = {choice.value for choice in choices_of(field) if choice.value not in excluded}, set()
        if not wanted:
            raise value.bad(f"{field.title} always has a value: {_right(field)}.")
    return OneOf(field.name, frozenset(wanted), frozenset(excluded))


def read_value(field: Field, word: Word, vocabulary: Vocabulary) -> str | int | None:
    """One value of a field.

    Raises:
        BadFilter: there is no such value.
    """
    if word.keyword == NONE:
        if not may_be_none(field):
            raise word.bad(f"{field.title} always has a value: {_right(field)}.")
        return None
    if word.keyword == ANY:
        raise word.bad("“any” stands alone: an entry of that name is written in quotes.")
    if field.source is None:
        return _choice(field, word)
    noun = field.source.noun
    if _ID.fullmatch(word.plain):
        id = int(word.plain[1:])
        if vocabulary.stranger(field.source, id):
            raise word.bad(f"There is no {noun} {word.text}.")
        return id
    found = vocabulary.id_of(field.source, word.text)
    if found is None:
        longer = _the_one(noun, word, (entry.name for entry in vocabulary.of(field.source)))
        found = vocabulary.id_of(field.source, longer) if longer else None
    if found is None:
        meant = near(word.text, (entry.name for entry in vocabulary.of(field.source)))
        raise _unknown(f"There is no {noun} “{shown(word.text)}”", meant and quoted(meant), word)
    return found


def _choice(field: Field, word: Word) -> str:
    key = search_key(word.text)
    for choice in choices_of(field):
        if key in (search_key(choice.value), search_key(choice.label)):
            return choice.value
    longer = _the_one(field.title, word, (choice.label for choice in choices_of(field)))
    if longer:
        return next(choice.value for choice in choices_of(field) if choice.label == longer)
    words = {word: choice.value for choice in choices_of(field) for word in (choice.label, choice.value)}
    meant = near(word.text, words)
    sentence = f"{field.title} has no choice “{shown(word.text)}”"
    if meant is None and len(choices_of(field)) <= _FEW:
        raise word.bad(f"{sentence}: {_right(field)}.")
    raise _unknown(sentence, meant and quoted(words[meant]), word)


def _the_one(noun: str, word: Word, names: Iterable[str]) -> str | None:
    """The only name that begins with the words that were written, whole ones; None without any.

    Raises:
        BadFilter: several do.
    """
    words = f"{search_key(word.text)} "
    longer = [name for name in names if words.strip() and search_key(name).startswith(words)]
    if len(longer) > 1:
        named = ", ".join(shown(quoted(name)) for name in longer[:_FEW])
        more = f" and {len(longer) - _FEW} more" if len(longer) > _FEW else ""
        raise word.bad(f"Which {noun} “{shown(word.text)}”? There are {named}{more}.")
    return longer[0] if longer else None


def _right(field: Field) -> str:
    *others, last = (quoted(choice.value) for choice in choices_of(field))
    return f"write {', '.join(others)} or {last}"


def _unknown(sentence: str, meant: str | None, word: Word) -> BadFilter:
    hint = f": did you mean {shown(meant)}?" if meant else "."
    return word.bad(sentence + hint)
