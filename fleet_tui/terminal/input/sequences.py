"""One escape sequence while it arrives: where it ends, whether it is a key, an answer or damaged.

What is not a key is read to its end and comes to nothing; it never comes back as letters, which would act as commands
(reliability.md, "Textual 8.2.8").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

from fleet_tui.terminal.input.paste import END, START
from fleet_tui.terminal.input.tokens import (
    Alt,
    Character,
    Features,
    Identity,
    Report,
    Sequence,
    Token,
    background,
)

ESC = 0x1B
LONGEST = 64
"""Bytes of a sequence with parameters; a longer one is damaged."""

_ABORT = frozenset(b"\x18\x1a")  # CAN and SUB: what came before them is void (ECMA-48)
_BEL = 0x07
_STRINGS = frozenset(b"P]_^X")  # DCS, OSC, APC, PM, SOS: answers as text, up to ST or BEL
_KEYS = frozenset((*range(0x20), 0x7F)) - _ABORT - {_BEL, ESC}  # no answer has them: they are pressed
_WELL_FORMED = re.compile(rb"\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]")
_REPORT = re.compile(rb"\x1b\[([0-9]{1,5});([0-9]{1,5})R")
_IDENTITY = re.compile(rb"\x1b\[>([0-9]{1,5}(?:;[0-9]{1,5}){1,4})c")
_FEATURES = re.compile(rb"\x1b\[\?([0-9]{1,5}(?:;[0-9]{1,5}){0,30})c")
# Answers to questions (private parameters but the mouse's, DA, DSR, sizes, modes), and focus gained and lost.
_ANSWER = re.compile(rb"\x1b\[(?:[=>?].*|<.*[^Mm]|.*[cnty]|[IO])", re.DOTALL)
_MOUSE_BYTES = 3  # what follows `ESC [ M` in the oldest mouse protocol


class Step(Enum):
    """What a byte did to the sequence, when it did not end it as a token."""

    MORE = auto()
    """The sequence goes on."""

    OVER = auto()
    """It ended and comes to nothing."""

    PASTE = auto()
    """It ended, and a bracketed paste begins."""

    NOT_MINE = auto()
    """The byte does not belong to it: what came before is what was typed (`typed`), and the byte is read afresh."""

    ALT = auto()
    """The byte begins a character, and the escape before it is the Alt key."""


class _Part(Enum):
    ESCAPE = auto()
    NAMED = auto()  # on the way to a key that only `Known` tells, such as `ESC ? p`
    SS3 = auto()
    CSI = auto()
    LINUX = auto()  # `ESC [ [` and one letter: function keys of the Linux console
    MOUSE = auto()
    STRING = auto()


_INTRODUCED = {ord("O"): _Part.SS3, ord("["): _Part.CSI} | dict.fromkeys(_STRINGS, _Part.STRING)


class KnownKeys:
    """Byte sequences that are keys, whatever the grammar of escape sequences says of them.

    Left out: what does not begin with an escape, what would hide every other sequence, the marks of a paste, and
    what is not ASCII, for characters are read by the character set.
    """

    def __init__(self, sequences: Iterable[bytes]) -> None:
        hiding = {b"\x1b", b"\x1b[", b"\x1bO", START, END}
        usable = {data for data in sequences if data.startswith(b"\x1b") and data.isascii()} - hiding
        self.keys = frozenset(data for data in usable if len(data) <= LONGEST)
        self.beginnings = frozenset(data[:length] for data in self.keys for length in range(2, len(data)))


class EscapeSequence:
    """Takes the bytes behind an escape one by one. The work for a byte is bounded, however many came before."""

    def __init__(self, known: KnownKeys) -> None:
        self._known = known
        self._part = _Part.ESCAPE
        self._data = bytearray((ESC,))
        self._text = bytearray()
        """What came of an answer as text, as far as an answer that is understood goes."""
        self._damaged = False
        self._mouse_bytes = _MOUSE_BYTES

    @property
    def typed(self) -> Token | None:
        """The key that a person may have pressed when nothing follows: Escape, or Alt with what begins a sequence.

        Escape also behind an answer without an end.

        `ESC [` is none: nearly every key begins with it, and on a slow line the rest may be late.
        """
        data = bytes(self._data)
        if self._part is _Part.ESCAPE:
            return Character("\x1b")
        if self._part is _Part.NAMED and data in self._known.keys:
            return Sequence(data)
        if self._part is _Part.STRING and len(data) > 2 and data[-1] == ESC:
            return Character("\x1b")
        if len(data) == 2 and self._part in (_Part.NAMED, _Part.SS3, _Part.STRING):
            return Alt(chr(data[1]))
        return None

    @property
    def lost(self) -> bool:
        """Whether nothing can become of it any more, whatever follows: an answer as text, or a damaged sequence."""
        return self._damaged or self._part is _Part.STRING

    def take(self, byte: int) -> Token | Step:
        """What the next byte makes of the sequence. After anything but `MORE` the sequence is used up."""
        if self._part is _Part.STRING:
            return self._in_string(byte)
        if byte == ESC:
            return Step.NOT_MINE
        if self._part is _Part.ESCAPE:
            return self._introduced(byte)
        if byte in _ABORT:
            return Step.OVER
        match self._part:
            case _Part.CSI:
                return self._in_csi(byte)
            case _Part.SS3:
                return self._in_ss3(byte)
            case _Part.NAMED:
                return self._in_named(byte)
            case _Part.LINUX:
                self._data.append(byte)
                return Sequence(bytes(self._data)) if 0x21 <= byte <= 0x7E else Step.OVER
        self._mouse_bytes -= 1
        return Step.MORE if self._mouse_bytes else Step.OVER

    def _introduced(self, byte: int) -> Token | Step:
        pair = bytes((ESC, byte))
        if pair in self._known.beginnings and byte not in _INTRODUCED:
            self._part = _Part.NAMED
        elif pair in self._known.keys:
            return Sequence(pair)
        elif byte in _INTRODUCED:
            self._part = _INTRODUCED[byte]
            self._text.append(byte)
        else:
            return Step.ALT
        self._data.append(byte)
        return Step.MORE

    def _in_string(self, byte: int) -> Token | Step:
        closing = self._data[-1] == ESC
        if closing and byte != ord("\\"):  # the escape was not half an end: it starts over
            self._part, self._data, self._text = _Part.ESCAPE, bytearray((ESC,)), bytearray()
            return self.take(byte)
        if closing or byte == _BEL:
            return background(bytes(self._text).rstrip(b"\x1b")) or Step.OVER
        if byte in _ABORT:
            return Step.OVER
        if byte in _KEYS:
            return Step.NOT_MINE
        if len(self._text) < LONGEST:
            self._text.append(byte)
        self._data[2:] = (byte,)  # of an unrequested answer only the last byte matters
        return Step.MORE

    def _in_ss3(self, byte: int) -> Token | Step:
        if not 0x20 <= byte <= 0x7E:
            return Step.NOT_MINE
        self._damaged = self._damaged or len(self._data) == LONGEST
        if not self._damaged:
            self._data.append(byte)
        if byte in b"0123456789;":
            return Step.MORE
        return Step.OVER if self._damaged else Sequence(bytes(self._data))

    def _in_named(self, byte: int) -> Token | Step:
        data = bytes((*self._data, byte))
        if data in self._known.beginnings:
            self._data.append(byte)
            return Step.MORE
        if data in self._known.keys:
            return Sequence(data)
        return Step.OVER if self.typed is None else Step.NOT_MINE

    def _in_csi(self, byte: int) -> Token | Step:
        self._damaged = self._damaged or not 0x20 <= byte <= 0x7E or len(self._data) == LONGEST
        if not self._damaged:
            self._data.append(byte)
        data = bytes(self._data)
        if data == b"\x1b[[":
            self._part = _Part.LINUX
            return Step.MORE
        if not 0x40 <= byte <= 0x7E:
            # Keys of rxvt end in a dollar sign, with which no sequence ends by the grammar.
            return Sequence(data) if data in self._known.keys and not self._damaged else Step.MORE
        return Step.OVER if self._damaged else self._whole(data)

    def _whole(self, data: bytes) -> Token | Step:
        report = _REPORT.fullmatch(data)
        if report:
            return Report(int(report[1]) or 1, int(report[2]) or 1)  # 0 says the same as 1 (ECMA-48)
        identity = _IDENTITY.fullmatch(data)
        if identity:
            return Identity(tuple(map(int, identity[1].split(b";"))))
        features = _FEATURES.fullmatch(data)
        if features:
            return Features(tuple(map(int, features[1].split(b";"))))
        if data == START:
            return Step.PASTE
        if data in self._known.keys:
            return Sequence(data)
        if data == b"\x1b[M":
            self._part = _Part.MOUSE
            return Step.MORE
        if data == END or _ANSWER.fullmatch(data) or not _WELL_FORMED.fullmatch(data):
            return Step.OVER
        return Sequence(data)
