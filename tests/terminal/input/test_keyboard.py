"""What a terminal sends is taken apart the same however it is cut up, and nothing it sends does harm."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.terminal.input.keyboard import SEQUENCE_PATIENCE, SEQUENCE_TIME, Keyboard
from fleet_tui.terminal.input.tokens import Alt, Background, Character, Features, Pasted, Report, Sequence, Token
from tests.support.line.reading import DELAY, ESCAPE, KNOWN, LATE, read, typed
from tests.support.tables import for_each

CHARSETS = ["utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", "cp437", "koi8-r"]


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[start:end] for start, end in pairwise(places)]


VALID = st.one_of(
    st.characters(codec="utf-8", exclude_characters="\x1b").map(lambda one: (one.encode(), [Character(one)])),
    st.characters(codec="utf-8", exclude_characters="\x1b[OP]_^X?f").map(  # `ESC f` is a key of some terminals
        lambda one: (b"\x1b" + one.encode(), [Alt(one)])
    ),
    st.sampled_from([b"\x1b[A", b"\x1b[1;5A", b"\x1bOP", b"\x1b[[A", b"\x1b[3$", b"\x1b?p", b"\x1b[<0;5;7M"]).map(
        lambda data: (data, [Sequence(data)])
    ),
    st.tuples(st.integers(1, 99999), st.integers(1, 99999)).map(
        lambda at: (b"\x1b[%d;%dR" % at, [Report(at[0], at[1])])
    ),
    st.just((b"\x1b[?62;4c", [Features((62, 4))])),
    st.just((b"\x1b]11;rgb:0/ff/0\x1b\\", [Background(0.0, 1.0, 0.0)])),
    st.sampled_from([b"\x1b[?2026;2$y", b"\x1bP1$r0m\x1b\\", b"\x1b]10;rgb:0/0/0\x07", b"\x1b[I", b"\x1b[M !!"]).map(
        lambda data: (data, [])
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\x1b\r")).map(
        lambda text: (b"\x1b[200~" + text.encode() + b"\x1b[201~", [Pasted(text)])
    ),
)


@given(st.lists(VALID, max_size=12), st.lists(st.integers(0), max_size=20))
def test_what_is_sent_is_understood_however_it_is_cut_up(
    sent: list[tuple[bytes, list[Token]]], cuts: list[int]
) -> None:
    keyboard = Keyboard(DELAY, known=KNOWN)
    data = b"".join(part for part, _ in sent)
    tokens = [token for piece in pieces(data, cuts) for token in keyboard.feed(piece, 0.0)]
    assert tokens == [token for _, wanted in sent for token in wanted]
    assert keyboard.due() is None


NOISE = st.lists(
    st.one_of(
        st.binary(max_size=6),
        st.sampled_from(
            b"\x1b,\x1b[,\x1bO,\x1bP,\x1b],\x1b[M,\x1b[<,\x1b[200~,\x1b[201~,\x1b[20,\x1b\\,\x1b?".split(b",")
        ),
        st.sampled_from((b"\x1b[[", b"\x18", b";", b"R", b"\xe2\x82", b"\xed\xa0\x80", b"\x9b", b"9" * 70)),
    ),
    max_size=20,
).map(b"".join)


@given(NOISE, st.lists(st.integers(0), max_size=20), st.sampled_from(CHARSETS))
def test_any_bytes_come_to_the_same_however_they_are_cut_up(data: bytes, cuts: list[int], charset: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("fleet_tui.terminal.input.paste.LIMIT", 5)
        keyboard = Keyboard(DELAY, charset, KNOWN)
        tokens = [token for piece in pieces(data, cuts) for token in keyboard.feed(piece, 0.0)]
        assert tokens + keyboard.expire(LATE) == read(data, charset=charset, known=KNOWN)


@given(NOISE, st.sampled_from(CHARSETS))
def test_keys_work_again_after_any_bytes(data: bytes, charset: str) -> None:
    keyboard = Keyboard(DELAY, charset, KNOWN)
    keyboard.feed(data, 0.0)
    keyboard.expire(LATE)
    assert keyboard.due() is None
    assert keyboard.feed(b"q\x1b[A", LATE) == [Character("q"), Sequence(b"\x1b[A")]


@given(NOISE, st.lists(st.floats(0, 1), max_size=8))
def test_whatever_is_unfinished_is_due_and_expires_then_and_not_before(data: bytes, waits: list[float]) -> None:
    keyboard = Keyboard(DELAY, known=KNOWN)
    now = 0.0
    for wait in waits:
        now += wait
        keyboard.feed(data, now)
        due = keyboard.due()
        assert due is None or now < due + SEQUENCE_TIME
        if due is not None:
            assert keyboard.expire(due - 0.001) == []
            assert keyboard.due() == due
            keyboard.expire(due)
        assert keyboard.due() is None
        assert keyboard.expire(LATE) == []


@given(NOISE, st.sampled_from([1, 3, 100]))
def test_only_what_somebody_typed_comes_out_as_letters(data: bytes, limit: int) -> None:
    """No more characters than bytes, and none that was not among them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("fleet_tui.terminal.input.paste.LIMIT", limit)
        tokens = read(data, charset="iso8859-1")
    letters = [token.text for token in tokens if isinstance(token, Character | Alt)]
    assert len(letters) <= len(data)
    assert set(letters) <= {chr(byte) for byte in data}
    assert all(len(token.text) <= limit for token in tokens if isinstance(token, Pasted))


# An escape alone, and keys that a slow line cuts up.


def test_a_lone_escape_is_the_escape_key_when_the_delay_is_over() -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(b"\x1b", 5.0) == []
    assert keyboard.due() == 5.0 + DELAY
    assert keyboard.expire(5.0 + DELAY / 2) == []
    assert keyboard.expire(5.0 + DELAY) == [ESCAPE]
    assert keyboard.feed(b"x", 6.0) == typed("x")


@for_each("key", [b"\x1b[A", b"\x1bOA", b"\x1b[1;5A", b"\x1b[[B", b"\x1b[15;2~", b"\x1b?p", b"\x1b[3$"])
def test_a_key_cut_up_anywhere_is_the_key_while_each_byte_comes_within_the_delay(key: bytes) -> None:
    keyboard = Keyboard(DELAY, known=KNOWN)
    tokens: list[Token] = []
    for number, byte in enumerate(key):
        moment = number * DELAY * 0.99
        tokens += keyboard.expire(moment)
        tokens += keyboard.feed(bytes((byte,)), moment)
    assert tokens == [Sequence(key)]


def test_a_long_delay_also_holds_for_every_byte_of_a_key() -> None:
    keyboard = Keyboard(3.0)
    tokens: list[Token] = []
    for number, byte in enumerate(b"\x1b[1;5A"):
        tokens += keyboard.expire(number * 2.9) + keyboard.feed(bytes((byte,)), number * 2.9)
    assert tokens == [Sequence(b"\x1b[1;5A")]


def test_a_key_that_was_read_late_is_still_the_key() -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(b"\x1b", 0.0) == []
    assert keyboard.feed(b"[A", 50.0) == [Sequence(b"\x1b[A")]


def test_reading_nothing_puts_nothing_off() -> None:
    keyboard = Keyboard(DELAY)
    keyboard.feed(b"\x1b", 0.0)
    assert keyboard.feed(b"", 10.0) == []
    assert keyboard.due() == DELAY


def test_escape_and_then_an_arrow_are_two_keys() -> None:
    assert read(b"\x1b\x1b[A") == [ESCAPE, Sequence(b"\x1b[A")]
    assert read(b"\x1b\x1b") == [ESCAPE, ESCAPE]


@for_each("data, character", [(b"\x1bx", "x"), ("\x1bé".encode(), "é"), (b"\x1b\r", "\r")])
def test_an_escape_before_a_character_is_the_alt_key(data: bytes, character: str) -> None:
    assert read(data + b"y") == [Alt(character), Character("y")]


@for_each("letter", "OP]_^X")
def test_alt_with_what_begins_a_sequence_is_a_key_when_nothing_follows(letter: str) -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(b"\x1b" + letter.encode(), 0.0) == []
    assert keyboard.due() == DELAY
    assert keyboard.expire(DELAY) == [Alt(letter)]


def test_alt_and_o_before_what_is_no_function_key_is_typed() -> None:
    assert read(b"\x1bO\r") == [Alt("O"), Character("\r")]
    assert read(b"\x1bO\x1b[A") == [Alt("O"), Sequence(b"\x1b[A")]


# Keys that only the terminal's description tells.


@for_each("key", [b"\x1b[M", b"\x1b[I", b"\x1b[1;5t", b"\x1bP", b"\x1b?p", b"\x1b[24$", b"\x1bfgh"])
def test_a_known_key_goes_before_the_grammar(key: bytes) -> None:
    assert read(key + b"q", known=[key]) == [Sequence(key), Character("q")]


def test_what_begins_like_a_known_key_and_is_none_comes_to_no_letters() -> None:
    assert read(b"\x1b?xq", known=[b"\x1b?p"]) == [Alt("?"), *typed("xq")]
    assert read(b"\x1bfgxq", known=[b"\x1bfgh"]) == typed("q")
    assert read(b"\x1bfg", known=[b"\x1bf", b"\x1bfgh"]) == []
    assert read(b"\x1bf", known=[b"\x1bf", b"\x1bfgh"]) == [Sequence(b"\x1bf")]


@for_each("wrong", [b"", b"\x1b", b"\x1b[", b"\x1bO", b"\x1b\x1b[A", b"x", b"\x1b[200~", b"\x1b[1;7R"])
def test_nothing_that_is_called_a_key_hides_the_others(wrong: bytes) -> None:
    data = b"x\x1b[A\x1bOA\x1b\x1b[A\x1b[200~y\x1b[201~\x1b[1;7R"
    assert read(data, known=[wrong]) == [
        Character("x"),
        Sequence(b"\x1b[A"),
        Sequence(b"\x1bOA"),
        ESCAPE,
        Sequence(b"\x1b[A"),
        Pasted("y"),
        Report(1, 7),
    ]


# Where the cursor is.


def test_a_report_tells_row_and_column() -> None:
    assert read(b"\x1b[24;80R\x1b[1;2R\x1b[0;00000R") == [Report(24, 80), Report(1, 2), Report(1, 1)]


@for_each("data", [b"\x1b[;R", b"\x1b[1R", b"\x1b[1;2;3R", b"\x1b[123456;1R", b"\x1b[1:2;3R", b"\x1b[R"])
def test_what_only_looks_like_a_report_is_none(data: bytes) -> None:
    assert not any(isinstance(token, Report) for token in read(data))


# Characters.


def test_every_byte_that_is_no_text_shows_as_one_mark() -> None:
    assert read(b"a\xe9b") == typed("a\ufffdb")
    assert read(b"\xed\xa0\x80") == typed("\ufffd" * 3)  # a surrogate
    assert read(b"\xc0\xaf\xe0\x80\xaf") == typed("\ufffd" * 5)  # longer than need be
    assert read(b"\xf4\x90\x80\x80\xff") == typed("\ufffd" * 5)
    assert read(b"\xe2\x82x") == typed("\ufffd\ufffdx")
    assert read(b"\xe2\x82\x1b[A") == [*typed("\ufffd\ufffd"), Sequence(b"\x1b[A")]
    assert read("aé".encode(), charset="ascii") == typed("a\ufffd\ufffd")
    assert read(b"\x81\x80", charset="cp1252") == typed("\ufffd€")


def test_a_character_set_of_single_bytes_is_read() -> None:
    assert read(b"Zo\xeb \xa4", charset="iso8859-15") == typed("Zoë €")


def test_half_a_character_waits_and_then_shows_as_bad() -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(b"\xe2\x82", 0.0) == []
    assert keyboard.due() == SEQUENCE_PATIENCE
    assert keyboard.feed(b"\xac", 0.9) == typed("€")
    assert keyboard.feed(b"\xe2\x82", 1.0) == []
    assert keyboard.expire(1.0 + SEQUENCE_PATIENCE) == typed("\ufffd\ufffd")
    assert read(b"\x1b\xc3") == [Alt("\ufffd")]


def test_control_characters_are_characters() -> None:
    assert read(b"\x00\x03\x08\r\n\t\x7f\x18") == typed("\x00\x03\x08\r\n\t\x7f\x18")


def test_an_unknown_character_set_is_refused() -> None:
    with pytest.raises(LookupError):
        Keyboard(DELAY, "klingon")
