"""Reads the `FIELD=VALUE` of a profile into what a form would hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fleet_tui.cli.bulk.arguments import as_word, value_in
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind, ProfileType, When
from fleet_tui.domain.filters.line.vocabulary import Vocabulary, near
from fleet_tui.domain.filters.line.words import COMMA, NONE
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values, entry_ids

_WRITTEN = re.compile(r"\s*([^=]*?)\s*([+-]?)=(.*)", re.DOTALL)
_NEVER = {
    Kind.SECRET: "Other users can read arguments, so a password is never one: use account_setup=invite.",
    Kind.PHOTO: "A photo is chosen in the app, on the profile.",
}


def typed_values(
    profile_type: ProfileType, texts: Iterable[str], vocabulary: Vocabulary, before: Values | None = None
) -> dict[str, object]:
    """The values by field; `before` are those of the profile that is changed, None when one is added.

    Raises:
        BadValue: one of the texts is wrong; the message says how.
    """
    values: dict[str, object] = {}
    for text in texts:
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise BadValue(f"“{displayable(text)}” gives no value: write FIELD=VALUE, like name='Ann Porter'.")
        field = _field(profile_type, written[1], adding=before is None)
        if field.name in values:
            raise BadValue(f"{field.label} is given twice.")
        values[field.name] = _value(field, written[2], written[3], vocabulary, (before or {}).get(field.name))
    return values


def _field(profile_type: ProfileType, name: str, *, adding: bool) -> Field:
    whens = (When.ALWAYS, When.CREATE) if adding else (When.ALWAYS,)
    offered = {field.name: field for field in profile_type.fields.values() if field.when in whens}
    field = offered.get(name.casefold())
    if field is None:
        words = {title: known.name for known in offered.values() for title in (known.label, known.title, known.name)}
        meant = near(name, words)
        kinds = [known.name for known in offered.values() if known.kind not in _NEVER]
        hint = f"did you mean {words[meant]}?" if meant else f"there are: {', '.join(kinds)}."
        raise BadValue(f"“{displayable(name)}” is no field of a {profile_type.singular.lower()}: {hint}")
    if field.kind in _NEVER:
        raise BadValue(_NEVER[field.kind])
    return field


def _value(field: Field, sign: str, text: str, vocabulary: Vocabulary, before: object) -> object:
    many = field.kind is Kind.REFERENCES
    if sign and not many:
        raise BadValue(f"{field.label} holds one value: write {field.name}=VALUE.")
    if not text.strip() or text.strip().casefold() == NONE:
        return None
    if field.kind not in (Kind.REFERENCE, Kind.REFERENCES, Kind.CHOICE, Kind.TOGGLE):
        return text
    word = as_word(text)
    found = [value_in(field, item, vocabulary) for item in (word.split(COMMA) if many else [word])]
    if not many:
        return found[0]
    named, kept = {id for id in found if isinstance(id, int)}, entry_ids(before)
    return tuple(sorted({"": named, "+": kept | named, "-": kept - named}[sign]))
