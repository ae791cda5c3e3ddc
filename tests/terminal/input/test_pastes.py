"""Pasted text is text whatever is in it, and much of anything is read in its time."""

from __future__ import annotations

import pytest

from fleet_tui.terminal.input.keyboard import PASTE_PATIENCE, Keyboard
from fleet_tui.terminal.input.paste import LIMIT
from fleet_tui.terminal.input.sequences import LONGEST
from fleet_tui.terminal.input.tokens import Character, Pasted
from tests.support.line.reading import DELAY, KNOWN, read, typed
from tests.support.tables import for_each


def test_a_paste_is_text_whatever_is_in_it() -> None:
    data = b"\x1b[200~a\r\nb\rc\n\x1b[A\x1b[200~\x03\x1b]x\x07\xff\x1b[201~q"
    assert read(data) == [Pasted("a\nb\nc\n\x1b[A\x1b[200~\x03\x1b]x\x07\ufffd"), Character("q")]


def test_a_paste_without_its_end_is_delivered_after_a_silence() -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(b"\x1b[200~ab", 0.0) == []
    assert keyboard.feed(b"c\xe2\x1b[2", 0.05) == []
    assert keyboard.due() == 0.05 + PASTE_PATIENCE
    assert keyboard.expire(0.05 + PASTE_PATIENCE) == [Pasted("abc\ufffd")]
    assert keyboard.feed(b"q", 10.0) == typed("q")


def test_keys_work_again_although_somebody_types_into_a_paste_without_its_end() -> None:
    keyboard = Keyboard(DELAY)
    keyboard.feed(b"\x1b[200~Ann", 0.0)
    now, tokens = 0.0, []
    while not tokens and now < 60:
        now += 0.7
        tokens = keyboard.expire(now) or keyboard.feed(b"x", now)
    assert tokens == [Pasted("Ann" + "x" * (len(tokens[0].text) - 3))]
    assert now < PASTE_PATIENCE + 1
    assert keyboard.feed(b"q", now) == typed("q")


def test_a_long_paste_on_a_slow_line_is_one() -> None:
    keyboard = Keyboard(DELAY)
    tokens = keyboard.feed(b"\x1b[200~", 0.0)
    for second in range(1, 60):
        tokens += keyboard.expire(float(second)) + keyboard.feed(b"x" * 960, float(second))
    assert tokens + keyboard.feed(b"\x1b[201~", 60.0) == [Pasted("x" * 960 * 59)]


def test_answers_that_come_into_a_paste_are_no_text() -> None:
    assert read(b"\x1b[200~An\x1b[12;40Rn\x1b[201~") == [Pasted("Ann")]


def test_the_patience_with_a_paste_can_be_set() -> None:
    keyboard = Keyboard(DELAY, paste_patience=30.0)
    keyboard.feed(b"\x1b[200~ab", 0.0)
    assert keyboard.due() == 30.0


@for_each("over", [0, 1, 70_000])
def test_a_paste_that_is_too_long_is_cut_and_says_so(over: int) -> None:
    data = b"\x1b[200~" + b"1" * (LIMIT + over) + b"\x1b[201~q"
    assert read(data) == [Pasted("1" * LIMIT, cut=over > 0), Character("q")]


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


@for_each(
    "unit",
    [
        *b"x,\x1b,\x1b[,\x1b[A,\x1b[200~,\x1b[200~\x1b[201~,\x1b[20,\x1bP,\xff,\xe2\x82".split(b","),
        *b"\x1b[999999999999,\x1b]9\x1b,\x1b[M,\x1bO5,\x1b?,\x1b\xc3,\x1b[200~\x1b".split(b","),
    ],
)
def test_no_byte_is_looked_at_more_than_a_few_times(unit: bytes) -> None:
    data = Counted(unit * (MEGABYTE // 20 // len(unit)))
    tokens = read(data, known=KNOWN)
    assert len(data) / 3 < data.looked_at < 4 * len(data)
    assert len(tokens) <= len(data)


@pytest.mark.parametrize("start", [pytest.param(b"", marks=pytest.mark.long), b"\x1b[200~"])
def test_a_megabyte_is_read(start: bytes) -> None:
    text = "Zoë\n" * (MEGABYTE // 5)
    assert read(start + text.encode()) == ([Pasted(text)] if start else typed(text))


@for_each("start", [b"\x1b[", b"\x1b]", b"\x1bO"])
def test_an_endless_sequence_is_not_kept(start: bytes) -> None:
    keyboard = Keyboard(DELAY)
    assert keyboard.feed(start + b"5" * MEGABYTE, 0.0) == []
    assert len(keyboard._sequence._data) <= LONGEST  # type: ignore[union-attr]
    assert keyboard.due() is not None
