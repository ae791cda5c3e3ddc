"""The function `search_key` of the server, written from the tables of `domain.text` and of this Python's Unicode."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Mapping

from fleet_tui.domain.text import FOLDED, is_unseen

_FUNCTION = """
CREATE FUNCTION search_key(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE key text COLLATE "C" := given;
BEGIN
    IF octet_length(key) = char_length(key) THEN
        key := translate(lower(key), {ascii}, '');
    ELSE
        key := {folded};
        key := normalize(key, NFKD);
        key := regexp_replace(key, {dropped}, '', 'g');
        key := lower(normalize(key, NFKC));
        IF octet_length(key) <> char_length(key) THEN
            key := {lowered};
        END IF;
        key := {folded};
    END IF;
    key := btrim(regexp_replace(key, {blank}, ' ', 'g'), ' ');
    IF position('-' IN key) > 0 THEN
        key := regexp_replace(key, ' *-[ -]*', '-', 'g');
    END IF;
    RETURN key;
END $function$
"""


def search_key_function() -> str:
    """The statement that makes it; it gives what `domain.text.search_key` gives."""
    every = [chr(code) for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    folded = {chr(code): str(kept) for code, kept in FOLDED.items()}
    lowered = {one: one.casefold() for one in every if one > "\x7f" and one.casefold() != one and _stays(one)}
    return _FUNCTION.format(
        ascii=_quoted("".join(one for one in folded if one < "\x7f")),
        folded=_replaced(folded),
        lowered=_replaced(lowered),
        dropped=_any_of(one for one in every if unicodedata.combining(one) or is_unseen(one)),
        blank=_any_of((one for one in every if one.isspace()), several="+"),
    )


def _stays(character: str) -> bool:
    """Whether a character is still there when the text was composed anew."""
    decomposed = unicodedata.normalize("NFKD", character)
    return unicodedata.normalize("NFKC", "".join(each for each in decomposed if not unicodedata.combining(each))) == (
        character
    )


def _replaced(by: Mapping[str, str]) -> str:
    """The expression for `key` with other characters in place of some."""
    one = {old: new for old, new in by.items() if len(new) == 1}
    gone = [old for old, new in by.items() if not new]
    expression = f"translate(key, {_quoted(''.join([*one, *gone]))}, {_quoted(''.join(one.values()))})"
    for old, new in by.items():
        if len(new) > 1:
            expression = f"replace({expression}, {_quoted(old)}, {_quoted(new)})"
    return expression


def _any_of(characters: Iterable[str], several: str = "") -> str:
    """A regular expression for one of the characters, as ranges."""
    ranges: list[list[int]] = []
    for code in map(ord, characters):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return f"E'[{''.join(f'{_escape(low)}-{_escape(high)}' for low, high in ranges)}]{several}'"


def _escape(code: int) -> str:
    return f"\\\\U{code:08X}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
