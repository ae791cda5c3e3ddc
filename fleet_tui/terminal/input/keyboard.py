"""What a terminal sends, taken apart into keys, text and answers, whatever arrives and however it is cut up.

Textual's own reader ends the program over bytes that are not UTF-8 and over damaged sequences, and loses the keyboard
to a paste without an end (reliability.md, "Textual 8.2.8").
"""

from __future__ import annotations

from collections.abc import Iterable

from fleet_tui.terminal.input.decoding import Decoder
from fleet_tui.terminal.input.paste import Paste
from fleet_tui.terminal.input.sequences import EscapeSequence, KnownKeys, Step
from fleet_tui.terminal.input.tokens import Alt, Character, Token

SEQUENCE_PATIENCE = 1.0
"""Seconds to wait for the rest of what is never typed byte by byte: a sequence behind `ESC [`, half a character."""

SEQUENCE_TIME = 1.0
"""Seconds after which a sequence that comes to nothing is given up, although typed keys keep it going."""

PASTE_PATIENCE = 2.0
"""Seconds of silence after which a paste without its end mark is delivered."""
PASTE_SPEED = 100.0
"""Bytes a second: what comes slower than the slowest line is typed, into a paste without its end mark."""


class Keyboard:
    """Bytes to tokens. The time is passed in, in seconds of any clock that only goes forward.

    `escape_delay` is how long an escape waits for the rest of a key (s) before it is the Escape key. Escape and then an
    arrow key are two keys, as a person in a hurry means them, and not Alt with the arrow. `known` are sequences that
    are whole keys, from terminfo and from Textual's table.

    Raises:
        LookupError: there is no such character set.
    """

    def __init__(
        self,
        escape_delay: float,
        charset: str = "utf-8",
        known: Iterable[bytes] = (),
        *,
        paste_patience: float = PASTE_PATIENCE,
    ) -> None:
        self._escape_delay = escape_delay
        self._charset = charset
        self._known = KnownKeys(known)
        self._paste_patience = paste_patience
        self._decoder = Decoder(charset)
        self._alt = False  # the next character has an escape before it
        self._sequence: EscapeSequence | None = None
        self._sequence_end = 0.0
        self._paste: Paste | None = None
        self._paste_until: float | None = None
        self._due: float | None = None

    def reads(self, charset: str) -> None:
        """Take what is typed from now on in another character set; what has begun in the one before is not text."""
        if charset != self._charset:
            self._charset = charset
            self._decoder = Decoder(charset)

    def due(self) -> float | None:
        """When `expire` has something to do, unless more arrives before; None when nothing is unfinished."""
        return self._due

    def feed(self, data: bytes, now: float) -> list[Token]:
        """What these bytes complete. Nothing expires here: they may have been waiting to be read for long."""
        if not data:
            return []
        tokens: list[Token] = []
        position = 0
        while position < len(data):
            if self._paste is not None:
                position = self._in_paste(self._paste, data, position, tokens)
            elif self._sequence is not None:
                position = self._in_sequence(self._sequence, data, position, tokens)
            else:
                position = self._in_text(data, position, now, tokens)
        if self._paste is None:
            self._paste_until = None
        else:
            begun = now + self._paste_patience if self._paste_until is None else self._paste_until
            self._paste_until = begun + len(data) / PASTE_SPEED
        self._due = self._next_due(now)
        return tokens

    def expire(self, now: float) -> list[Token]:
        """What is taken as it stands because the rest did not come in time; nothing before `due`.

        Whatever can be read is to be fed first: on a busy machine the rest of a key may be there already.
        """
        if self._due is None or now < self._due:
            return []
        tokens: list[Token] = []
        if self._paste is not None:
            tokens.append(self._paste.result())
        elif self._sequence is not None:
            if self._sequence.typed is not None:
                tokens.append(self._sequence.typed)
        else:
            self._characters(self._decoder.finish(), tokens)
        self._paste = self._paste_until = self._sequence = self._due = None
        return tokens

    def _next_due(self, now: float) -> float | None:
        if self._paste_until is not None:
            return min(now + self._paste_patience, self._paste_until)
        if self._sequence is None and not self._decoder.unfinished:
            return None
        if self._sequence is not None and self._sequence.typed is not None:
            return now + self._escape_delay
        if self._sequence is not None and self._sequence.lost:  # nothing is lost with it, and keys may be behind it
            return min(now + self._escape_delay, self._sequence_end)
        return now + max(self._escape_delay, SEQUENCE_PATIENCE)

    def _in_text(self, data: bytes, position: int, now: float, tokens: list[Token]) -> int:
        escape = data.find(b"\x1b", position)
        if escape < 0:
            self._characters(self._decoder.decode(data[position:]), tokens)
            return len(data)
        self._characters(self._decoder.finish(data[position:escape]), tokens)
        self._sequence = EscapeSequence(self._known)
        self._sequence_end = now + SEQUENCE_TIME
        return escape + 1

    def _characters(self, text: str, tokens: list[Token]) -> None:
        if text and self._alt:
            self._alt = False
            tokens.append(Alt(text[0]))
            text = text[1:]
        tokens.extend(map(Character, text))

    def _in_sequence(self, sequence: EscapeSequence, data: bytes, position: int, tokens: list[Token]) -> int:
        for place in range(position, len(data)):
            step = sequence.take(data[place])
            if step is Step.MORE:
                continue
            self._sequence = None
            if step is Step.NOT_MINE:
                if sequence.typed is not None:
                    tokens.append(sequence.typed)
                return place
            if step is Step.ALT:
                self._alt = True
                return place
            if step is Step.PASTE:
                self._paste = Paste(self._charset)
            elif not isinstance(step, Step):
                tokens.append(step)
            return place + 1
        return len(data)

    def _in_paste(self, paste: Paste, data: bytes, position: int, tokens: list[Token]) -> int:
        position = paste.take(data, position)
        if paste.ended:
            tokens.append(paste.result())
            self._paste = None
        return position
