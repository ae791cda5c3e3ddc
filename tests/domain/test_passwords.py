"""Passwords that people choose: any characters, long, and not what is guessed first."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.domain.passwords import can_be, chosen, normalised, problem_with
from fleet_tui.domain.shared_fields import PASSWORD_LENGTH, PASSWORD_MOST

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


@pytest.mark.parametrize("password", ["Correct horse battery staple", "three lorries, one winch", "🚚 lorry über alles",
                                      "zażółć gęślą jaźń", "my dispatcher annoys ann", "x" * 30 + " no more than that",
                                      "#;}~<@%?=-:^*&$", "🐕🌲🚚🌵🐈🍋🚀🎲🧦🪵🐝🍀🎻🧊🥁",
                                      "一二三四五六七八九十百千万億兆"])  # fmt: skip
def test_several_words_in_any_language_are_accepted(password: str) -> None:
    assert problem_with(password, OWN) == ""


@pytest.mark.parametrize(
    ("password", "words"),
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


def test_two_spellings_are_the_same_when_typed_again() -> None:
    composed, decomposed = "café café olé olé!", unicodedata.normalize("NFD", "café café olé olé!")
    assert composed != decomposed
    assert chosen(composed, decomposed) == {}
    assert set(chosen(composed, composed.upper())) == {"confirm"}
    assert set(chosen("short", "other")) == {"password"}
