"""Passwords that people choose: any characters, long, and not what is guessed first."""

from __future__ import annotations

import unicodedata
from random import Random
from string import ascii_letters, ascii_lowercase, digits, punctuation
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zxcvbn import matching

from fleet_tui.domain.accounts.guess_estimate import WINDOW
from fleet_tui.domain.accounts.limits import PASSWORD_LENGTH, PASSWORD_MOST
from fleet_tui.domain.accounts.passwords import can_be, chosen, normalised, problem_with
from tests.support.tables import for_each

OWN = ["Ann Porter", "ann.porter@depot-seven.example", "+12015550123", "Seven Hills Towing"]

anything = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=PASSWORD_LENGTH, max_size=80)


@given(anything, anything)
def test_a_password_has_one_spelling_and_is_never_cut(one: str, other: str) -> None:
    both = one + other
    assert normalised(unicodedata.normalize("NFD", both)) == normalised(both)
    assert normalised(both).startswith(normalised(one)[:-1])
    assert can_be(normalised(both))


@given(anything)
def test_what_is_wrong_with_any_password_is_one_sentence_that_does_not_repeat_it(typed: str) -> None:
    sentence = problem_with(typed, OWN)
    assert sentence == "" or (sentence.startswith("This password") and sentence.endswith("."))
    assert normalised(typed) not in sentence


@given(st.text(max_size=40), st.text(st.characters(categories=["Cc"]), min_size=1, max_size=1), st.text(max_size=40))
def test_a_control_character_is_named_and_never_dropped(before: str, control: str, after: str) -> None:
    password = before + control + after
    assert "a character that cannot be kept (" in problem_with(password)
    assert not can_be(password)


@for_each("password", ["Correct horse battery staple", "three lorries, one winch", "🚚 lorry über alles",
                                      "zażółć gęślą jaźń", "my dispatcher annoys ann", "x" * 30 + " no more than that",
                                      "#;}~<@%?=-:^*&$", "🐕🌲🚚🌵🐈🍋🚀🎲🧦🪵🐝🍀🎻🧊🥁",
                                      "一二三四五六七八九十百千万億兆"])  # fmt: skip
def test_several_words_in_any_language_are_accepted(password: str) -> None:
    assert problem_with(password, OWN) == ""


@for_each(
    "password, words",
    [("", "is missing"), ("fourteen chars", "has 14 characters: it needs 15"), ("e\u0301" * 14, "has 14 characters"),
     ("x y" * 400, "has 1200 characters: at most 1024"), ("tab\tin a long password", "(tab)"),
     ("half of a pair \ud83d here", "(U+D83D)"), ("internationally", "list of those"), ("yllanoitanretni", "list of"),
     ("!nternati0nally", "list of those"), ("123456789QWERTY", "list of those"), ("abcdefghijklmnopq", "row of"),
     ("9876543210987654", "row of"), ("qwertyuiopoiuyt", "row of"), (" " * 15, "again and again"),
     ("password12345678", "a common one"), ("Passw0rd!!!!!!!!", "a common one"), ("qazwsxedc12345678", "row of"),
     ("1qaz 2wsx 3edc 4rfv", "row of"),
     ("AnnPorter2015550123", "made of your name"), ("Ann.Porter@Depot-Seven.example", "made of your name"),
     ("SevenHillsTowing", "the company's name"), ("fleet-fleet-tui!", "this program's"), ("4nn p0rt3r t0w1ng", "made"),
     ("ann porter dragon", "made of your name"), ("ann12345678porter", "made of your name")],
)  # fmt: skip
def test_what_is_guessed_first_is_refused_and_the_sentence_says_why(password: str, words: str) -> None:
    assert words in problem_with(password, OWN)


@given(st.integers(2, 12), st.text(min_size=1, max_size=40))
def test_one_piece_again_and_again_is_refused_at_any_length(times: int, piece: str) -> None:
    assert problem_with(piece * times) != ""


def test_the_longest_password_is_looked_at_quickly_and_accepted() -> None:
    password = ("aaa1!" * PASSWORD_MOST)[: PASSWORD_MOST - 9] + " long one"
    assert problem_with(password, ["a", "aa", "aaa", "1"] * 20) in ("", problem_with(password, ["a"]))
    assert problem_with("lorry " * 169 + "and winch", OWN) == ""


LISTED = [
    "manchesterunited",
    "lightpower12345",
    "kartoffelpuffer",
    "welcomewelcome1",
    "thequickbrownfox",
    "liverpoolfootballclub",
    "iloveyouforever123",
    "123456789012345",
    "princessprincess",
    "qwertyuiop12345",
    "1q2w3e4r5t6y7u8i",
    "thisismypassword",
    "password123456789",
    "mypasswordis1234",
    "letmeinplease123",
    "ihatemylife12345",
    "jesuschristislord",
    "spongebobsquarepants",
    "harrypotterfan12",
    "linkinpark123456",
    "mylittlepony1234",
    "babygirl12345678",
    "footballplayer12",
    "chelseafootball1",
    "barcelonafc12345",
    "mychemicalromance",
    "avengedsevenfold",
    "greendayrocks123",
    "hellokitty123456",
    "californication",
    "christopher12345",
    "nevergonnagiveyouup",
    "startrekvoyager1",
    "michaeljackson1",
    "iloveyousomuch1",
    "todayisagoodday",
    "qazwsxedcrfvtgb",
    "zxcvbnmasdfghjkl",
    "administrator123",
    "changemeplease12",
    "welcometothejungle",
    "winteriscoming1",
    "sunshinesunshine",
    "superman12345678",
    "trustno1trustno1",
    "ilovemyfamily123",
    "jordan23jordan23",
    "1234qwerasdfzxcv",
    "iamthebestintheworld",
    "lightpower1234567890",
    "M@nch3st3rUn1t3d!",
    "l-i-g-h-t-p-o-w-e-r-1-2-3",
    "P@ssw0rdP@ssw0rd",
    "Summer2025Summer",
]
"""Long enough, and of the sort that stands in lists of leaked ones."""
OWN_SPELLED = ("Fleet-TUI-2025!!", "fl33t-tu1-2025!!", "F-l-e-e-t-T-U-I-2025", "fflleeeett ttuuii!", "FleetPro2025!!!!",
               "fleetfleetfleet1", "SevenHills2025!!", "S3venH1llsT0wing", "s.e.v.e.n h.i.l.l.s", "towing towing 2026",
               "2026 @nn p0rter!", "Seven&Hills&Seven", "gniwot-slliH-neveS")  # fmt: skip
"""Names of the company, the program and the person in any spelling."""
SENTENCES = ("the van broke down near the bridge", "my dog sleeps under the desk", "we open at seven every monday",
             "kein Kaffee vor acht Uhr bitte", "mi perro duerme debajo de la mesa", "Seven lorries in fleet street",
             "i forgot my lunch again today")  # fmt: skip
COMMON = 8_000
"""Words as common as these make a passphrase of five that nobody guesses."""


def test_long_ones_of_the_lists_are_refused() -> None:
    assert [password for password in LISTED if not problem_with(password, OWN)] == []


def test_own_words_are_refused_in_any_spelling() -> None:
    found = {password: problem_with(password, OWN) for password in OWN_SPELLED}
    assert [password for password, sentence in found.items() if "made of your name" not in sentence] == []


def test_sentences_and_five_words_of_any_list_are_accepted() -> None:
    from zxcvbn.matching import RANKED_DICTIONARIES

    ranks = RANKED_DICTIONARIES["english_wikipedia"].items()
    words = [word for word, rank in ranks if 3 <= len(word) <= 9 and rank < COMMON and word.isalpha()]
    chosen_by_lot = Random(7)
    five = [blank.join(chosen_by_lot.sample(words, 5)) for blank in (" ", "", "-") for _ in range(15)]
    assert [password for password in (*SENTENCES, *five) if problem_with(password, OWN)] == []


def test_nearly_all_that_is_made_by_lot_is_accepted() -> None:
    lot, kinds = Random(7), (ascii_lowercase, ascii_letters + digits, ascii_letters + digits + punctuation)
    made = ["".join(lot.choices(kind, k=15)) for kind in kinds for _ in range(30)]
    assert sum(bool(problem_with(password, OWN)) for password in made) <= 3


def test_what_is_refused_says_what_would_be_good() -> None:
    for password in (*LISTED, *OWN_SPELLED):
        sentence = problem_with(password, OWN)
        assert ": take " in sentence or ". Take " in sentence or ": add words" in sentence


def test_of_a_long_password_a_window_at_each_end_is_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    signs: list[int] = []
    known, by_signs = matching.dictionary_match, matching.l33t_match

    def listed(text: str, *lists: Any, **more: Any) -> Any:
        seen.append(len(text))
        return known(text, *lists, **more)

    def read(text: str, **more: Any) -> Any:
        signs.append(len(set(text) & set("4@8({[<369!1|70$5+%2")))
        return by_signs(text, **more)

    monkeypatch.setattr(matching, "dictionary_match", listed)
    monkeypatch.setattr(matching, "l33t_match", read)
    for password in ("4@8({[<369!17|0$5+7%2" * 48, "@4a" * 340 + "b", "five words and more " * 50 + "!"):
        problem_with(password, OWN)
    assert len(seen) <= 3 * 2 * 2 * 3 * 2  # passwords, windows, with signs left out, readings, forwards and backwards
    assert max(seen) <= WINDOW
    assert max(signs) <= 6


def test_two_spellings_are_the_same_when_typed_again() -> None:
    composed, decomposed = "un café olé près de l'été", unicodedata.normalize("NFD", "un café olé près de l'été")
    assert composed != decomposed
    assert chosen(composed, decomposed) == {}
    assert set(chosen(composed, composed.upper())) == {"confirm"}
    assert set(chosen("short", "other")) == {"password"}
