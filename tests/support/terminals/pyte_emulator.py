"""A terminal emulator in this process: pyte's screen, made an xterm, and a reader of its own.

pyte's reader takes private and unknown sequences for others or for text, and knows no REP, HPA and nothing after `\\E(`
in UTF-8.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

from tests.support.terminals.cells import Cell, Char, Rows, rows_of, sgr
from tests.support.terminals.xterm_emulator import XtermScreen

_TOKEN = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<private>[<=>?]?)(?P<parameters>[0-9:;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b[\]PX^_](?P<string>[^\x1b\x07]*)(?:\x07|\x1b\\|(?=\x1b[^\\]))"
    r"|\x1b(?P<charset>[()])(?P<which>.)"
    r"|\x1b(?P<escape>[ -/]*[0-OQ-WYZ\\`-~])"
    r"|(?P<control>[\x00-\x1f\x7f-\x9f])",
    re.DOTALL,
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x1b\x07]*\x1b?|[ -/]*)?$", re.DOTALL)


class PyteScreen:
    """A screen that is fed with what a program writes."""

    def __init__(self, columns: int, lines: int, *, bce: bool = True, encoding: str = "utf-8") -> None:
        """With `bce` what is erased takes the background of the pen, as xterm does and a VT100 does not."""
        self.screen = XtermScreen(columns, lines, bce)
        self._seen: dict[int, tuple[list[Char], list[Cell]]] = {}
        """The characters of each line when it was looked at last, and how they look."""
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = ""

    @property
    def answers(self) -> bytes:
        """What the terminal has answered since it was last emptied: where its cursor is, and that it is well."""
        return bytes(self.screen.answers)

    def taken_answers(self) -> bytes:
        """The answers, which are forgotten here."""
        answers = self.answers
        self.screen.answers.clear()
        return answers

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column, from 0."""
        return self.screen.cursor.y, self.screen.column

    @property
    def lines(self) -> list[str]:
        """The text of each line, with the blanks at its end."""
        return list(self.screen.display)

    def rows(self) -> Rows:
        """What is on the screen, cell for cell."""
        columns = range(self.screen.columns)
        return [self._row(y, [line[x] for x in columns]) for y, line in self._lines()]

    def _lines(self) -> Iterator[tuple[int, Mapping[int, Char]]]:
        return ((y, self.screen.buffer[y]) for y in range(self.screen.lines))

    def _row(self, y: int, chars: list[Char]) -> list[Cell]:
        """One row; most are as they were when they were looked at last."""
        if y not in self._seen or self._seen[y][0] != chars:
            self._seen[y] = chars, rows_of([chars], len(chars))[0]
        return list(self._seen[y][1])

    def resize(self, columns: int, lines: int) -> None:
        """Take another size; the upper left stays, except that the cursor's line stays too."""
        self.screen.resize(lines, columns)

    def feed(self, data: bytes) -> None:
        """Take what a program has written, cut anywhere."""
        text = self._rest + self._decoder.decode(data)
        at = 0
        while at < len(text):
            if text[at] == "\x1b" and _UNFINISHED.match(text, at):
                break
            token = _TOKEN.match(text, at)
            if token is None:
                at += 1  # a sequence that is none
                continue
            self._take(token)
            at = token.end()
        self._rest = text[at:]

    def _take(self, token: re.Match[str]) -> None:
        screen = self.screen
        if (written := token["text"]) is not None:
            screen.draw(written)
        elif token["final"] is not None:
            if not token["between"]:
                self._sequence(token["private"], token["parameters"], token["final"])
            elif token["between"] + token["final"] == "$v":
                numbers = [int(number or 0) for number in token["parameters"].split(";")]
                screen.copy_rectangle(*(numbers + [0] * 8)[:8])
        elif token["charset"] is not None:
            screen.define_charset(token["which"], mode=token["charset"])
        elif (code := token["escape"] or token["control"]) in _SIMPLE:
            if code not in "78\a\t\x0e\x0f":
                screen.ensure_hbounds()
            getattr(screen, _SIMPLE[code])()

    def _sequence(self, private: str, parameters: str, final: str) -> None:
        if private == "?" and final in "hl":
            self._modes(parameters.split(";"), final == "h")
        elif private:
            return
        elif final == "m":
            self.screen.cursor.attrs = sgr(self.screen.cursor.attrs, parameters)
        elif final in _CSI:
            name, taken, least = _CSI[final]
            if final not in _KEEPS_A_WRAP:
                self.screen.ensure_hbounds()
            numbers = [int(number[:5]) if number.isdigit() else 0 for number in parameters.split(";")][:taken]
            getattr(self.screen, name)(*(max(number, least) for number in numbers))

    def _modes(self, modes: list[str], on: bool) -> None:
        screen = self.screen
        for mode in modes:
            if mode in ("47", "1047", "1049"):
                screen.alternate(on)
            elif mode in ("7", "25"):
                (screen.set_mode if on else screen.reset_mode)(int(mode), private=True)
                screen.ensure_hbounds()


_SIMPLE = {  # the screen's method
    "\a": "bell",
    "\b": "cursor_back",
    "\t": "tab",
    "\n": "index",
    "\x0b": "index",
    "\x0c": "index",
    "\r": "carriage_return",
    "\x0e": "shift_out",
    "\x0f": "shift_in",
    "c": "reset",
    "D": "index",
    "E": "next_line",
    "M": "reverse_index",
    "7": "save_cursor",
    "8": "restore_cursor",
}

_KEEPS_A_WRAP = "bchlnr"
"""What neither moves the cursor nor erases leaves a wrap due that was."""

_CSI = {  # the screen's method, how many numbers it takes, and the least that a number is
    "@": ("insert_characters", 1, 1),
    "A": ("cursor_up", 1, 1),
    "B": ("cursor_down", 1, 1),
    "C": ("cursor_forward", 1, 1),
    "D": ("cursor_back", 1, 1),
    "E": ("cursor_down1", 1, 1),
    "F": ("cursor_up1", 1, 1),
    "G": ("cursor_to_column", 1, 1),
    "`": ("cursor_to_column", 1, 1),
    "H": ("cursor_position", 2, 1),
    "f": ("cursor_position", 2, 1),
    "J": ("erase_in_display", 1, 0),
    "K": ("erase_in_line", 1, 0),
    "L": ("insert_lines", 1, 1),
    "M": ("delete_lines", 1, 1),
    "P": ("delete_characters", 1, 1),
    "S": ("scroll_up", 1, 1),
    "T": ("scroll_down", 1, 1),
    "X": ("erase_characters", 1, 1),
    "b": ("repeat", 1, 1),
    "c": ("report_features", 1, 0),
    "d": ("cursor_to_line", 1, 1),
    "h": ("set_mode", None, 0),
    "l": ("reset_mode", None, 0),
    "n": ("report_device_status", 1, 0),
    "r": ("set_margins", 2, 0),
}
