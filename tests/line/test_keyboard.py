"""What a terminal sends is taken apart the same however it is cut up, and nothing it sends does harm."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.terminal.keyboard import PASTE_PATIENCE, SEQUENCE_PATIENCE, SEQUENCE_TIME, Keyboard
from fleet_tui.terminal.sequences import LONGEST
from fleet_tui.terminal.tokens import Alt, Character, Pasted, Report, Sequence, Token

DELAY = 0.25
LATE = 1000.0
KNOWN = (b"\x1b[A", b"\x1b[3$", b"\x1b[M@", b"\x1b?p", b"\x1bf")
CHARSETS = ["utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", "cp437", "koi8-r"]
ESCAPE = Character("\x1b")


def read(data: bytes, **options: object) -> list[Token]:
    """What bytes come to that are followed by nothing."""
    keyboard = Keyboard(DELAY, **options)  # type: ignore[arg-type]
    return keyboard.feed(data, 0.0) + keyboard.expire(LATE)


def typed(text: str) -> list[Token]:
    return [Character(character) for character in text]


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[start:end] for start, end in pairwise(places)]


VALID = st.one_of(
    st.characters(codec="utf-8", exclude_characters="\x1b").map(lambda one: (one.encode(), [Character(one)])),
    st.characters(codec="utf-8", exclude_characters="\x1b[OP]_^X?").map(
        lambda one: (b"\x1b" + one.encode(), [Alt(one)])
    ),
    st.sampled_from([b"\x1b[A", b"\x1b[1;5A", b"\x1bOP", b"\x1b[[A", b"\x1b[3$", b"\x1b?p", b"\x1b[<0;5;7M"]).map(
        lambda data: (data, [Sequence(data)])
    ),
    st.tuples(st.integers(1, 99999), st.integers(1, 99999)).map(
        lambda at: (b"\x1b[%d;%dR" % at, [Report(at[0], at[1])])
    ),
    st.sampled_from(
        [b"\x1b[?2026;2$y", b"\x1bP1$r0m\x1b\\", b"\x1b]11;rgb:0/0/0\x07", b"\x1b[?62;4c", b"\x1b[I", b"\x1b[M !!"]
    ).map(lambda data: (data, [])),
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
    keyboard = Keyboard(DELAY, charset, KNOWN, paste_limit=5)
    tokens = [token for piece in pieces(data, cuts) for token in keyboard.feed(piece, 0.0)]
    assert tokens + keyboard.expire(LATE) == read(data, charset=charset, known=KNOWN, paste_limit=5)


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
    tokens = read(data, charset="iso8859-1", paste_limit=limit)
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


@pytest.mark.parametrize("key", [b"\x1b[A", b"\x1bOA", b"\x1b[1;5A", b"\x1b[[B", b"\x1b[15;2~", b"\x1b?p", b"\x1b[3$"])
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


@pytest.mark.parametrize(("data", "character"), [(b"\x1bx", "x"), ("\x1bé".encode(), "é"), (b"\x1b\r", "\r")])
def test_an_escape_before_a_character_is_the_alt_key(data: bytes, character: str) -> None:
    assert read(data + b"y") == [Alt(character), Character("y")]


@pytest.mark.parametrize("letter", "OP]_^X")
def test_alt_with_what_begins_a_sequence_is_a_key_when_nothing_follows(letter: str) -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(b"\x1b" + letter.encode(), 0.0) == []
    assert keyboard.due() == DELAY
    assert keyboard.expire(DELAY) == [Alt(letter)]


def test_alt_and_o_before_what_is_no_function_key_is_typed() -> None:
    assert read(b"\x1bO\r") == [Alt("O"), Character("\r")]
    assert read(b"\x1bO\x1b[A") == [Alt("O"), Sequence(b"\x1b[A")]


# Sequences that are damaged, unfinished, too long or nobody's.


def test_an_unfinished_sequence_that_times_out_is_gone() -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(b"\x1b[1;", 0.0) == []
    assert keyboard.due() == SEQUENCE_PATIENCE
    assert keyboard.expire(SEQUENCE_PATIENCE) == []
    assert keyboard.feed(b"a", 2.0) == typed("a")


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b[" + b"1;" * LONGEST + b"A",
        b"\x1b[" + b"9" * LONGEST + b"R",
        b"\x1bO" + b"5" * LONGEST + b"A",
        b"\x1b[1\x055A",
        b"\x1b[\xe9A",
        b"\x1b[ 1A",
        b"\x1b[1\x7fB",
        b"\x1b[1;\x18",
        b"\x1b[1;\x1a",
        b"\x1bO5\x18",
        b"\x1bPq#0\x18",
        b"\x1b[[\x07",
        b"\x1b[201~",
        b"\x1b[<0;1;2",
        b"\x1b]" + b"x" * 5000 + b"\x07",
    ],
)
def test_what_is_damaged_too_long_or_cancelled_comes_to_no_letters(data: bytes) -> None:
    assert read(data + b"\x1b[Bq") == [Sequence(b"\x1b[B"), Character("q")]


@pytest.mark.parametrize(
    "answer",
    [
        b"\x1b[?62;4;22c",
        b"\x1b[>41;354;0c",
        b"\x1b[0n",
        b"\x1b[?2026;2$y",
        b"\x1b[4;1$y",
        b"\x1b[?1u",
        b"\x1b[<1u",
        b"\x1b[?3;5R",
        b"\x1b[48;9999;9999;99999;99999t",
        b"\x1b[8;24;80t",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1bP>|XTerm(380)\x1b\\",
        b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
        b"\x1b]11;rgb:ffff/ffff/ffff\x07",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b^private\x1b\\",
        b"\x1bXany\x1b\\",
    ],
)
def test_answers_to_questions_that_nobody_asked_come_to_nothing(answer: bytes) -> None:
    assert read(answer + b"q", known=KNOWN) == typed("q")


def test_an_escape_within_a_sequence_starts_over() -> None:
    assert read(b"\x1b[1;\x1b[B") == [Sequence(b"\x1b[B")]
    assert read(b"\x1b]11;rgb\x1b[B") == [Sequence(b"\x1b[B")]
    assert read(b"\x1b]11;rgb\x1b\x1b[B") == [ESCAPE, Sequence(b"\x1b[B")]
    assert read(b"\x1b[M \x1b[B") == [Sequence(b"\x1b[B")]


def test_cancelling_ends_a_sequence_at_once() -> None:
    for start in (b"\x1bPx", b"\x1b]1", b"\x1b[1", b"\x1b[M ", b"\x1b[["):
        assert read(start + b"\x18q") == read(start + b"\x1aq") == typed("q")


def test_half_the_end_of_a_string_is_no_escape_key() -> None:
    keyboard = Keyboard(DELAY)
    keyboard.feed(b"\x1b]11;rgb\x1b", 0.0)
    assert keyboard.due() == SEQUENCE_PATIENCE
    assert keyboard.feed(b"\\q", 0.5) == typed("q")


@pytest.mark.parametrize("start", [b"\x1bP", b"\x1b]", b"\x1b[\x05"])
def test_typing_on_does_not_keep_a_lost_sequence_alive(start: bytes) -> None:
    keyboard = Keyboard(DELAY)
    keyboard.feed(start, 0.0)
    now = 0.0
    while (due := keyboard.due()) is not None and due > now:
        assert now <= SEQUENCE_TIME
        now += 0.2
        keyboard.feed(b"5", now)
    keyboard.expire(now)
    assert keyboard.feed(b"q", now) == typed("q")


def test_the_bytes_of_the_oldest_mouse_protocol_are_no_letters() -> None:
    assert read(b"\x1b[M q!q") == typed("q")
    assert read(b"\x1b[M\xff\xff\xffq") == typed("q")


def test_a_reported_mouse_is_a_sequence() -> None:
    assert read(b"\x1b[<0;5;7M\x1b[<0;5;7m") == [Sequence(b"\x1b[<0;5;7M"), Sequence(b"\x1b[<0;5;7m")]


# Keys that only the terminal's description tells.


@pytest.mark.parametrize("key", [b"\x1b[M", b"\x1b[I", b"\x1b[1;5t", b"\x1bP", b"\x1b?p", b"\x1b[24$", b"\x1bfgh"])
def test_a_known_key_goes_before_the_grammar(key: bytes) -> None:
    assert read(key + b"q", known=[key]) == [Sequence(key), Character("q")]


def test_what_begins_like_a_known_key_and_is_none_comes_to_no_letters() -> None:
    assert read(b"\x1b?xq", known=[b"\x1b?p"]) == [Alt("?"), *typed("xq")]
    assert read(b"\x1bfgxq", known=[b"\x1bfgh"]) == typed("q")
    assert read(b"\x1bfg", known=[b"\x1bf", b"\x1bfgh"]) == []
    assert read(b"\x1bf", known=[b"\x1bf", b"\x1bfgh"]) == [Sequence(b"\x1bf")]


@pytest.mark.parametrize("wrong", [b"", b"\x1b", b"\x1b[", b"\x1bO", b"\x1b\x1b[A", b"x", b"\x1b[200~", b"\x1b[1;7R"])
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


@pytest.mark.parametrize("data", [b"\x1b[;R", b"\x1b[1R", b"\x1b[1;2;3R", b"\x1b[123456;1R", b"\x1b[1:2;3R", b"\x1b[R"])
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


# Pastes.


def test_a_paste_is_text_whatever_is_in_it() -> None:
    data = b"\x1b[200~a\r\nb\rc\n\x1b[A\x1b[200~\x03\x1b]x\x07\xff\x1b[201~q"
    assert read(data) == [Pasted("a\nb\nc\n\x1b[A\x1b[200~\x03\x1b]x\x07\ufffd"), Character("q")]


def test_a_paste_without_its_end_is_delivered_after_a_silence() -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(b"\x1b[200~ab", 0.0) == []
    assert keyboard.feed(b"c\xe2\x1b[2", 1.0) == []
    assert keyboard.due() == 1.0 + PASTE_PATIENCE
    assert keyboard.expire(1.0 + PASTE_PATIENCE) == [Pasted("abc\ufffd")]
    assert keyboard.feed(b"q", 10.0) == typed("q")


def test_the_patience_with_a_paste_can_be_set() -> None:
    keyboard = Keyboard(DELAY, paste_patience=30.0)
    keyboard.feed(b"\x1b[200~ab", 0.0)
    assert keyboard.due() == 30.0


def test_a_paste_that_is_too_long_is_cut_and_says_so() -> None:
    assert read(b"\x1b[200~12345\x1b[201~q", paste_limit=5) == [Pasted("12345"), Character("q")]
    assert read(b"\x1b[200~123456\x1b[201~q", paste_limit=5) == [Pasted("12345", cut=True), Character("q")]
    assert read(b"\x1b[200~" + b"1" * 1_000_001 + b"\x1b[201~") == [Pasted("1" * 1_000_000, cut=True)]


def test_an_end_mark_that_only_begins_is_text() -> None:
    for length in range(1, 6):
        keyboard = Keyboard(DELAY)
        begun = b"\x1b[201~"[:length]
        assert keyboard.feed(b"\x1b[200~" + begun, 0.0) == []
        assert keyboard.feed(b"x\x1b[20", 0.0) == []
        assert keyboard.feed(b"1~", 0.0) == [Pasted(begun.decode() + "x")]


# Much of anything.

MEGABYTE = 1_000_000


class Counted(bytes):
    """Bytes that know how many of them were looked at or copied."""

    looked_at = 0

    def __getitem__(self, place):  # type: ignore[no-untyped-def, override]
        found = super().__getitem__(place)
        self.looked_at += 1 if isinstance(found, int) else len(found)
        return found


@pytest.mark.parametrize(
    "unit",
    [
        *b"x,\x1b,\x1b[,\x1b[A,\x1b[200~,\x1b[200~\x1b[201~,\x1b[20,\x1bP,\xff,\xe2\x82".split(b","),
        *b"\x1b[999999999999,\x1b]9\x1b,\x1b[M,\x1bO5,\x1b?,\x1b\xc3,\x1b[200~\x1b".split(b","),
    ],
)
def test_no_byte_is_looked_at_more_than_a_few_times(unit: bytes) -> None:
    data = Counted(unit * (MEGABYTE // 5 // len(unit)))
    tokens = read(data, known=KNOWN)
    assert len(data) / 3 < data.looked_at < 4 * len(data)
    assert len(tokens) <= len(data)


@pytest.mark.parametrize("start", [b"", b"\x1b[200~"])
def test_a_megabyte_is_read(start: bytes) -> None:
    text = "Zoë\n" * (MEGABYTE // 5)
    assert read(start + text.encode()) == ([Pasted(text)] if start else typed(text))


@pytest.mark.parametrize("start", [b"\x1b[", b"\x1b]", b"\x1bO"])
def test_an_endless_sequence_is_not_kept(start: bytes) -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(start + b"5" * MEGABYTE, 0.0) == []
    assert len(keyboard._sequence._data) <= LONGEST  # type: ignore[union-attr]
    assert keyboard.due() is not None
