"""The whole filter as a line at the bottom of the screen (key `/`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widgets import Input, Static

from fleet_tui.domain.fields import FieldSet
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.line import BadFilter, Vocabulary, complete, parse, to_text
from fleet_tui.domain.text import displayable
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.widgets.line_input import LineInput

LENGTH = 2_000
"""The longest line that can be typed, in characters."""


class _Line(LineInput):
    """The line; a mistake in it is underlined until something is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "screen.complete", "Complete", id="filter_line.complete"),
        Binding("up", "screen.recall(-1)", "The line before", id="filter_line.before"),
        Binding("down", "screen.recall(1)", "The line after", id="filter_line.after", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | tab | Complete the word at the cursor: the name of a field, or a value. |
    | up | The filter that the list shows, as a line to change; once more, the lines applied before. |
    | down | Back again, at last to what was typed. |
    """

    def __init__(self, placeholder: str) -> None:
        self._wrong = ("", 0, 0)  # the base class draws in its constructor
        super().__init__(placeholder=placeholder, max_length=LENGTH)
        self.select_on_focus = False

    def point(self, start: int, end: int) -> None:
        """Underline the characters from `start` to `end` and put the cursor behind them."""
        self._wrong = (self.value, start, end)
        self.cursor_position = end
        self.refresh()

    def put(self, text: str, cursor: int) -> None:
        self.value = text
        self.cursor_position = cursor

    def drawn_value(self) -> Text:
        """The line, underlined where it is wrong."""
        drawn, (value, start, end) = super().drawn_value(), self._wrong
        if value == self.value:
            drawn.stylize("underline", start, end)
        return drawn


class FilterLine(DialogScreen[Filter]):
    """Answers the filter that the line means; a mistake is explained above it, and the text stays.

    The line is empty at first, and what is typed replaces the filter, but for Active: without `active:` that stays as
    the list has it. A line brought back with Up means what it says. Empty means None where it was not brought back, and
    no filter at all where it was.

    Typing draws nothing but the line, so that a letter costs a slow line one cell.
    """

    AUTO_FOCUS = "Input"

    def __init__(
        self, field_set: FieldSet, shown: Filter, vocabulary: Vocabulary, applied: list[str] | None = None
    ) -> None:
        """`shown` is the list's filter. `applied` are the lines applied so far; it gets the list's and the answer."""
        super().__init__("")
        self._type, self._shown, self._vocabulary = field_set, shown, vocabulary
        self._applied = [] if applied is None else applied
        present = to_text(field_set, shown, vocabulary.names)
        earlier = [line for line in self._applied if line != present]
        # A blank behind each makes the text typed next a word of its own.
        self._lines = [*(f"{line} " for line in (*earlier, present) if line), ""]
        self._at = len(self._lines) - 1
        self._line = _Line(f"Up: {present}" if present else "")
        self._message = Static(id="message", markup=False)

    @property
    def _typed(self) -> bool:
        """Whether the line was typed rather than brought back."""
        return self._at == len(self._lines) - 1

    def compose(self) -> ComposeResult:
        yield self._message
        with Horizontal(id="line"):
            yield Static("/", markup=False)
            yield self._line

    def on_mount(self) -> None:
        self._say("")

    def _make_room(self, size: Size) -> None:
        """Do nothing: a line has room on any screen."""

    def _say(self, text: str) -> None:
        self._message.update(displayable(text))
        self._message.display = bool(text)

    @on(Input.Submitted)
    def _apply(self) -> None:
        text = self._line.value
        if self._typed and not text.strip():
            self.dismiss(None)
            return
        try:
            filter = parse(self._type, text, self._vocabulary)
        except BadFilter as wrong:
            self._say(str(wrong))
            self._line.point(wrong.start, wrong.end)
            return
        if self._typed:
            filter = filter.or_as(self._shown, "active")
        for each in (self._shown if self._shown.without("active").conditions else Filter(), filter):
            self._remember(each)
        self.dismiss(filter)

    def _remember(self, filter: Filter) -> None:
        """Put a filter behind the lines applied so far."""
        if line := to_text(self._type, filter, self._vocabulary.names):
            if line in self._applied:
                self._applied.remove(line)
            self._applied.append(line)

    def action_complete(self) -> None:
        """Complete the word at the cursor; of several possible words, insert their common beginning and list them."""
        text, cursor = self._line.value, self._line.cursor_position
        found = complete(self._type, text, cursor, self._vocabulary)
        if not found.words:
            self._say("Nothing begins like that.")
            return
        if len(found.words) == 1:
            word, end = found.words[0], found.end
            self._say("")
        else:
            typed = text[found.start : cursor]
            word, end = found.common(typed), cursor if found.common(typed) == typed else found.end
            self._say(_as_many(found.words, self.size.width))
        self._line.put(text[: found.start] + word + text[end:], found.start + len(word))

    def action_recall(self, by: int) -> None:
        """Show an earlier or later line; the typed text is kept behind the applied ones."""
        to = self._at + by
        if 0 <= to < len(self._lines):
            self._lines[self._at] = self._line.value
            self._at = to
            self._line.put(self._lines[to], len(self._lines[to]))


def _as_many(words: Sequence[str], width: int) -> str:
    """The words that fit one row, and the number of the others."""
    for count in range(min(len(words), width), 1, -1):
        more = [f"+{len(words) - count}"] if count < len(words) else []
        row = "  ".join([*words[:count], *more])
        if cell_len(displayable(row)) <= width:
            return row
    return f"{words[0]}  +{len(words) - 1}"
