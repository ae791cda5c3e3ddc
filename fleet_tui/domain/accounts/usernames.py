"""Usernames: how they are compared, and which names are refused because they read as another's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from fleet_tui.domain.accounts.limits import USERNAME_LENGTH
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.text import clean, displayable, require_visible

DEMO = "demo"
"""The author of the demo's people in the history."""
NAMES_OF_THE_PROGRAM = (
    "check",
    DEMO,
    "doctor",
    "export",
    "fleet-tui",
    "import",
    "nobody",
    "outbox",
    "program",
    "setup",
    "somebody",
    "system",
)
"""The names of the program itself as an author in the history, and names that could be taken for one."""

_LOOKALIKES = str.maketrans(
    "авгдезіјклмнопрстухѕԁһԛԝѵьӏαβεηικνοπρτυχγωσ0134578|!",
    "abrdeeijklmhonpctyxsdhqwvblabenikvonptuxywooleastbll",
)
"""Letters of other alphabets, digits and signs, and the Latin letters that they look like."""
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""The alphabets with letters that look like another's."""
_ODD_BLANKS = re.compile(r"\s\s|[^\S ]")
"""Blanks that look like one, or like none."""
_NO_LETTER = re.compile(r"[\W_]+")


def username_key(username: str) -> str:
    """What two spellings of one username have in common."""
    return unicodedata.normalize("NFKC", username).casefold()


def checked_username(typed: str) -> str:
    """A username as it is kept.

    Raises:
        BadValue: it cannot be one, in a sentence that says what would be right.
    """
    username = clean(typed, label="Username")
    if not username_key(username):
        raise BadValue("Username is missing: fill it in.")
    require_visible(username, "Username")
    if len(username) > USERNAME_LENGTH:
        raise BadValue(f"This username has {len(username)} characters: choose one of at most {USERNAME_LENGTH}.")
    if _ODD_BLANKS.search(username):
        raise BadValue("Username has several blanks in a row, or one of an unusual kind: use single blanks.")
    if brackets(username):
        raise BadValue("Username contains a bracket, which only this program writes behind names: leave it out.")
    if looks_like(username, NAMES_OF_THE_PROGRAM):
        raise BadValue(f"The username {displayable(username)} reads as a name of this program: choose another.")
    mixed = _two_scripts(username)
    if mixed:
        raise BadValue(f"Username mixes {mixed} letters in one word, which look alike: use one alphabet.")
    return username


def brackets(username: str) -> bool:
    """Whether a bracket of any width or shape is in it."""
    text = unicodedata.normalize("NFKC", username)
    return any(unicodedata.category(character) in ("Ps", "Pe") for character in text)


def looks_like(username: str, names: Iterable[str]) -> bool:
    """Whether it reads as one of the names: case, width, accents and signs ignored, letters compared by shape."""
    return _look(username) in {_look(name) for name in names}


@cache
def _look(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NO_LETTER.sub("", bare.translate(_LOOKALIKES)).replace("i", "l")


def _two_scripts(username: str) -> str:
    """The names of two alphabets mixed in one word; empty when each word has one."""
    for is_letter, word in groupby(username, str.isalpha):
        names = [unicodedata.name(character, "").split(" ")[0] for character in word] if is_letter else []
        found = sorted({name for name in names if name in _SCRIPTS})
        if len(found) > 1:
            return " and ".join(name.capitalize() for name in found[:2])
    return ""
