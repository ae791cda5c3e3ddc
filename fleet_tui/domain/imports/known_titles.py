"""Which targets a title can mean, for a kind of profile; which titles are secret, and which are known and left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports import english_titles, other_titles
from fleet_tui.domain.imports.targets import ID, fields_of, targets_of
from fleet_tui.domain.imports.titles import key_of, keys_of, words_of

OWN, ALIKE, LOOKS = 0, 20, 30
"""Ranks: a field's own name or label, a title spelled nearly like a known one, and cells that look like the target."""
_OTHER_LANGUAGE = 1
_FEWEST = 5
"""A shorter title is not compared by its letters: too many words are like it."""
_CLOSE, _SLIPS = 0.87, 2

_NEVER_READ = """
password passwort kennwort pwd passwd passcode pin ssn sin nino iban bic swift cvv cvc secret token contrasena
clave bank konto curp rfc dni nif nss siren
"""
_SECRET_WORDS = frozenset(_NEVER_READ.split())
_SECRET_PARTS = re.compile(
    "password|passwort|kennwort|motdepasse|contrasena|socialsecurity|socialinsurance|sozialversicherung|steuerid"
    "|steuernummer|steueridentifikation|taxid|taxnumber|taxpayer|tin(number)?$|nationalinsurance|nationalid"
    "|bankaccount|bankname|accountnumber|routing|sortcode|creditcard|cardnumber|securitesociale|seguridadsocial"
    "|passport|reisepass|pasaporte|passeport|svn(umme|umbe)r|kontonummer|bankverbindung|numerodecuenta|secretanswer"
)
_OTHERS_LIST = """
emergency manager supervisor spouse kin parent dependent previous former maiden employer customer client billing
vendor insurance doctor license licence licenses expiration expiry expires issued created updated modified changed
birth count father mother partner beneficiary guarantor referral recruiter vorgesetzter vorgesetzte notfall
dispatcher helpdesk notfallkontakt urgence emergencia jefe fax
"""
_OTHERS = frozenset(_OTHERS_LIST.split())
"""Words that say that a column is about something else, or another person, whatever stands beside them."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a title says: the targets that it can mean with their ranks, whether it is secret, whether it is known."""

    targets: tuple[tuple[str, int], ...] = ()
    secret: bool = False
    known: bool = True


_UNKNOWN, _LEFT_OUT = Meaning(known=False), Meaning()


@lru_cache(maxsize=4096)
def meaning_of(kind: PersonKind, title: str) -> Meaning:
    """What a title means; a title of the other kind's fields is known and has no target."""
    index, keys = _index(kind), [key for key in dict.fromkeys(keys_of(title)) if key]
    for place, key in enumerate(keys):
        found = index.get(key, ())
        # "Employee ID" is not the id of a profile here.
        if found and not (place and found[0][0] == ID):
            return Meaning(tuple((target, rank + place) for target, rank in found))
        if key in _left_out():
            return _LEFT_OUT
        if place == 0 and _is_secret(title, key):
            return Meaning(secret=True)
        if key in _all_keys() or (place == 0 and set(words_of(title)) & _OTHERS):
            return _LEFT_OUT
    return _nearly(kind, keys)


def _is_secret(title: str, key: str) -> bool:
    return not _SECRET_WORDS.isdisjoint(words_of(title)) or _SECRET_PARTS.search(key) is not None


def _nearly(kind: PersonKind, keys: list[str]) -> Meaning:
    """A slip of the finger in a title."""
    for key in keys:
        if len(key) < _FEWEST or any(each.isdigit() for each in key):
            continue
        close = _swapped(kind, key) or get_close_matches(key, _alike(kind, key), 1, _CLOSE)
        if close:
            found = _index(kind).get(close[0], ())
            return Meaning(tuple((target, rank + ALIKE) for target, rank in found))
    return _UNKNOWN


def _alike(kind: PersonKind, key: str) -> list[str]:
    """The known titles of about that length that begin or end with the same letter: few are worth comparing."""
    return [
        other
        for other in (*_index(kind), *_left_out())
        if abs(len(other) - len(key)) <= _SLIPS and (other[0] == key[0] or other[-1] == key[-1])
    ]


def _swapped(kind: PersonKind, key: str) -> list[str]:
    """The known titles in which two letters beside each other have changed places."""
    others = (key[:at] + key[at + 1] + key[at] + key[at + 2 :] for at in range(len(key) - 1))
    return [other for other in others if other in _index(kind)]


def is_known(kind: PersonKind, title: str) -> bool:
    """Whether a text is a title that is known, also of a column that is left out; slips of the finger are not."""
    keys = [key for key in keys_of(title) if key]
    if any(key in _all_keys() or key in _left_out() or key in _index(kind) for key in keys):
        return True
    return bool(keys) and _is_secret(title, keys[0])


@lru_cache
def _index(kind: PersonKind) -> dict[str, tuple[tuple[str, int], ...]]:
    """The targets and their ranks by title key."""
    found: dict[str, dict[str, int]] = {}
    of_kind = PersonKind.TECHNICIAN is kind
    tables = (
        (english_titles.FOR_BOTH, 1),
        (english_titles.FOR_TECHNICIANS if of_kind else english_titles.FOR_EMPLOYEES, 1),
        (other_titles.FOR_BOTH, 1 + _OTHER_LANGUAGE),
        (other_titles.FOR_TECHNICIANS if of_kind else other_titles.FOR_EMPLOYEES, 1 + _OTHER_LANGUAGE),
    )
    wanted = targets_of(kind)
    for table, first in tables:
        for target, tiers in table.items():
            for tier, titles in enumerate(tiers):
                for key in filter(None, map(key_of, titles.split("|"))):
                    if target in wanted:
                        found.setdefault(key, {}).setdefault(target, first + 2 * tier)
    for name, field in fields_of(kind).items():
        # "Enabled" is the label of Fleet Pro's toggle, and of an account in the files of everybody else.
        labels = (field.title,) if name == "fleet_pro" else (field.label, field.title)
        for key in {key_of(name), *map(key_of, labels)}:
            found.setdefault(key, {})[name] = OWN
    return {key: tuple(sorted(targets.items(), key=lambda each: each[1])) for key, targets in found.items()}


@lru_cache
def _all_keys() -> frozenset[str]:
    """Every title of either kind's fields."""
    return frozenset(key for kind in PersonKind for key in _index(kind))


@lru_cache
def _left_out() -> frozenset[str]:
    text = f"{english_titles.LEFT_OUT}|{other_titles.LEFT_OUT}".replace("\n", "|")
    return frozenset(filter(None, map(key_of, text.split("|"))))
