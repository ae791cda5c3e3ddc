"""Codes of invitations and resets: how they are made, printed, read and recognised.

A code is derived from a key, which lies in a file of its own beside the database, and from a random text, which lies in
the database: neither alone gives it. The database keeps its hash to recognise it by. 115 random bits need no slow hash
(OWASP ASVS 5, 6.5.2), and one more character tells a typing error from a wrong code.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from fleet_tui.domain.errors import BadValue

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the letters I, L, O and U, which are taken for digits or read as words."""
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0"})
_RANDOM = 23
_GROUP = 4
LENGTH = _RANDOM + 1
"""Characters of a code, without the hyphens."""
_RUN = 5
"""A run of this length matches a code by chance in one text of millions; a shorter run does not help to guess it."""
_PRINTED = re.compile(
    rf"(?<!\w)(?=[\d-]*[A-Z])[{_ALPHABET}]{{4}}(?:-[{_ALPHABET}]{{4}}){{2,}}(?:-\w{{1,3}})?", re.IGNORECASE
)
"""What looks like a code, or a part of one; a number of a phone has no letters."""


def code_for(key: bytes, nonce: str) -> str:
    """The code that belongs to a nonce, as it is printed: `K7QF-2M9X-…`, six groups of four."""
    number = int.from_bytes(hmac.digest(key, f"fleet-tui code {nonce}".encode(), "sha256"), "big")
    random = "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(_RANDOM))
    code = random + _check(random)
    return "-".join(code[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def read(typed: str) -> str:
    """What was typed or pasted, as `derived` prints it: spaces, hyphens and case do not matter.

    Raises:
        BadValue: it cannot be a code; nothing has to be asked to know that.
    """
    code = "".join(character for character in typed.upper() if not character.isspace() and character not in "-–_.")
    code = code.translate(_MEANT)
    wrong = sorted({character for character in code if character not in _ALPHABET})
    if not code:
        raise BadValue("Type or paste the code from the message.")
    if wrong:
        raise BadValue("A code has letters and digits only: compare it with the message.")
    if len(code) != LENGTH:
        raise BadValue(f"This code has {len(code)} characters: a code has {LENGTH}. Compare it with the message.")
    if _check(code[:_RANDOM]) != code[_RANDOM]:
        raise BadValue("There is a typing error in this code: compare it with the message.")
    return "-".join(code[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def hashed(code: str) -> str:
    """What the database knows a code by."""
    return hashlib.sha256(f"fleet-tui code {code}".encode()).hexdigest()


def redact_codes(text: str, code: str) -> str:
    """The text without that code, in whatever spelling and however little of it, and without others as they are shown.

    Short runs are looked for, because a quoted code may be broken or cut.
    """
    places = [place for place, character in enumerate(text) if character.isalnum()]
    letters = [text[place].upper() for place in places]
    bare = code.replace("-", "")
    runs = {bare[start : start + _RUN] for start in range(LENGTH - _RUN + 1)}
    found: set[int] = set()
    for start in range(len(letters) - _RUN + 1):
        if "".join(letters[start : start + _RUN]) in runs:
            found.update(range(places[start], places[start + _RUN - 1] + 1))
    kept = [character if place not in found else "…" for place, character in enumerate(text)]
    return _PRINTED.sub("…", "".join(kept[place] for place in range(len(text)) if not found >= {place - 1, place}))


def _check(random: str) -> str:
    """The character with which the code, as a polynomial over GF(32), has a root in common with every other code.

    It detects any one wrong character and any two that changed places.
    """
    sum_ = 0
    for character in random:
        sum_ = _doubled(sum_ ^ _ALPHABET.index(character))
    return _ALPHABET[sum_]


def _doubled(number: int) -> int:
    return number << 1 ^ (0x25 if number & 16 else 0)
