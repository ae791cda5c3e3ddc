"""The bottom of every screen: a sentence, else the active keys."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from operator import attrgetter
from typing import NamedTuple, Protocol, runtime_checkable

from rich.cells import cell_len
from rich.containers import Lines
from rich.style import Style
from rich.text import Text
from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.keys import key_name
from fleet_tui.ui.base.painting import in_color

MOST_LINES = 4
"""Lines that a sentence may take; on 40 columns the longest ones need them."""


BETWEEN = "  "
"""Between two hints."""
HELP = "app.help"
"""The id of the key that names all others."""


@runtime_checkable
class Rests(Protocol):
    """A screen that shows its keys again."""

    def rest(self) -> None:
        """Show the keys, or what is said as long as a state lasts."""


class Hint(NamedTuple):
    """A key, what is on it, and what it does."""

    key: str
    shown: str
    words: str

    @property
    def width(self) -> int:
        """Cells of the key and its words."""
        return cell_len(f"{self.shown} {self.words}")


def _width(hints: Collection[Hint]) -> int:
    return sum(hint.width for hint in hints) + len(BETWEEN) * (len(hints) - 1)


class StatusLine(Widget):
    """A row of text in place of toasts, which a slow line cannot afford.

    A sentence that does not fit takes further rows: what saving did to the bill must not be cut off.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._problem = False
        self._shown: list[Hint] = []

    def on_mount(self) -> None:
        """Follow the keys: they change with the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    @property
    def said(self) -> str:
        """The sentence shown; empty when the keys are."""
        return self._said

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a sentence until the next one; an empty one shows the keys again."""
        text = " ".join(displayable(text, lines=True).split("\n"))
        if (text, problem) != (self._said, self._problem):
            lines = len(self._lines(self.size.width))
            self._said, self._problem = text, problem
            self.refresh(layout=len(self._lines(self.size.width)) != lines)

    def _bindings_changed(self, _: Screen[object]) -> None:
        if not self._said and self._hints(self.size.width) != self._shown:
            self.refresh()

    def _hints(self, width: int) -> list[Hint]:
        """The keys and what they do: those of the focus, then of the screen, then of the app, as they are declared.

        Where there is no room for all, the last ones are left out, and help never: it names them.
        """
        words: Callable[[Binding], str] = getattr(self.screen, "words_of", attrgetter("description"))
        active_bindings = sorted(self.screen.active_bindings.values(), key=_place)
        shown: dict[str, Hint] = {}
        for active in active_bindings:
            binding = active.binding
            if binding.show and binding.id and active.enabled and binding.id not in shown:
                shown[binding.id] = Hint(binding.key, self._key(binding), words(binding))
        while len(shown) > 1 and _width(shown.values()) > width:
            del shown[next(id for id in reversed(shown) if id != HELP)]
        return list(shown.values())

    def _key(self, binding: Binding) -> str:
        """The key as it is written; another of its names while the focused field takes it as text."""
        shown, focused = self.app.get_key_display(binding), self.screen.focused
        typed = len(shown) == 1 and focused is not None and focused.check_consume_key(binding.key, shown)
        return key_name(binding.key) if typed else shown

    def _lines(self, width: int) -> Lines:
        """The sentence in lines, bold for a problem, or the keys in one line."""
        if self._said:
            style = in_color(self, "problem", "bold") if self._problem else Style()
            return Text(self._said, style).wrap(self.app.console, max(1, width))
        key, label = in_color(self, "accent", "bold"), in_color(self, "dim")
        hints = (Text.assemble((hint.shown, key), (f" {hint.words}", label)) for hint in self._hints(width))
        return Lines([Text(BETWEEN).join(hints)])

    def on_click(self, event: Click) -> None:
        """Press the key whose hint was clicked; in place of a sentence the keys come back."""
        if self._said and isinstance(self.screen, Rests):
            self.screen.rest()
            return
        edge = 0
        for hint in self._shown:
            if edge <= event.x < edge + hint.width:
                self.app.simulate_key(hint.key.partition(",")[0])
            edge += hint.width + len(BETWEEN)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return min(MOST_LINES, len(self._lines(width)))

    def render(self) -> Text:
        lines = self._lines(self.size.width)
        self._shown = [] if self._said else self._hints(self.size.width)
        shown, rest = lines[: self.size.height], lines[self.size.height :]
        if shown:
            shown[-1] = Text(" ").join([shown[-1], *rest])
            shown[-1].truncate(self.size.width, overflow="ellipsis")
        return Text("\n", no_wrap=True).join(shown)


def _place(active: ActiveBinding) -> tuple[int, int]:
    """Where a binding stands in the line. Textual's order differs with the focus and with the keymap."""
    declared = _declared(type(active.node))
    return -len(active.node.ancestors), declared.get(active.binding.id or "", len(declared))


@cache
def _declared(node: type[DOMNode]) -> dict[str, int]:
    """The ids of a class's bindings in their order, those of its base classes first."""
    own = (binding for each in reversed(node.__mro__) for binding in vars(each).get("BINDINGS", ()))
    ids = dict.fromkeys(binding.id or "" for binding in own if isinstance(binding, Binding))
    return {id: place for place, id in enumerate(ids)}


class Notice(Message):
    """A sentence for the status line; `problem` when something was refused."""

    def __init__(self, sentence: str, *, problem: bool = False) -> None:
        self.sentence = sentence
        self.problem = problem
        super().__init__()
