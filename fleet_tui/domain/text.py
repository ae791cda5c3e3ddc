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
_UNSEEN = frozenset("\u2800\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u200c\u200d\u3164\uffa0")
_STROKES = {
    **dict.fromkeys("ⱥ", "a"),
    **dict.fromkeys("ƀɓ", "b"),
    **dict.fromkeys("ȼƈ", "c"),
    **dict.fromkeys("đðɖɗ", "d"),
    **dict.fromkeys("ɇ", "e"),
    **dict.fromkeys("ǥɠ", "g"),
    **dict.fromkeys("ħ", "h"),
    **dict.fromkeys("ıɨ", "i"),
    **dict.fromkeys("ɉ", "j"),
    **dict.fromkeys("łƚ", "l"),
    **dict.fromkeys("ŋ", "n"),
    **dict.fromkeys("øɵ", "o"),
    **dict.fromkeys("ɍ", "r"),
    **dict.fromkeys("ŧⱦ", "t"),
    **dict.fromkeys("ʉ", "u"),
    **dict.fromkeys("ɏ", "y"),
    **dict.fromkeys("ƶ", "z"),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
"""Lower-case letters that Unicode does not decompose, by the letters that people type for them."""
_APOSTROPHES = (
    "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u055a\u05f3"
    "\u2018\u2019\u201a\u201b\u2032\u2035\ua78b\ua78c\uff07"
)
_DASHES = "\u058a\u05be\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
FOLDED = str.maketrans({**_STROKES, **dict.fromkeys(_APOSTROPHES, ""), **dict.fromkeys(_DASHES, "-")})
"""What a search key has in place of a character: strokes, apostrophes and dashes by what people type for them."""
_AROUND_DASH = re.compile(" *-[ -]*")
_NAMES = {"\t": "tab", "\n": "line break", "\r": "line break", "\x1b": "escape", "\x00": "null", "\x7f": "delete"}
_DIGITS = re.compile(r"\d+")


def _is_refused(character: str) -> bool:
    if "\U000e0000" <= character <= "\U000e0fff" and not "\U000e0100" <= character <= "\U000e01ef":
        return True  # tags and selectors: text within the text, never shown
    if character == "\ufffd":
        return True  # stands for what did not arrive as it was typed
    return unicodedata.category(character) in _REFUSED_CATEGORIES and character not in _WRITTEN


def character_name(character: str) -> str:
    """What to call a character in a sentence."""
    return _NAMES.get(character) or unicodedata.name(character, "").lower() or f"U+{ord(character):04X}"


def is_unseen(character: str) -> bool:
    """Whether a character may show nothing at all, so that two texts that differ by it look alike.

    Unicode's Default_Ignorable_Code_Point, of those that `clean` lets pass (joiners, fillers, variation selectors),
    and the blank pattern of braille.
    """
    return character in _UNSEEN or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def clean(text: str, *, lines: bool = False, label: str = "This") -> str:
    """The text in NFC without white space around it.

    Control characters, bidirectional controls and invisible characters are refused and named, never dropped
    (reliability.md: "Refuse bad characters and name them"). With `lines`, line breaks are kept as `\\n`.

    Raises:
        BadValue: the text holds a character that cannot be in people's data, or nothing but marks without a letter.
    """
    if text.isascii() and text.isprintable():
        return text.strip(BLANK)  # most texts: nothing in them can be refused
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n") if lines else text).strip(BLANK)
    for character in text:
        if lines and character == "\n":
            continue
        if _is_refused(character):
            raise BadValue(
                f"{label} contains a character that cannot be kept ({character_name(character)}): remove it."
            )
    if text and not has_something_to_see(text):
        raise BadValue(f"{label} has no letter, only accents or marks that stand on one: write it in full.")
    return text


def require_visible(text: str, label: str) -> None:
    """Raise for a character without a picture, in a value that is no free text: a number, an address, a username.

    Raises:
        BadValue: with the character's name; dropping it silently would change what was typed.
    """
    unseen = "" if text.isascii() else next((character for character in text if is_unseen(character)), "")
    if unseen:
        raise BadValue(f"{label} contains an invisible character ({character_name(unseen)}): remove it.")


def has_something_to_see(text: str) -> bool:
    """Whether any character stands for itself: marks need a letter below them, and joiners show nothing."""
    return any(not is_unseen(each) and not each.isspace() and unicodedata.category(each)[0] != "M" for each in text)


def displayable(text: str, *, lines: bool = False) -> str:
    """Stored text with everything that could act on a terminal replaced by a visible mark."""
    if (text.replace("\n", "") if lines else text).isprintable():  # every character that is refused is not
        return text
    return "".join(
        "\ufffd" if _is_refused(character) and not (lines and character == "\n") else character for character in text
    )


_QUOTED_MOST = 40


def quoted(text: str) -> str:
    """A text of people's in quotation marks for a sentence, safe for any terminal and cut where it is long."""
    shown = displayable(text)
    return f"“{shown if len(shown) <= _QUOTED_MOST else f'{shown[: _QUOTED_MOST - 1]}…'}”"


def search_key(text: str) -> str:
    """The text by which it is found and ordered (product.md, "Find").

    Without case, accents, strokes, ligatures, apostrophes and invisible characters; dashes of every shape, and blanks
    around them, are one hyphen-minus.
    """
    if text.isascii():
        return _joined(text.lower().translate(FOLDED))
    decomposed = unicodedata.normalize("NFKD", text.translate(FOLDED))
    plain = "".join(each for each in decomposed if not unicodedata.combining(each) and not is_unseen(each))
    return _joined(unicodedata.normalize("NFKC", plain).casefold().translate(FOLDED))


def _joined(text: str) -> str:
    text = " ".join(text.split())
    return _AROUND_DASH.sub("-", text) if "-" in text else text


def sort_key(text: str) -> str:
    """The text by which names of entries are ordered: without case and accents, numbers by their value."""
    return _DIGITS.sub(lambda match: match.group().zfill(10), search_key(text))
