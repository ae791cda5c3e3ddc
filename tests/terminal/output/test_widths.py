"""Text takes as many cells as Textual believes, is sent in a form of that width, and names stay readable."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from fleet_tui.terminal.output.widths import agreed, clusters, one_cell_each
from tests.support.line.pictures import SPECIMENS, known
from tests.support.people import size
from tests.support.tables import for_each

NAMES = {
    "Zoë Müller": "Zoë Müller",
    "Zoe\u0308": "Zoe\u0308",
    "Nguye\u0302\u0303n": "Nguye\u0302\u0303n",
    "محمد عبد الله": "محمد عبد الله",
    "مُحَمَّد": "مُحَمَّد",
    "می\u200cخواهم": "می\u200cخواهم",
    "שָׁלוֹם": "שָׁלוֹם",
    "田中 さくら": "田中 さくら",
    "김철수": "김철수",
    "มานี ใจดี": "มานี ใจดี",
    "मनीष शर्मा": "मनीष शर्मा",
    "Zoë 👍": "Zoë 👍",
    "Zoë 👍🏽": "Zoë 👍",
    "👨‍👩‍👧 Doe": "👨 Doe",
    "🇩🇪 Zoë": "DE Zoë",
    "1️⃣": "1 ",
    "⚠️ é": "⚠  é",
    "ශ්‍රී": "ශ්රී",
    "\u202eevil\u202c": "evil",
    "\ufeffa\u2060b": "ab",
}
"""What is typed, and what is sent of it."""

texts = st.one_of(
    st.text(max_size=12),
    st.lists(st.sampled_from(SPECIMENS), max_size=5).map("".join),
    st.text(
        st.sampled_from("a é漢👍👩🇩🇪1⚠❤\u0301\u200d\ufe0f\u20e3🏽ش\u064e\u200c한\u1161\u0e33नी\x07\x9b\ud800"),
        max_size=10,
    ),
)


def joins_letters(text: str) -> bool:
    """Letters joined to one another take a cell each, as the module says."""
    return any(before == "\u200d" for before in text[:-1])


def widens_over_a_control(text: str) -> bool:
    """Rich lets a selector widen the character before a control character; Textual's text has no such characters."""
    return re.search("[\x00-\x1f\x7f-\x9f].*\ufe0f", text, re.DOTALL) is not None


@settings(max_examples=size(200, 20_000), deadline=None)
@given(texts)
def test_text_takes_as_many_cells_as_textual_believes(text: str) -> None:
    parts = list(clusters(text))
    if not joins_letters(text) and not widens_over_a_control(text):
        assert sum(width for _, width in parts) == cell_len(text)
    for part, width in parts:
        assert width in (1, 2)
        assert cell_len(part) == width
        assert not [character for character in part if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")]
        assert not set(part) & set("\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufe0f\u20e3\ufeff")


@for_each("name", NAMES)
def test_names_and_signs_are_sent_so_that_terminals_agree(name: str) -> None:
    assert "".join(part for part, _ in clusters(name)) == NAMES[name]
    if name not in ("ශ්‍රී",):
        assert sum(width for _, width in clusters(name)) == cell_len(name)


def test_a_letter_has_so_many_marks_as_terminals_keep() -> None:
    assert list(clusters("é" + "\u0323" * 9)) == [("é" + "\u0323" * 4, 1)]


def test_nothing_is_left_of_marks_without_a_letter_and_of_controls() -> None:
    for text in ("\u0301", "\u200d", "\ufe0f", "\x07", "\x1b", "\x9b", "\u2028", "\x07\u0301", "\u202e"):
        assert list(clusters(text)) == []
    assert list(clusters("é\x1b\ud800")) == [("é", 1), (" ", 1)]


@pytest.mark.long
def test_the_emulators_table_of_widths_is_ours_but_for_characters_without_a_name() -> None:
    """Else the proofs would say nothing about what they leave out."""
    others = [chr(code) for code in range(0x20, 0x30000) if not known(chr(code))]
    assert {unicodedata.category(character) for character in others} <= {"Cn", "Cs"}


@pytest.mark.long
def test_agreed_characters_have_the_width_that_every_table_says() -> None:
    for code in range(0x20, 0x110000):
        character = chr(code)
        if agreed(character) and unicodedata.category(character)[0] != "M":
            assert wcwidth(character) == cell_len(character) > 0
            assert not 0x80 <= code < 0xA0
            assert unicodedata.category(character) not in ("Cf", "Cs")


@given(st.text())
def test_what_is_one_cell_each_is_written_as_it_is(text: str) -> None:
    if one_cell_each(text):
        assert list(clusters(text)) == [(character, 1) for character in text]
        assert agreed(text)


def test_most_texts_of_the_screens_are_one_cell_each() -> None:
    assert one_cell_each("│> Ana-Lucía Núñez ▲ 5 Managed Techn… · “é” Дмитро ■ ▾")
    assert not any(map(one_cell_each, ("漢", "e\u0301", "\u200b", "\x1b", "👍", "\u00ad", "\u202e")))
