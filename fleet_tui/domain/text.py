"""Text that people type: what is refused in it, how it is compared, and how stored text is made safe to show."""

from __future__ import annotations

import re
import unicodedata

from fleet_tui.domain.errors import BadValue

BLANK = " \t\r\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""White space that is not kept around a text. `str.strip` would drop control characters with it, unnamed."""

# Control, format (bidirectional and invisible), surrogate, private, unassigned; line and paragraph separators.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Format characters without which a script cannot be written: joiners (Persian, emoji), and number signs that are seen.
_WRITTEN = frozenset(
    "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u200c\u200d\u3164\uffa0")
_NAMES = {"\t": "tab", "\n": "line break", "\r": "line break", "\x1b": "escape", "\x00": "null", "\x7f": "delete"}
_DIGITS = re.compile(r"\d+")


def _is_refused(character: str) -> bool:
    if "\U000e0000" <= character <= "\U000e0fff" and not "\U000e0100" <= character <= "\U000e01ef":
        return True  # tags and selectors: text within the text that nobody sees
    if character == "\ufffd":
        return True  # stands for what did not arrive as it was typed
    return unicodedata.category(character) in _REFUSED_CATEGORIES and character not in _WRITTEN


def character_name(character: str) -> str:
    """What to call a character in a sentence."""
    return _NAMES.get(character) or unicodedata.name(character, "").lower() or f"U+{ord(character):04X}"


def is_unseen(character: str) -> bool:
    """Whether a character may show nothing at all, so that two texts that differ by it look alike.

    Unicode's Default_Ignorable_Code_Point, of those that `clean` lets pass: joiners, fillers, variation selectors.
    """
    return character in _UNSEEN or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def clean(text: str, *, lines: bool = False, label: str = "This") -> str:
    """The text in NFC without white space around it.

    Control characters, bidirectional controls and invisible characters are refused and named, never dropped
    (reliability.md: "Refuse bad characters and name them"). With `lines`, line breaks are kept as `\\n`.

    Raises:
        BadValue: the text holds a character that cannot be in people's data.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n") if lines else text).strip(BLANK)
    for character in text:
        if lines and character == "\n":
            continue
        if _is_refused(character):
            raise BadValue(
                f"{label} contains a character that cannot be kept ({character_name(character)}): remove it."
            )
    return text


def displayable(text: str, *, lines: bool = False) -> str:
    """Stored text with everything that could act on a terminal replaced by a visible mark."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        "\ufffd" if _is_refused(character) and not (lines and character == "\n") else character for character in text
    )


def search_key(text: str) -> str:
    """The text without case and accents, by which it is found."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(unicodedata.normalize("NFKC", plain).casefold().split())


def sort_key(text: str) -> str:
    """The text by which names of entries are ordered: without case and accents, numbers by their value."""
    return _DIGITS.sub(lambda match: match.group().zfill(10), search_key(text))
