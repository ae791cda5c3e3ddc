"""What a terminal has shown that it can, beyond what terminfo says: nothing is used that was not tried or told."""

from __future__ import annotations

import dataclasses

from fleet_tui.terminal.input.tokens import Features, Identity
from fleet_tui.terminal.output.direction import ASK_IDENTITY, from_the_right, kept, turns_rows
from fleet_tui.terminal.output.folding import Folding
from fleet_tui.terminal.output.grid import Row
from fleet_tui.terminal.output.painter import Painter
from fleet_tui.terminal.output.scrolling import ASK_FEATURES, copies_parts
from fleet_tui.terminal.terminfo.capabilities import Capabilities
from fleet_tui.terminal.terminfo.charsets import ASCII, UTF_8
from fleet_tui.terminal.terminfo.probe import ProbeResult, has_stops
from fleet_tui.terminal.terminfo.profiles import Profile


class Abilities:
    """Holds the answers of one terminal, the painter and the folding that they allow, and what is still to be asked."""

    def __init__(self, capabilities: Capabilities, profile: Profile) -> None:
        self._can = capabilities
        self._profile = profile
        self.letters = profile.charset, profile.line_drawing
        """The name of the character set that is sent, and whether lines come from the alternate set."""
        # Some terminals that call themselves xterm do not know `rep`: it is tried before it is used.
        self._repeats: bool | None = None
        self._tabs = self._copies = self._turns_rows = False
        self._wide = True
        self._to_ask = b""
        self._asked: set[bytes] = set()
        self.painter = self._painter()
        self.folding = self._folding()

    def _painter(self) -> Painter:
        can = dataclasses.replace(
            self._can,
            rep=self._can.rep if self._repeats is not None else b"",
            ht=self._can.ht if self._tabs and self._wide else b"",
        )
        return Painter(can, self.letters[0], repeats_beyond_ascii=bool(self._repeats), copies=self._copies)

    def _folding(self) -> Folding:
        charset, line_drawing = self.letters
        return Folding(self._can, charset=charset, line_drawing=line_drawing, colors=self._profile.colors)

    @property
    def typed_charset(self) -> str:
        """The character set of what is typed; where none is known UTF-8, which ASCII is a part of."""
        return UTF_8 if self.letters[0] == ASCII else self.letters[0]

    # What the terminal says

    def probed(self, told: ProbeResult) -> bool:
        """Take what the probe found; whether what was sent before may look otherwise than it was meant."""
        self._repeats, profile, before = told.repeats, self._profile, self.letters
        self.letters = (UTF_8, False) if told.reads_utf8 else (profile.other_charset, profile.other_line_drawing)
        self.painter, self.folding = self._painter(), self._folding()
        return self.letters != before != (ASCII, False)

    def tab_stops(self, *, as_expected: bool) -> None:
        """Use tabs, or none."""
        self._tabs = as_expected
        self.painter = self._painter()

    def resized(self, columns: int) -> None:
        """The terminal has so many columns: of the tab stops that were found, some may lie beyond its edge."""
        before, self._wide = self._wide, has_stops(columns)
        if self._wide != before:
            self.painter = self._painter()

    def can_do(self, features: Features) -> None:
        """The terminal said what it can."""
        self._copies = copies_parts(features.numbers)
        self.painter = self._painter()

    def identified(self, terminal: Identity) -> bool:
        """The terminal said which one it is; whether rows have to be sent otherwise than before."""
        before, self._turns_rows = self._turns_rows, self._turns_rows or turns_rows(terminal.numbers)
        return self._turns_rows != before

    # What it is asked

    def _ask(self, question: bytes) -> None:
        if question not in self._asked:
            self._asked.add(question)
            self._to_ask += question

    def moved_a_part(self) -> None:
        """Ask whether the terminal copies parts of the screen, with the next picture."""
        self._ask(ASK_FEATURES)

    def questions(self) -> bytes:
        """What is to be sent behind the next picture, once."""
        questions, self._to_ask = self._to_ask, b""
        return questions

    def words(self, text: str) -> bytes:
        """Words beside the picture in the terminal's letters: a title."""
        charset = self.letters[0]
        return b"".join(self.folding.text(each).encode(charset) for each in text)

    def row(self, row: Row) -> Row:
        """The row as it is sent."""
        folded = self.folding.row(row)
        if self.letters[0] != UTF_8 or not from_the_right(folded):
            return folded
        self._ask(ASK_IDENTITY)
        return kept(folded) if self._turns_rows else folded
