"""Sequences that are damaged, unfinished, too long or nobody's come to nothing, and keys work again behind them."""

from __future__ import annotations

from fleet_tui.terminal.input.keyboard import SEQUENCE_PATIENCE, SEQUENCE_TIME, Keyboard
from fleet_tui.terminal.input.sequences import LONGEST
from fleet_tui.terminal.input.tokens import Background, Character, Sequence
from tests.support.line.reading import DELAY, ESCAPE, KNOWN, read, typed
from tests.support.tables import for_each


def test_an_unfinished_sequence_that_times_out_is_gone() -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(b"\x1b[1;", 0.0) == []
    assert keyboard.due() == SEQUENCE_PATIENCE
    assert keyboard.expire(SEQUENCE_PATIENCE) == []
    assert keyboard.feed(b"a", 2.0) == typed("a")


@for_each(
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


@for_each(
    "answer",
    [
        b"\x1b[?62;4;22;c",
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
        b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        b"\x1b]11;rgb:ffff/ffff\x07",
        b"\x1b]11;rgb:fffff/ffff/ffff\x07",
        b"\x1b]11;rgb:gggg/ffff/ffff\x1b\\",
        b"\x1b]11;#12345\x07",
        b"\x1b]11;?\x07",
        b"\x1b]11;rgb:" + b"f" * 500 + b"/ffff/ffff\x07",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b^private\x1b\\",
        b"\x1bXany\x1b\\",
    ],
)
def test_answers_to_questions_that_nobody_asked_come_to_nothing(answer: bytes) -> None:
    assert read(answer + b"q", known=KNOWN) == typed("q")


@for_each("end", [b"\x07", b"\x1b\\"])
def test_the_background_is_understood_in_every_form(end: bytes) -> None:
    for color, dark in (
        (b"rgb:ffff/ffff/ffff", False),
        (b"rgb:ff/ff/DD", False),
        (b"rgb:0/0/8", True),
        (b"rgba:1515/1818/1e1e/ffff", True),
        (b"#fbfbf8", False),
        (b"#000000", True),
    ):
        told, *rest = read(b"\x1b]11;" + color + end + b"q")
        assert isinstance(told, Background)
        assert (told.dark, rest) == (dark, typed("q")), color


def test_an_escape_within_a_sequence_starts_over() -> None:
    assert read(b"\x1b[1;\x1b[B") == [Sequence(b"\x1b[B")]
    assert read(b"\x1b]11;rgb\x1b[B") == [Sequence(b"\x1b[B")]
    assert read(b"\x1b]11;rgb\x1b\x1b[B") == [ESCAPE, Sequence(b"\x1b[B")]
    assert read(b"\x1b[M \x1b[B") == [Sequence(b"\x1b[B")]


def test_cancelling_ends_a_sequence_at_once() -> None:
    for start in (b"\x1bPx", b"\x1b]1", b"\x1b[1", b"\x1b[M ", b"\x1b[["):
        assert read(start + b"\x18q") == read(start + b"\x1aq") == typed("q")


STRINGS = tuple(bytes((0x1B, start)) for start in b"P]_^X")
"""What begins an answer as text: DCS, OSC, APC, PM and SOS."""


@for_each("start", STRINGS)
def test_half_the_end_of_a_string_is_no_escape_key(start: bytes) -> None:
    keyboard = Keyboard(DELAY)
    keyboard.feed(start + b"11;rgb\x1b", 0.0)
    assert keyboard.due() == DELAY
    assert keyboard.feed(b"\\q", 0.9 * DELAY) == typed("q")


KEYS = {
    b"q": [Character("q")],
    b"5": [Character("5")],
    b" ": [Character(" ")],
    b"\r": [Character("\r")],
    b"\t": [Character("\t")],
    b"\x0c": [Character("\x0c")],
    b"\x03": [Character("\x03")],
    b"\x7f": [Character("\x7f")],
    b"\x1b": [ESCAPE],
    b"\x1b[B": [Sequence(b"\x1b[B")],
    b"\x1bOP": [Sequence(b"\x1bOP")],
    "é".encode(): [Character("é")],
}


@for_each("start", STRINGS)
@for_each("text", [b"1", b"11;rgb:ffff/ffff/ffff", b"x" * 5000])
def test_a_key_behind_a_string_without_an_end_acts_after_the_time_of_an_escape(start: bytes, text: bytes) -> None:
    for key, tokens in KEYS.items():
        keyboard = Keyboard(DELAY, known=KNOWN)
        keyboard.feed(start + text, 0.0)
        assert keyboard.due() == DELAY, "a short time, whatever came"
        acted = keyboard.expire(DELAY) + keyboard.feed(key, DELAY)
        due = keyboard.due()
        assert acted + (keyboard.expire(due) if due else []) == tokens, key


@for_each("start", STRINGS)
def test_a_key_that_no_string_has_acts_at_once_behind_one_without_an_end(start: bytes) -> None:
    for key in range(0x20):
        if key not in b"\x07\x18\x1a\x1b":  # the end of the string, and what voids it
            assert read(start + b"11;rgb" + bytes((key,))) == typed(chr(key))
    assert read(start + b"11;rgb\x7fq") == typed("\x7fq")
    assert read(start + b"11;rgb\x1b[Bq", known=KNOWN) == [Sequence(b"\x1b[B"), *typed("q")]


@for_each("start", [b"\x1bP", b"\x1b]", b"\x1b[\x05"])
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
