"""Somebody found by what people are known by, in the words that tell who it is (product.md, "Find")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import Person, cell
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import search_key
from fleet_tui.domain.values import Names

SHOWN = ("name", "active", "mobile", "office_phone", "extension", "email", "team", "role", "truck")
"""The fields that tell who was found, where the kind of profile has them."""
_FEWEST_DIGITS = 3
_EXTENSION = re.compile(r"[;\s]*(?:ext|x|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A person of either kind. `phone`, `place` (the team, else the role) and `truck` are empty where there is none.

    `known_by` is what the text was found in when none of the others shows it, such as the username.
    """

    kind: PersonKind
    id: int
    name: str
    active: bool
    phone: str
    place: str
    truck: str
    known_by: str


def found(person: Person, names: Names, country: str, text: str, hidden: tuple[tuple[str, str], ...] = ()) -> Found:
    """A person that `text` finds. `hidden` are what else they are known by, each with what it is called."""
    profile_type = PROFILE_TYPES[person.kind]

    def words(name: str) -> str:
        return cell(profile_type, name, person.values, names, country) if name in profile_type.fields else ""

    name = words("name")
    phones = {phone: person.values.get(phone) for phone in ("mobile", "office_phone") if person.values.get(phone)}
    ringing = next((phone for phone, number in phones.items() if _rings(text, str(number))), "")
    phone = words(ringing or next(iter(phones), ""))
    place, truck = words("team") or words("role"), words("truck")
    key = search_key(text)
    known_by = ""
    if not ringing and not any(key in search_key(shown) for shown in (name, truck)):
        known = (("", words("email")), *hidden)
        known_by = next((f"{title} {value}".strip() for title, value in known if _inside(key, value)), "")
    return Found(person.kind, person.id, name, bool(person.values["active"]), phone, place, truck, known_by)


def _inside(key: str, value: str) -> bool:
    return bool(key) and key in search_key(value)


def _rings(text: str, number: str) -> bool:
    """Whether the text is a part of the number (E.164), in any notation and without its extension."""
    digits = _digits(_EXTENSION.split(text.replace("(0)", ""), maxsplit=1)[0])
    if len(digits) < _FEWEST_DIGITS:
        return False
    return any(way in _digits(number) for way in (digits, digits.removeprefix("0"), digits.removeprefix("00")))


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(character)) for character in text if character.isdecimal())
