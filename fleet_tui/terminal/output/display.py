"""The screen as it should be, as the terminal shows it, and the next bytes on the way from one to the other.

Pure: what Textual writes goes in, pieces come out when there is room for them on the line, the terminal's answers go
in. The time is passed in, in seconds of one monotonic clock.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial

from fleet_tui.terminal.input.tokens import Identity, Report
from fleet_tui.terminal.line.pacing import Pacing
from fleet_tui.terminal.output import clipboard
from fleet_tui.terminal.output.direction import ASK_IDENTITY, from_the_right, kept, turns_rows
from fleet_tui.terminal.output.folding import Folding
from fleet_tui.terminal.output.grid import Row, ScreenBuffer, on_blank
from fleet_tui.terminal.output.moves import Place
from fleet_tui.terminal.output.painter import Painter, Shown
from fleet_tui.terminal.output.parser import Bell, OutputParser, Repaint
from fleet_tui.terminal.terminfo.capabilities import Capabilities
from fleet_tui.terminal.terminfo.charsets import ASCII, UTF_8
from fleet_tui.terminal.terminfo.probe import found, probe
from fleet_tui.terminal.terminfo.profiles import Profile

SMALLEST = 20, 6
"""Columns and lines of the smallest screen that is laid out; a smaller terminal shows a part of it."""
SLOW = 20_000.0
"""Bytes a second below which a picture is waited for until it is whole: what is painted twice is paid for."""
SETTLING = 0.02
"""Seconds that Textual takes, after the first of its updates for a key, to send the others."""
_MISTAKES = 3
"""Reports of the wrong place after which a terminal's reports are not compared any more."""
UNSEEN = 10.0
"""Seconds without a piece after which a terminal is asked before it is painted on: another program, as `wall` does,
may have written on it meanwhile, and behind a painting the cursor is where it was left in any case."""


@dataclass(frozen=True, slots=True)
class Question:
    """Where the cursor was left when the terminal was asked for it."""

    place: Place
    picture: int
    """The number of the picture begun on an unknown screen: the place in an earlier one is not known any more."""
    probe: bool = False


class Display:
    """What one terminal shows, and what it should."""

    def __init__(self, capabilities: Capabilities, profile: Profile, columns: int, lines: int) -> None:
        self._can = capabilities
        self._profile = profile
        self._clipboard = profile.clipboard
        # Some terminals that call themselves xterm do not know `rep`: it is tried before it is used.
        self._repeats: bool | None = None
        self._write_in(profile.charset, profile.line_drawing)
        self.size = columns, lines
        """Columns and lines of the terminal."""
        self.doubted = False
        """Whether another program may have changed the terminal's modes, so that they are to be set again."""
        self._parser = OutputParser(ScreenBuffer(*self.layout))
        self._shown = Shown()
        self._laid_out = True
        self._rings = self._hurries = False
        self._copy = b""
        self._speed = profile.speed
        self._begun = 0
        self._asks_who = self._knows_who = self._turns_rows = False
        """Whether the terminal is to be asked, was asked, and has said that it turns rows round (see `direction`)."""
        self._mistakes = 0
        self._left = 0.0
        self.pacing = Pacing(profile.speed, answers=bool(capabilities.ask))

    def _write_in(self, charset: str, line_drawing: bool) -> None:
        """Send these characters from now on."""
        self._letters = charset, line_drawing
        self._folding = Folding(self._can, charset=charset, line_drawing=line_drawing, colors=self._profile.colors)
        can = self._can if self._repeats is not None else dataclasses.replace(self._can, rep=b"")
        self._painter = Painter(can, charset, repeats_beyond_ascii=bool(self._repeats))
        self._wanted: list[Row] = []

    @property
    def typed_charset(self) -> str:
        """The character set of what is typed; where none is known UTF-8, which ASCII is a part of."""
        return UTF_8 if self._letters[0] == ASCII else self._letters[0]

    @property
    def layout(self) -> tuple[int, int]:
        """Columns and lines that Textual lays its screens out for, which it cannot do for less than `SMALLEST`."""
        return max(self.size[0], SMALLEST[0]), max(self.size[1], SMALLEST[1])

    @property
    def settling(self) -> float:
        """Seconds to wait for the rest of a picture: none on a fast line."""
        rate = self.pacing.rate
        return SETTLING if rate is not None and rate < SLOW else 0.0

    @property
    def besides(self) -> bool:
        """Whether something is to be sent that is no picture: a bell, a text for the clipboard."""
        return self._rings or bool(self._copy)

    @property
    def questions(self) -> int:
        """How many answers are still to come."""
        return len(self.pacing.expected)

    def write(self, data: str) -> None:
        """Take what Textual writes.

        A text for the clipboard that is longer than `longest_copy` is not sent: the terminal keeps the one that it has.
        Of several that wait, only the last is sent.
        """
        self._laid_out = True
        for request in self._parser.feed(data):
            if isinstance(request, Bell):
                self._rings = bool(self._can.bel)
            elif isinstance(request, Repaint):
                self.repaint()
                self.doubted = self._hurries = True
            else:
                self._copy = b"" if len(request.text) > self.longest_copy else clipboard.copied(request.text)

    def resize(self, columns: int, lines: int) -> None:
        """The terminal has another size: what it makes of what it shows is its own affair.

        Nothing is painted until Textual has written something for that size: all of it would be paid for twice.
        """
        if (columns, lines) != self.size:
            self.size = columns, lines
            self._parser.grid = self._parser.grid.resized(*self.layout)
            self._wanted = []
            self._laid_out = False
        self._forget()

    def repaint(self) -> None:
        """Treat the terminal's screen as unknown: all of it is painted again."""
        self._forget()
        self._mistakes = 0
        self._laid_out = True

    def restart(self, now: float) -> bytes:
        """The terminal was just taken over; gives what is sent first: questions about it, if it can be asked.

        What they write is cleared away behind them.
        """
        self._forget()
        self._mistakes = 0
        self._left = now
        self.pacing.reset(now)
        cleared = self._painter.clear(*self.size)
        self._shown = cleared.shown
        if not self._can.ask or self.pacing.silent:
            return cleared.data
        data = probe(self._can) + cleared.data
        self.pacing.sent(len(data), now, True, Question((0, None), self._begun, probe=True))
        return data

    @property
    def all_sent(self) -> bool:
        """Whether nothing of the picture is left to be sent."""
        return (
            self._laid_out
            and self._shown.rows == self._picture()
            and not self.besides
            and self._shown.place == self._cursor
        )

    def piece(self, now: float) -> bytes | None:
        """What is sent next: nothing yet (empty) when it has to wait for the line, None when all is shown."""
        if not self._laid_out or self.all_sent:
            return None
        wanted = self._picture()
        if self._hurries:
            self._hurries = False
            self.pacing.hurry(now)
        room = self.pacing.allowance(now)
        if room <= 0:
            return b""
        before = self._question_before(now)
        besides = (self._can.bel if self._rings else b"") + self._copy
        if self._asks_who and not self.pacing.silent:
            besides += ASK_IDENTITY
            self._asks_who, self._knows_who = False, True
        room -= len(before) + len(self._can.ask) + len(besides)
        painting = self._painter.paint(self._shown, wanted, max(1, room), self._cursor)
        data = painting.data + besides
        self._rings, self._copy = False, b""
        self._shown = painting.shown
        asks = not self.pacing.silent
        if asks:
            data += self._can.ask
        self.pacing.sent(len(data), now, asks, Question(painting.shown.place, self._begun))
        self._left = now
        return before + data

    def _question_before(self, now: float) -> bytes:
        """Asks whether the cursor still is where it was left, after some time without a look."""
        if self.pacing.silent or now - self._left < UNSEEN:
            return b""
        self.pacing.sent(len(self._can.ask), now, True, Question(self._shown.place, self._begun))
        return self._can.ask

    def answered(self, report: Report, now: float) -> bool:
        """The terminal said where its cursor is; False when it was not asked."""
        place = (report.row - 1, report.column - 1)
        fits = partial(self._fits, place)
        piece = self.pacing.answered(now, fits)
        if piece is None:
            return False
        if piece.tag.probe:
            self._probed(place)
        elif not fits(piece.tag):
            self._mistaken()
        return True

    def _fits(self, place: tuple[int, int], question: Question) -> bool:
        if question.picture != self._begun and not question.probe:
            return True
        return all(known is None or known == told for told, known in zip(place, question.place, strict=True))

    def _probed(self, place: tuple[int, int]) -> None:
        """The first answer says whether this terminal reads UTF-8, and which characters it repeats.

        It says nothing when it may as well be the answer to a later question, and the first one's was lost.
        """
        if any(self._fits(place, question) for question in self.pacing.expected):
            return
        told = found(self._can, place)
        if told is None:
            return
        self._repeats, profile = told.repeats, self._profile
        letters = (UTF_8, False) if told.reads_utf8 else (profile.other_charset, profile.other_line_drawing)
        if letters != self._letters and self._letters != (ASCII, False):
            self._forget()  # what was sent in other letters
        self._write_in(*letters)

    def _mistaken(self) -> None:
        """The cursor is not where it was left: something else wrote to the terminal, or it counts cells otherwise."""
        self._mistakes += 1
        if self._mistakes <= _MISTAKES:
            self._forget()

    def _forget(self) -> None:
        """What the terminal shows is not known, nor where the answers that are still to come will find its cursor."""
        self._shown = Shown()
        self._begun += 1

    def _picture(self) -> list[Row]:
        grid = self._parser.grid
        lines = range(self.size[1])
        if not self._wanted:
            self._wanted = [self._row(grid.rows[line]) for line in lines]
        else:
            for line in grid.touched.intersection(lines):
                self._wanted[line] = self._row(grid.rows[line])
        grid.touched.clear()
        return self._wanted

    def _row(self, row: Row) -> Row:
        """The row as it is sent."""
        folded = self._folding.row(self._seen(row))
        if self._letters[0] != UTF_8 or not from_the_right(folded):
            return folded
        self._asks_who = not self._knows_who
        return kept(folded) if self._turns_rows else folded

    def identified(self, terminal: Identity) -> None:
        """The terminal said which one it is."""
        if turns_rows(terminal.numbers) and not self._turns_rows:
            self._turns_rows = True
            self._wanted = []

    def _seen(self, row: Row) -> Row:
        """What a terminal that is narrower than the screen has room for."""
        columns = self.size[0]
        if columns == len(row):
            return row
        half = [] if row[columns][0] else [(" ", on_blank(row[columns][1]))]
        return [*row[: columns - len(half)], *half]

    @property
    def _cursor(self) -> tuple[int, int]:
        line, column = self._parser.cursor
        return min(line, self.size[1] - 1), min(column, self.size[0] - 1)

    @property
    def longest_copy(self) -> int:
        """Bytes of a text that the terminal is handed for its clipboard, as fast as the line is now; 0 without one."""
        return clipboard.longest(self.pacing.rate or self._speed) if self._clipboard else 0
