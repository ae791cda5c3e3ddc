"""What a password must be: long, and not what is guessed first (NIST SP 800-63B-4, 3.1.1.2; OWASP ASVS 5, 6.2).

There are no rules of composition: any characters that can be typed make a password, in any language, and nothing of it
is dropped, folded or cut off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from fleet_tui.domain.accounts.limits import PASSWORD_LENGTH, PASSWORD_MOST
from fleet_tui.domain.accounts.password_strength import Guess, guessed_by
from fleet_tui.domain.errors import Problem
from fleet_tui.domain.text import character_name

_PRODUCT = ("fleet", "fleet tui", "fleet pro")
_WORDS = re.compile(r"[^\W_]+")
_SHORTEST_WORD = 2

_GUESSES = {
    Guess.LISTED: "This password is on the list of those that are tried first: take several words that do not belong "
    "together.",
    Guess.REPEATED: "This password is one piece again and again: take several words that do not belong together.",
    Guess.RUN: "This password is a row of letters, digits or keys: take several words that do not belong together.",
    Guess.OWN: "This password is made of your name, username or address, of the company's name or this program's: add "
    "words that have nothing to do with them.",
    Guess.SOON: "This password is guessed too soon: it is a few common words, numbers or names. Take five words that "
    "do not belong together, or a sentence of your own.",
    Guess.MIXED: "This password is a common one with a row of letters, digits or keys added: take several words that "
    "do not belong together.",
}


def normalised(password: str) -> str:
    """The password as it is hashed: the same for all spellings of one text (NFC)."""
    return unicodedata.normalize("NFC", password)


def can_be(password: str) -> bool:
    """Whether this can be a password at all; if not, it is not worth comparing."""
    return bool(password) and len(password) <= PASSWORD_MOST and not _refused(password)


def problem_with(password: str, own: Iterable[str] = ()) -> str:
    """What is wrong with a chosen password and what would be right; empty when it can be used.

    `own` are words of the person and of the company: a name, a username, addresses.
    """
    text = normalised(password)
    if not text:
        return f"Password is missing: type one of at least {PASSWORD_LENGTH} characters."
    refused = _refused(text)
    if refused:
        return f"This password contains a character that cannot be kept ({character_name(refused)}): leave it out."
    if len(text) > PASSWORD_MOST:
        return f"This password has {len(text)} characters: at most {PASSWORD_MOST} are kept."
    if len(text) < PASSWORD_LENGTH:
        return f"This password has {len(text)} characters: it needs {PASSWORD_LENGTH}."
    guess = guessed_by(text, own_words(own))
    return _GUESSES[guess] if guess else ""


def chosen(password: str, confirm: str, own: Iterable[str] = ()) -> dict[str, Problem]:
    """The problems of a password that was typed twice, under "password" and "confirm"."""
    sentence = problem_with(password, own)
    if sentence:
        return {"password": Problem(sentence)}
    if normalised(password) != normalised(confirm):
        return {
            "confirm": Problem("The two passwords are not the same: type it again.", beside=frozenset({"password"}))
        }
    return {}


def own_words(own: Iterable[str]) -> frozenset[str]:
    """What those names and addresses are made of, with this program's name; a phone number without its first digits."""
    words: set[str] = set()
    for text in (*_PRODUCT, *own):
        folded = unicodedata.normalize("NFKC", text).casefold()
        words |= {word for word in _WORDS.findall(folded) if len(word) >= _SHORTEST_WORD}
        digits = "".join(character for character in folded if character.isdigit())
        if len(digits) >= 7:
            words |= {digits, digits[-10:], digits[-7:]}
    return frozenset(words)


def _refused(text: str) -> str:
    """The first character that is never typed: a control character, or half of one that did not arrive."""
    return next((character for character in text if unicodedata.category(character) in ("Cc", "Cs")), "")
