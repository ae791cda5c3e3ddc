"""A line of keys and what they do, which wraps between two of them and never inside one."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.widgets import Static

from fleet_tui.ui.base.keys import press_legend

_BETWEEN = re.compile(r"(  | · )")


def in_lines(keys: str, width: int) -> list[str]:
    """The keys, between which two blanks or a point stand, on as few lines as they need."""
    first, *rest = _BETWEEN.split(keys)
    lines = [first]
    for between, key in zip(rest[::2], rest[1::2], strict=True):
        if cell_len(lines[-1] + between + key) <= width:
            lines[-1] += between + key
        else:
            lines.append(key)
    return lines


def legend_at(line: str, x: int) -> str:
    """The legend of the key whose hint stands at a cell of a line; empty between two and beyond them."""
    edge, parts = 0, _BETWEEN.split(line)
    for hint, between in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if edge <= x < edge + cell_len(hint):
            return hint.partition(" ")[0]
        edge += cell_len(hint + between)
    return ""


def widest(keys: str, most: int) -> int:
    """The cells of the widest line, where lines may have so many."""
    return min(most, max(map(cell_len, in_lines(keys, most))))


class KeyHints(Static):
    """Keys of a dialog; one that is wider than the dialog wraps between its words."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-hints--key", "key-hints--label"}
    """
    | Class | Description |
    | :- | :- |
    | `key-hints--key` | A key. |
    | `key-hints--label` | What it does, and what stands between two. |

    Both are plain where there are no colours: bytes of a plan are counted.
    """

    def __init__(self, keys: str = "", *, id: str | None = None) -> None:
        super().__init__(keys, id=id, classes="keys", markup=False)

    def in_two_weights(self, keys: str) -> Content:
        """The keys with each legend in one style and its words in another."""
        key, label = (self.get_visual_style(f"key-hints--{part}", partial=True) for part in ("key", "label"))
        text, at = Content(keys).stylize(label), 0
        for part in _BETWEEN.split(keys):
            if not _BETWEEN.fullmatch(part):
                text = text.stylize(key, at, at + len(part.partition(" ")[0]))
            at += len(part)
        return text

    def _lines(self, width: int) -> Text:
        return Text("\n".join(in_lines(str(self.content), width)))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return cell_len(str(self.content))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width).wrap(self.app.console, max(1, width)))

    def render(self) -> Content:
        return Content("\n").join(
            self.in_two_weights(line) for line in in_lines(str(self.content), self.content_size.width)
        )

    def on_click(self, event: Click) -> None:
        """Press the key whose hint was clicked."""
        lines = in_lines(str(self.content), self.content_size.width)
        if event.y < len(lines):
            press_legend(self.screen, legend_at(lines[event.y], event.x - self.gutter.left))
