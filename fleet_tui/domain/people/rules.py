"""What spans several fields of a profile. Each rule is a function that says which fields it finds wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from fleet_tui.domain.accounts.passwords import chosen
from fleet_tui.domain.errors import BadValue, Problem
from fleet_tui.domain.fields import Field, Kind, PersonKind, ProfileType, When
from fleet_tui.domain.people import choices
from fleet_tui.domain.text import require_visible
from fleet_tui.domain.values import Values, parse

Problems = dict[str, Problem]

_ADDRESS = ("street", "unit", "city", "state", "zip")
"""What makes a home address; the country alone is none."""
TOGETHER = {
    PersonKind.TECHNICIAN: frozenset({"mobile", "email", "zone", "zones", "country", *_ADDRESS}),
    PersonKind.EMPLOYEE: frozenset({"office_phone", "has_extension", "extension"}),
}
"""The fields that a rule holds together with others."""
_ZIP = {
    "US": (re.compile(r"[0-9]{5}(-[0-9]{4})?"), "five digits, or nine as 12345-6789"),
    "CA": (re.compile(r"[A-Za-z][0-9][A-Za-z] ?[0-9][A-Za-z][0-9]"), "like K1A 0B1"),
}


def parse_all(
    profile_type: ProfileType, raw: Values, country: str, *, adding: bool
) -> tuple[dict[str, object], Problems]:
    """The values of everything typed on a form, and a problem for each field that does not hold one.

    Fields that are not in `raw` are left out; what is only asked when adding is left out of an edit.
    """
    whens = (When.ALWAYS, When.CREATE) if adding else (When.ALWAYS,)
    return parse_fields((field for field in profile_type.fields.values() if field.when in whens), raw, country)


def parse_fields(fields: Iterable[Field], raw: Values, country: str) -> tuple[dict[str, object], Problems]:
    """The same for any fields: the values of those that are in `raw`, and a problem for each that does not hold one."""
    values: dict[str, object] = {}
    problems: Problems = {}
    for field in fields:
        if field.name not in raw:
            continue
        try:
            values[field.name] = parse(field, raw[field.name], country)
        except BadValue as error:
            problems[field.name] = Problem(str(error))
    return values, problems


def check(profile_type: ProfileType, values: Values, problems: Problems, *, adding: bool) -> Problems:
    """Every rule over the values of a whole profile; fields that already have a problem keep it."""
    found: Problems = {}
    for field in profile_type.required:
        if values.get(field.name) is None and (adding or field.when is When.ALWAYS):
            found[field.name] = missing(field)
    found |= spanning(profile_type, values, problems)
    if adding:
        found |= _account(values)
    return found | problems


def spanning(profile_type: ProfileType, values: Values, problems: Collection[str] = ()) -> Problems:
    """The rules between fields of which the profile always holds all: those in `TOGETHER`."""
    if profile_type.kind is PersonKind.TECHNICIAN:
        return _contact(values, problems) | _address(values)
    return _extension(values)


def missing(field: Field) -> Problem:
    """What is said of a required field that holds nothing."""
    if field.choices or field.source:
        return Problem(f"{field.label} is missing: pick {'at least one' if field.kind is Kind.REFERENCES else 'one'}.")
    return Problem(f"{field.label} is missing: fill it in.")


def _contact(values: Values, problems: Collection[str]) -> Problems:
    """technicians.txt, step 5: "A technician profile must include a unique mobile phone number or email address"."""
    if values.get("mobile") or values.get("email") or "mobile" in problems or "email" in problems:
        return {}
    sentence = "A mobile phone or an e-mail address is needed: fill in one of the two."
    return {name: Problem(sentence, beside=frozenset({"mobile", "email"})) for name in ("mobile", "email")}


def _address(values: Values) -> Problems:
    """A purchase order is delivered to a street in a city (product.md, "Home address")."""
    typed = [name for name in _ADDRESS if values.get(name)]
    found: Problems = {}
    if typed:
        for name, label in (("street", "Street"), ("city", "City")):
            if not values.get(name):
                sentence = f"{label} is missing: an address has a street and a city."
                found[name] = Problem(sentence, beside=frozenset(_ADDRESS))
    country, code = str(values.get("country") or ""), values.get("zip")
    try:
        require_visible(str(code or ""), "ZIP Code")
    except BadValue as invisible:
        found["zip"] = Problem(str(invisible))
        return found
    if code and country in _ZIP and not _ZIP[country][0].fullmatch(str(code)):
        sentence = f"This is not a ZIP code of that country: write {_ZIP[country][1]}."
        found["zip"] = Problem(sentence, beside=frozenset({"country"}))
    return found


_TICK = frozenset({"has_extension"})


def _extension(values: Values) -> Problems:
    """An extension is there when it is ticked, and belongs to an office phone (product.md, "Contact")."""
    found: Problems = {}
    if values.get("has_extension"):
        if not values.get("extension"):
            found["extension"] = Problem("Extension is missing: fill it in, or clear Has Extension.", beside=_TICK)
        if not values.get("office_phone"):
            sentence = "An extension needs an office phone: fill it in, or clear Has Extension."
            found["office_phone"] = Problem(sentence, beside=_TICK)
    return found


def _account(values: Values) -> Problems:
    setup = values.get("account_setup")
    if setup == choices.ACCOUNT_INVITE:
        return _invitation(values)
    return _credentials(values) if setup == choices.ACCOUNT_CREATE else {}


def _invitation(values: Values) -> Problems:
    if not (values.get("email") or values.get("mobile")):
        sentence = "An invitation needs an e-mail address or a mobile phone to go to."
        return {"account_setup": Problem(sentence, beside=frozenset({"mobile", "email"}))}
    if values.get("mobile_access") is False:
        sentence = "Mobile access is off: turn it on to invite, or create the account later."
        return {"account_setup": Problem(sentence, beside=frozenset({"mobile_access"}))}
    return {}


def _credentials(values: Values) -> Problems:
    return chosen(str(values.get("password") or ""), str(values.get("confirm") or ""), own_words(values))


def own_words(values: Values) -> list[str]:
    """What a person's password must not be made of."""
    return [str(values[name]) for name in ("name", "username", "email", "mobile") if values.get(name)]


def with_derived_values(profile_type: ProfileType, values: Values, country: str) -> dict[str, object]:
    """The values with what follows from others: all zones hold the main zone, an unticked extension is none.

    An address is in the company's `country` when nothing else is said, and no address is in none.
    """
    completed = dict(values)
    if profile_type.kind is PersonKind.TECHNICIAN:
        zone, zones = completed.get("zone"), completed.get("zones")
        if isinstance(zone, int):
            ids = zones if isinstance(zones, tuple) else ()
            completed["zones"] = tuple(sorted({*ids, zone}))
        if not any(completed.get(name) for name in _ADDRESS):
            completed["country"] = None
        elif completed.get("country") is None:
            completed["country"] = country
    elif not completed.get("has_extension"):
        completed["extension"] = None
    return completed
