"""Text that people type: what is refused and named, what is kept whole, and what reaches a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.text import character_name, clean, displayable, search_key, sort_key
from tests.support.tables import for_each

REFUSED = {
    "escape": "\x1b",
    "null": "\x00",
    "bell": "\x07",
    "delete": "\x7f",
    "CSI in one byte": "\x9b",
    "string terminator": "\x9c",
    "next line": "\x85",
    "information separator": "\x1c",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "right-to-left override": "\u202e",
    "left-to-right embedding": "\u202a",
    "first strong isolate": "\u2068",
    "pop isolate": "\u2069",
    "right-to-left mark": "\u200f",
    "arabic letter mark": "\u061c",
    "zero width space": "\u200b",
    "word joiner": "\u2060",
    "invisible times": "\u2062",
    "activate symmetric swapping": "\u206a",
    "interlinear annotation": "\ufff9",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "tag": "\U000e0041",
    "private use": "\ue000",
    "noncharacter": "\uffff",
    "lone surrogate": "\ud800",
}

WHOLE = [
    "Smith [Bob]",
    "[/]",
    "[@click=app.quit]x[/]",
    "O'Brien",
    "محمد علي",
    "שָׁלוֹם",
    "山田太郎",
    "김철수",
    "नरेंद्र",
    "👩‍🔧",
    "👍🏽",
    "🇺🇸",
    "❤️",
    "می‌خواهم",  # Persian needs its zero-width non-joiner
    "Zoë Åström-Łuczak",
    "٥٥٥",
    "a\u00a0b",
]


@for_each("character", REFUSED.values())
@for_each("place", ["{}Bob", "Bo{}b", "Bob{}"])
def test_a_character_that_acts_is_refused_wherever_it_stands(character: str, place: str) -> None:
    for lines in (False, True):
        with pytest.raises(BadValue, match="cannot be kept"):
            clean(place.format(character), lines=lines)


@for_each(
    "character, name",
    [("\x1b", "escape"), ("\x00", "null"), ("\u202e", "right-to-left override"), ("\u200b", "zero width space"),
     ("\x9b", "U+009B"), ("\ue000", "U+E000"), ("\t", "tab"), ("\ufffd", "replacement character")],
)  # fmt: skip
def test_what_is_refused_is_named(character: str, name: str) -> None:
    assert character_name(character) == name
    with pytest.raises(BadValue, match="Team .*" + name.replace("+", r"\+")):
        clean(f"a{character}b", label="Team")


@for_each("text", WHOLE)
def test_people_write_their_names_as_they_are(text: str) -> None:
    kept = clean(text)
    assert kept == unicodedata.normalize("NFC", text)
    assert clean(kept) == kept
    assert displayable(kept) == kept


def test_line_breaks_are_kept_in_lines_alone() -> None:
    assert clean(" one\r\ntwo\rthree\n ", lines=True) == "one\ntwo\nthree"
    with pytest.raises(BadValue, match="line break"):
        clean("one\ntwo")
    with pytest.raises(BadValue, match="tab"):
        clean("one\ttwo", lines=True)


def test_white_space_around_is_not_kept() -> None:
    assert clean("\t  Ann \u3000\u00a0\n") == "Ann"


def test_two_spellings_of_a_letter_are_kept_as_one() -> None:
    assert clean("e\u0301") == "é"


@given(st.text())
def test_what_is_clean_stays_as_it_is_and_shows_as_it_is(text: str) -> None:
    try:
        kept = clean(text)
    except BadValue:
        return
    assert clean(kept) == kept
    assert displayable(kept) == kept


def acts(character: str) -> bool:
    """Whether a terminal might do something else than show the character."""
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in (
        "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    )  # fmt: skip


@given(st.text(st.characters(), max_size=40), st.booleans())
def test_nothing_that_acts_on_a_terminal_is_ever_displayable(text: str, lines: bool) -> None:
    shown = displayable(text, lines=lines)
    assert not [c for c in shown if acts(c) and not (lines and c == "\n")]
    assert len(shown) == len(text)


def test_every_character_that_acts_is_replaced() -> None:
    acting = [chr(code) for code in range(0x110000) if acts(chr(code))]
    assert len(acting) > 2_000
    assert {displayable(character) for character in acting} == {"\ufffd"}


def test_hidden_marks_of_hostile_text_become_visible() -> None:
    assert displayable("\x1b]0;owned\x07x\u202ey") == "\ufffd]0;owned\ufffdx\ufffdy"


@for_each(
    "one, other",
    [("ÅSTRÖM", "astrom"), ("straße", "STRASSE"), ("  Ann   Lee ", "ann lee"), ("ﬁle", "FILE"), ("Ἀθήνα", "αθηνα")],
)
def test_search_is_without_case_and_accents(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@given(st.text())
def test_a_search_key_of_a_key_is_itself(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key


def test_numbers_in_names_are_ordered_by_their_value() -> None:
    assert sorted(["Truck 10", "truck 9", "Truck 1"], key=sort_key) == ["Truck 1", "truck 9", "Truck 10"]
