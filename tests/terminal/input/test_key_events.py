"""Keys, pastes and the mouse reach Textual as its own reader would tell them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

from fleet_tui.terminal.input.keyboard import Keyboard
from fleet_tui.terminal.input.keys import Keys, report_as_key, sequences
from fleet_tui.terminal.input.tokens import Alt, Character, Pasted, Report, Sequence, Token
from tests.support.tables import for_each

DELETE, BACKSPACE = b"\x7f", b"\x08"
LATE = 1000.0

OURS = {
    # Textual takes these numbers for characters: `ESC [ 2 5 ~` is a control character to it, `ESC [ 6 2 ~` types ">".
    **{f"\x1b[{code}~": f"f{number}" for number, code in enumerate((25, 26, 28, 29, 31, 32, 33, 34), 13)},
    **{f"\x1b[5{end}": f"ctrl+{name}" for end, name in zip("ABCD", ("up", "down", "right", "left"), strict=True)},
    "\n": "enter",
    "\x1b[62~": "<scroll-up>",
    "\x1b[63~": "<scroll-down>",
    "\x1b[1;5u": "ctrl+5",
    "\x1b[1;6u": "ctrl+shift+5",
    "\x1b[1;7u": "escape ctrl+5",
    "\x1b[1;8u": "escape ctrl+shift+5",
}
"""Sequences of Textual's table that its reader never reaches, with the names that the table gives them; and Enter as
a line sends it that still translates for the shell.
"""

REPORTS = {"\x1b[1;2R": "shift+f3", "\x1b[1;5R": "ctrl+f3", "\x1b[1;6R": "ctrl+shift+f3"}
"""Keys that are cursor reports to Textual as well."""


def told(message: Message) -> tuple[object, ...]:
    """What there is to compare in an event."""
    if isinstance(message, events.Key):
        return message.key, message.character
    if isinstance(message, events.Paste):
        return "paste", message.text
    assert isinstance(message, events.MouseEvent), message
    place = message.x, message.y, message.delta_x, message.delta_y, message.screen_x, message.screen_y
    return type(message), *place, message.button, message.shift, message.meta, message.ctrl


def of_textual(text: str) -> list[tuple[object, ...]]:
    parser = XTermParser()
    return [told(message) for part in (text, "") for message in parser.feed(part)]


def of_ours(data: str, extra: dict[bytes, str] | None = None, erase: bytes = DELETE) -> list[tuple[object, ...]]:
    keyboard = Keyboard(0.1, known=sequences(extra or {}))
    keys = Keys(extra or {}, erase)
    tokens = keyboard.feed(data.encode(), 0.0) + keyboard.expire(LATE)
    return [told(message) for token in tokens for message in keys.events(token)]


def names(data: str, extra: dict[bytes, str] | None = None, erase: bytes = DELETE) -> str:
    return " ".join(str(key) for key, *_ in of_ours(data, extra, erase))


TWO_KEYS = {one for one in ANSI_SEQUENCES_KEYS if one[0] == "\x1b" and len(one) == 2}
"""An escape and a character: see `test_an_escape_and_a_character_in_one_packet_are_two_keys`."""


@for_each("sequence", [one for one in ANSI_SEQUENCES_KEYS if one not in {*OURS, *REPORTS, *TWO_KEYS}])
def test_a_key_of_textuals_table_is_what_textual_makes_of_it(sequence: str) -> None:
    assert of_ours(sequence) == of_textual(sequence)


@for_each("sequence, name", OURS.items())
def test_a_key_that_textual_misreads_has_the_name_in_its_table(sequence: str, name: str) -> None:
    assert names(sequence) == name
    assert of_textual(sequence) != of_ours(sequence), "Textual reads it now: take it out of OURS"


@for_each("code", [*({*range(0x80)} - {0x0A}), 0x80, 0x9B, 0xA0])
def test_an_ascii_or_control_character_is_what_textual_makes_of_it(code: int) -> None:
    assert of_ours(chr(code)) == of_textual(chr(code))


@given(st.characters(codec="utf-8", exclude_characters="\x1b[O"))
def test_an_escape_and_a_character_in_one_packet_are_two_keys(character: str) -> None:
    assert of_ours(f"\x1b{character}") == of_ours("\x1b") + of_ours(character)


@given(st.characters(codec="utf-8", exclude_characters="\x1b\n"))
def test_a_character_of_unicode_is_what_textual_makes_of_it(character: str) -> None:
    assert of_ours(character) == of_textual(character)


MODIFIED = [
    *(f"\x1b[1;{modifier}{end}" for end in "ABCDFHPQS" for modifier in range(2, 17)),
    *(f"\x1b[{code};{modifier}~" for code in (2, 3, 5, 6, 15, 24) for modifier in range(2, 17)),
    *(
        f"\x1b[{code};{modifier}u"
        for code in (9, 13, 27, 32, 46, 97, 127, 233, 57414, 57441)
        for modifier in range(1, 17)
    ),
    *("\x1b[97u", "\x1b[13u", "\x1b[9u", "\x1b[127u", "\x1b[97;2;65u", "\x1b[97;3;97:98u", "\x1b[32;2;32u", "\x1b[E"),
]


@for_each("sequence", MODIFIED)
def test_a_modified_key_is_what_textual_makes_of_it(sequence: str) -> None:
    assert of_ours(sequence) == of_textual(sequence)


@for_each(
    "sequence, name",
    [
        ("\x1b[1;5A", "ctrl+up"),
        ("\x1b[5;5~", "ctrl+pageup"),
        ("\x1b[13;5u", "ctrl+enter"),
        ("\x1b[27;5;13~", "ctrl+enter"),
        ("\x1b[27;2;9~", "shift+tab"),
        ("\x1b[27;5;46~", "ctrl+full_stop"),
        ("\x1b[97:65;5u", "ctrl+a"),
        ("\x1b[1;5:1A", "ctrl+up"),
        ("\x1b[1;5:3A", ""),
        ("\x1bO5A", "ctrl+up"),
        ("\x1bO1;2P", "shift+f1"),
    ],
)
def test_a_modified_key_is_told_in_every_form_in_use(sequence: str, name: str) -> None:
    assert names(sequence) == name


@for_each(
    "sequence",
    [
        *("\x1b[1114112u", "\x1b[55296u", "\x1b[7u", "\x1b[97;1;27u", "\x1b[97;1;:u", "\x1b[99~", "\x1b[9A", "\x1b[[z"),
        *("\x1b[" + "9" * 60 + "u", "\x1b[27;5;7~", "\x1b[27;5;99999999~", "\x1b[X", "\x1bO!", "\x1b[1;2;3;4A"),
        *("\x1b[=5u", "\x1b[32;5;5M", "\x1b[G"),
    ],
)
def test_a_sequence_that_is_no_key_is_nothing(sequence: str) -> None:
    assert of_ours(sequence) == []


# What the terminal itself calls its keys.


def test_the_terminals_own_function_keys_have_their_names() -> None:
    extra = {b"\x1b[M": "f1", b"\x1b?p": "f2", b"\x1bQ": "f3", b"\x1bP": "f4", b"\x1b[224z": "f5", b"\x0b": "up"}
    assert names("\x1b[M\x1b?p\x1bQ\x1bP\x1b[224z\x0b", extra) == "f1 f2 f3 f4 f5 up"
    assert of_ours("\x1b[M", {b"\x1b[M": "f1"}) == [("f1", None)]
    assert of_ours("\x0b", {b"\x0b": "up"}) == [("up", "\x0b")]


def test_the_terminals_description_goes_before_textuals_table() -> None:
    assert names("\x1b[7~", {b"\x1b[7~": "end"}) == "end"


def test_no_description_takes_away_letters_or_the_keys_that_lead_out() -> None:
    extra = {b"x": "f1", b"\r": "f2", b"\x1b": "f3", b"\x03": "f4", b"\t": "f5", b"": "f6"}
    assert names("x\r\x03\t\x1b", extra) == "x enter ctrl+c tab escape"


def test_the_erase_character_is_backspace_whatever_the_terminal_calls_it() -> None:
    extra = {BACKSPACE: "left", DELETE: "delete"}
    assert names("\x08\x7f", extra, BACKSPACE) == "backspace delete"
    assert names("\x08\x7f", extra, DELETE) == "left backspace"
    assert of_ours("\x08", erase=BACKSPACE) == [("backspace", "\x08")]


@for_each("erase", [b"", b"\x00", b"x", b"\x1b"])
def test_only_the_two_characters_in_use_erase(erase: bytes) -> None:
    assert names("x\x00\x08\x7f", erase=erase) == "x ctrl+@ backspace backspace"


@for_each("sequence, name", REPORTS.items())
def test_a_report_that_nobody_asked_for_is_a_key(sequence: str, name: str) -> None:
    (report,) = Keyboard(0.1, known=sequences({})).feed(sequence.encode(), 0.0)
    assert isinstance(report, Report)
    key = report_as_key(report)
    assert key is not None
    assert (key.key, key.character) == (name, None)


@for_each("report", [Report(1, 1), Report(2, 2), Report(1, 17), Report(24, 80), Report(0, 0)])
def test_other_reports_are_no_keys(report: Report) -> None:
    assert report_as_key(report) is None


# Pastes and the mouse.


def test_a_paste_is_told_as_textual_does_without_nul() -> None:
    assert of_ours("\x1b[200~a\x00b\nc\x1b[201~") == [("paste", "ab\nc")] == of_textual("\x1b[200~a\x00b\nc\x1b[201~")


PLACES = st.integers(1, 10_000)


@given(st.lists(st.tuples(st.integers(0, 255), PLACES, PLACES, st.sampled_from("Mm")), min_size=1, max_size=4))
def test_the_mouse_is_what_textual_makes_of_it(reports: list[tuple[int, int, int, str]]) -> None:
    data = "".join(f"\x1b[<{buttons};{x};{y}{end}" for buttons, x, y, end in reports)
    assert of_ours(data) == of_textual(data)


def test_a_mouse_far_away_is_brought_near() -> None:
    ((_, x, y, *_),) = of_ours("\x1b[<0;99999999;10001M")
    assert (x, y) == (9999, 9999)


@for_each(
    "sequence",
    [
        "\x1b[<0;0;5M",
        "\x1b[<0;5;0M",
        "\x1b[<0;-1;5M",
        "\x1b[<0;5M",
        "\x1b[<;5;5M",
        "\x1b[<999999;5;5M",
        "\x1b[<0;5;5;5M",
    ],
)
def test_a_mouse_that_can_be_nowhere_is_nothing(sequence: str) -> None:
    assert of_ours(sequence) == []


TOKENS = st.one_of(
    st.text().map(Character),
    st.text().map(Alt),
    st.binary().map(Sequence),
    st.from_regex(rb"\x1b[O\[][<?0-9;:]{0,12}[ -~]", fullmatch=True).map(Sequence),
    st.tuples(st.integers(0, 200_000), st.integers(), st.sampled_from("u~A")).map(
        lambda parts: Sequence(f"\x1b[{parts[0]};{abs(parts[1])};{parts[0]}{parts[2]}".encode())
    ),
    st.text().map(Pasted),
    st.builds(Report, st.integers(), st.integers()),
)


@given(st.lists(TOKENS))
def test_no_token_does_harm(tokens: list[Token]) -> None:
    keys = Keys({b"\x1b\xff": "f1", b"\x08": "left"}, BACKSPACE)
    for token in tokens:
        for message in keys.events(token):
            assert told(message)
        if isinstance(token, Report):
            report_as_key(token)
