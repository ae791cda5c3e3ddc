"""The box of a dialog: its width follows its content, and it stands beside what the dialog is about (looks.md).

Few cells covered are few cells to restore, which a slow line pays for (line.md, "What to reach").
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from rich.cells import cell_len
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset, Size
from textual.widget import Widget
from textual.widgets import OptionList, Static

from fleet_tui.ui.base.keys import press_legend
from fleet_tui.ui.dialogs.key_hints import KeyHints, legend_at, widest

WIDTH = 60
"""Cells of the widest box that follows its content."""
FRAME = Size(4, 2)
"""Cells that its border and padding take."""
SENTENCE = 48
"""Cells of a line of text at most; a longer one wraps, unless something else in the box is wider."""
KEYS = 28
"""Cells of a line of keys at most: it wraps rather than make a list of short names wide."""
WIDER = 6
"""Cells that a box gets wider for keys in its border, which save a row."""
COUNTED = 1
"""Cells kept for a count among the keys that grows."""
KEYS_END = 3
"""Cells of the border behind the keys in it."""
TITLE_FRAME = 6
"""Cells that the border keeps beside a title in it."""
STATUS = 1
"""Rows at the end of the screen that a box leaves free where it can: the keys of the screen behind."""
FREE = 1
"""Blank cells at each side of the box, where there is room: no scraps of cut words touch it."""


@runtime_checkable
class WantsWidth(Protocol):
    """A widget that says how many cells it would fill."""

    @property
    def wanted_width(self) -> int:
        """The cells that show all of its content."""
        ...


def choices_shown(size: Size, *, lean: bool = False) -> int:
    """The most rows of a list to choose from, which typing narrows; one less where each costs a slow line twice."""
    return max(4, (size.height - 12) // 2 - lean)


def scrolls(widget: Widget) -> bool:
    """Whether a widget of a box scrolls where there are too few rows."""
    return isinstance(widget, OptionList) or widget.has_class("fills")


def content_width(widget: Widget, size: Size) -> int:
    """The cells that a widget of a box needs; a text no more than `SENTENCE`."""
    if not widget.display:
        return 0
    if isinstance(widget, WantsWidth):
        return widget.wanted_width
    if isinstance(widget, Static):
        if isinstance(widget, KeyHints):
            return widest(str(widget.content), KEYS)
        return min(SENTENCE, widget.get_content_width(size, size) + widget.styles.padding.width)
    if widget.children:
        widths = [content_width(child, size) for child in widget.children]
        if isinstance(widget, Horizontal):
            return sum(widths)
        return max(widths) + (1 if isinstance(widget, VerticalScroll) else 0)
    return widget.get_content_width(size, size)


class Box(Vertical):
    """The border with the dialog's title in it, and a blank column at each side of it.

    A title that is too long for the border is the first text inside it. The box never gets narrower while it is open.
    """

    def __init__(self, title: str, width: int | None = None) -> None:
        """`width` is the border's in cells; None: as its content needs."""
        super().__init__(id="around")
        self.fixed = width
        """The border's cells where the dialog says so, for a table that shares them out; else None."""
        self._widest = 0
        self._title, self._bold = title, 0
        self._heading = Static(title, id="title", markup=False)
        self._keys = ""
        self.hints = KeyHints(id="keys-of-box")
        """The keys, where they are too long for the border; the last of the content."""
        self.border_box = Vertical(self._heading, id="box")
        """The widget with the border, which holds the content."""

    def put(self, title: str, bold: int) -> None:
        """Show another title, with so many bold characters at its start."""
        self._title, self._bold = title, bold
        self._heading.update(self._styled_title)

    @property
    def _styled_title(self) -> Content:
        return Content(self._title).stylize("bold", 0, self._bold) if self._bold else Content(self._title)

    def put_keys(self, keys: str) -> None:
        """Show the keys of the dialog: in the border at the end of the box where that makes it hardly wider."""
        self._keys = keys
        self.hints.update(keys)
        self._fill_border()

    def _fill_border(self) -> None:
        if self.border_box.border_subtitle is not None:
            self.border_box.border_subtitle = self.hints.in_two_weights(self._keys)

    def on_mount(self) -> None:
        """Show the keys in the border in the colours of another theme, when there is one."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._fill_border())

    def on_click(self, event: Click) -> None:
        """Press the key whose hint in the border was clicked."""
        region = self.border_box.region
        if self.border_box.border_subtitle and event.screen_y == region.bottom - 1:
            start = region.right - KEYS_END - cell_len(self._keys)
            press_legend(self.screen, legend_at(self._keys, event.screen_x - start))

    def inner_width(self, size: Size) -> int:
        """The cells inside the border on a screen of that size."""
        return self._outer(size) - self._frame

    @property
    def _frame(self) -> int:
        """Cells of the border and the blanks inside it."""
        return self.border_box.styles.gutter.width

    def _outer(self, size: Size) -> int:
        if self.fixed is not None:
            return min(self.fixed, size.width)
        contents = [child for child in self.border_box.children if child not in (self._heading, self.hints)]
        wanted = max(
            *(self._frame + content_width(child, size) for child in contents),
            min(cell_len(self._title) + TITLE_FRAME, self._frame + SENTENCE),
            self._widest,
        )
        keys = cell_len(self._keys) + TITLE_FRAME + COUNTED
        if self._keys:
            wanted = max(wanted, keys if keys <= wanted + WIDER else self._frame + widest(self._keys, KEYS))
        self._widest = min(WIDTH, wanted)
        return min(self._widest, size.width)

    def fit(self, size: Size, beside: Offset | None) -> None:
        """Lay out for a screen of that size, beside the cell that the dialog is about; None: about the whole screen."""
        outer = self._outer(size)
        in_border = cell_len(self._title) + TITLE_FRAME <= outer and "\n" not in self._title
        self._heading.display = bool(self._title) and not in_border
        self.border_box.border_title = self._styled_title if in_border and self._title else None
        keys_in_border = cell_len(self._keys) + TITLE_FRAME <= outer
        self.hints.display = bool(self._keys) and not keys_in_border
        self.border_box.border_subtitle = (
            self.hints.in_two_weights(self._keys) if keys_in_border and self._keys else None
        )
        free = FREE if outer + 2 * FREE <= size.width else 0
        self.border_box.styles.width = outer
        self.styles.width = outer + 2 * free
        self.styles.padding = (0, free)
        inner = outer - self._frame
        self._shrink(size, inner)
        height = FRAME.height + self.border_box.get_content_height(size, size, inner)
        self.styles.offset = _place(Size(outer + 2 * free, min(height, size.height)), size, beside)

    def _shrink(self, size: Size, width: int) -> None:
        """Shrink what can scroll, so that the title and the hints stay in sight on a small screen."""
        children = [child for child in self.border_box.children if child.display]
        others = sum(
            child.get_content_height(size, size, width) if isinstance(child, Static) else 1
            for child in children
            if not scrolls(child)
        )
        choices = 1 + choices_shown(size, lean=self.app.has_class("-lean"))
        for child in filter(scrolls, children):
            room = max(2, size.height - FRAME.height - others)
            child.styles.max_height = min(room, choices) if child.has_class("chooses") else room


def _place(box: Size, screen: Size, beside: Offset | None) -> Offset:
    """Below the cell, else above it, else as low as the screen allows; without a cell in the middle of the screen."""
    if beside is None:
        return Offset((screen.width - box.width) // 2, (screen.height - box.height) // 2)
    lowest = screen.height - STATUS - box.height
    below, above = beside.y + 1, beside.y - box.height
    y = below if below <= lowest else above if above >= 0 else max(0, lowest)
    return Offset(max(0, min(beside.x, screen.width - box.width)), y)
