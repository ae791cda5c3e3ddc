"""The screen as it should be, as the terminal shows it, and the next bytes on the way from one to the other.

Pure: what Textual writes goes in, pieces come out when there is room for them on the line, the terminal's answers go
in. The time is passed in, in seconds of one monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from fleet_tui.terminal.input.tokens import Features, Identity, Report
from fleet_tui.terminal.line.pacing import Pacing
from fleet_tui.terminal.output import clipboard
from fleet_tui.terminal.output.abilities import Abilities
from fleet_tui.terminal.output.grid import Row, ScreenBuffer, on_blank
from fleet_tui.terminal.output.moves import Place
from fleet_tui.terminal.output.painter import Shown
from fleet_tui.terminal.output.parser import Bell, OutputParser, Repaint
from fleet_tui.terminal.terminfo.capabilities import Capabilities
from fleet_tui.terminal.terminfo.probe import LAST_STOP, found, probe, tab_probe
from fleet_tui.terminal.terminfo.profiles import Profile

SMALLEST = 20, 6
"""Columns and lines of the smallest screen that is laid out; a smaller terminal shows a part of it."""
SLOW = 20_000.0
"""Bytes a second below which a picture is waited for until it is whole: what is painted twice is paid for."""
SETTLING = 0.02
"""Seconds that Textual takes, after the first of its updates for a key, to send the others."""
_MISTAKES = 3
"""Reports of the wrong place after which a terminal's reports are not compared any more."""
TITLE = b"\x1b]2;%s\a"
TITLE_SAVED = b"\x1b[22;"
"""How the title of the window is set, and what of taking the screen saves it (xterm's window operations)."""
ASK_BACKGROUND = b"\x1b]11;?\x1b\\"
"""Asks for the colour behind text; the answer comes before that to a later question."""
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
    tabs: bool = False
    """Whether the answer says where the tab stops are."""


class Display:
    """What one terminal shows, and what it should."""

    def __init__(self, capabilities: Capabilities, profile: Profile, columns: int, lines: int) -> None:
        self._can = capabilities
        self._profile = profile
        self._clipboard = profile.clipboard
        self._abilities = Abilities(capabilities, profile)
        self._wanted: list[Row] = []
        self.size = columns, lines
        """Columns and lines of the terminal."""
        self.doubted = False
        """Whether another program may have changed the terminal's modes, so that they are to be set again."""
        self._parser = OutputParser(ScreenBuffer(*self.layout))
        self._shown = Shown()
        self._laid_out = True
        self._rings = self._hurries = False
        self._copy = b""
        self._title = self._title_shown = ""
        self._speed = profile.speed
        self._begun = 0
        self._mistakes = 0
        self._left = 0.0
        self.pacing = Pacing(profile.speed, answers=bool(capabilities.ask))

    @property
    def typed_charset(self) -> str:
        """The character set of what is typed; where none is known UTF-8, which ASCII is a part of."""
        return self._abilities.typed_charset

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
        """Whether something is to be sent that is no picture: a bell, a text for the clipboard, a title."""
        return self._rings or bool(self._copy) or self._title != self._title_shown

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

    def show_title(self, title: str) -> None:
        """Name the terminal's window, if its old name comes back with its old screen."""
        if self._profile.title and TITLE_SAVED in self._can.smcup:
            self._title = "".join(filter(str.isprintable, title))

    def resize(self, columns: int, lines: int) -> None:
        """The terminal has another size: what it makes of what it shows is its own affair.

        Nothing is painted until Textual has written something for that size: all of it would be paid for twice.
        """
        if (columns, lines) != self.size:
            self.size = columns, lines
            self._abilities.resized(columns)
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
        self._left, self._title_shown = now, ""
        self.pacing.reset(now)
        cleared = self._abilities.painter.clear(*self.size)
        self._shown = cleared.shown
        if not self._can.ask or self.pacing.silent:
            return cleared.data
        background = ASK_BACKGROUND if self._profile.background else b""
        letters, tabs = background + probe(self._can), tab_probe(self._can, self.size[0])
        self.pacing.sent(len(letters), now, True, Question((0, None), self._begun, probe=True))
        if tabs:
            self.pacing.sent(len(tabs), now, True, Question((0, LAST_STOP), self._begun, tabs=True))
        return letters + tabs + cleared.data

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
        titled = TITLE % self._abilities.words(self._title) if self._title != self._title_shown else b""
        besides = (self._can.bel if self._rings else b"") + self._copy + titled
        room -= len(before) + len(self._can.ask) + len(besides)
        painting = self._abilities.painter.paint(self._shown, wanted, max(1, room), self._cursor)
        if painting.moves_a_part:
            self._abilities.moved_a_part()
        if not self.pacing.silent:
            besides += self._abilities.questions()
        data = painting.data + besides
        self._rings, self._copy, self._title_shown = False, b"", self._title
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
        elif piece.tag.tabs:
            self._abilities.tab_stops(as_expected=place == piece.tag.place and not self._fits_later(place))
        elif not fits(piece.tag):
            self._mistaken()
        return True

    def _fits(self, place: tuple[int, int], question: Question) -> bool:
        if question.picture != self._begun and not (question.probe or question.tabs):
            return True
        return all(known is None or known == told for told, known in zip(place, question.place, strict=True))

    def _probed(self, place: tuple[int, int]) -> None:
        """The first answer says whether this terminal reads UTF-8, and which characters it repeats.

        It says nothing when it may as well be the answer to a later question, and the first one's was lost.
        """
        if self._fits_later(place):
            return
        told = found(self._can, place)
        if told is None:
            return
        if self._abilities.probed(told):
            self._forget()
        self._wanted = []

    def _fits_later(self, place: tuple[int, int]) -> bool:
        return any(self._fits(place, question) for question in self.pacing.expected)

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
            self._wanted = [self._abilities.row(self._seen(grid.rows[line])) for line in lines]
        else:
            for line in grid.touched.intersection(lines):
                self._wanted[line] = self._abilities.row(self._seen(grid.rows[line]))
        grid.touched.clear()
        return self._wanted

    def learned(self, told: Identity | Features) -> None:
        """The terminal said which one it is, or what it can."""
        if isinstance(told, Features):
            self._abilities.can_do(told)
        elif self._abilities.identified(told):
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
