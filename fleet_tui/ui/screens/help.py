"""Help: the active keys of the screen that it was opened on, then the page of the manual about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from textwrap import wrap
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import work
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from fleet_tui.manual.contents import PAGES, Page, read_page
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.base.keys import key_name, listed
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.menu import Options
from fleet_tui.ui.screens.manual_text import ManualText

SCREEN, HERE, DIALOG, ANYWHERE = GROUPS = ("This screen", "Here", "Any dialog", "Anywhere")
"""The groups of keys: those of the screen, of the focused widget, of dialogs and of the app."""
NOT_ALLOWED = " (not allowed)"
_LINE = 54
"""Cells of a line, which fit the widest box beside its scroll bar."""
_WIDEST = 24
"""The most cells of a column of keys."""


class KeyTable(Static):
    """The table of keys: it is no sentence, and takes the room that its rows need."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--title", "keys--key", "keys--closed"}
    """
    | Class | Description |
    | :- | :- |
    | `keys--title` | The title of a group. |
    | `keys--key` | The keys of a row, and a sign. |
    | `keys--closed` | A row that is not allowed. |
    """

    def __init__(self, text: Text) -> None:
        """The styles of the text's parts are the last words of these classes."""
        super().__init__(text)
        self.wanted_width = max(map(cell_len, text.plain.splitlines()), default=0)
        """The cells of the longest row."""
        self._text = text

    def render(self) -> Content:
        """The table in the styles of now."""
        content = Content(self._text.plain)
        for start, end, part in self._text.spans:
            content = content.stylize(self.get_visual_style(f"keys--{part}", partial=True), start, end)
        return content


def _beside(words: str, width: int) -> str:
    """The words in lines that stay beside a column of that width."""
    return f"\n{'':{width + 1}}".join(wrap(words, _LINE - width - 1))


def page_of(screen: Screen[object]) -> str:
    """The name of the page about a screen (`MANUAL`); of a dialog that has none, about the screen behind it."""
    name, behind = getattr(screen, "MANUAL", ""), getattr(screen, "behind", None)
    return name or (page_of(behind) if behind is not None else next(iter(PAGES)))


class HelpScreen(DialogScreen[None]):
    """Every active key with its description, in groups, the signs of a screen that has any (`SIGNS`), and a page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "part(1)", "Next part", id="help.next"),
        Binding("shift+tab", "part(-1)", "Part before", id="help.previous"),
        Binding("c", "contents", "Other pages", id="help.contents"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | Tab | The next part of the page. |
    | Shift+Tab | The part before. |
    | c | The pages of the manual, to read another one. |
    """

    def __init__(self, screen: Screen[object], page: Page) -> None:
        super().__init__("Help")
        self._page = ManualText(page)
        self._active: Mapping[str, ActiveBinding] = screen.active_bindings
        self._words_of: Callable[[Binding], str] = getattr(screen, "words_of", attrgetter("description"))
        self._signs: Mapping[str, str] = getattr(screen, "SIGNS", {})

    def compose_box(self) -> ComposeResult:
        with VerticalScroll(id="keys", classes="fills"):
            yield KeyTable(self._keys())
            yield self._page
        self.show_keys("Tab on  c pages  Esc back")

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one("#keys", VerticalScroll)

    def show_page(self) -> None:
        """Go to the start of the page."""
        self._scroll.scroll_to(y=self._page.virtual_region.y, animate=False)

    def action_part(self, step: int) -> None:
        """Go to the next part of the page, or to the one before, or to the keys."""
        now, start = round(self._scroll.scroll_y), self._page.virtual_region.y
        parts = [0, *(start + line for line in self._page.parts)]
        there = [part for part in parts if part > now] if step > 0 else [part for part in parts if part < now][::-1]
        if there:
            self._scroll.scroll_to(y=there[0], animate=False)

    @work(group=ASKING)
    async def action_contents(self) -> None:
        """Ask for a page, and show it in place of the keys."""
        name = await self.app.push_screen_wait(Options("The manual", list(PAGES.items())))
        if name:
            page = await run_in_thread(read_page, name)
            self.query_one(KeyTable).display = False
            self._page.show(page)
            self._make_room(self.app.size)
            self._scroll.scroll_to(y=0, animate=False)

    def _keys(self) -> Text:
        rows: dict[str, dict[str, list[str]]] = {}
        for active in self._active.values():
            title = self._group(active)
            if not active.binding.id and (title == SCREEN or _scrolls_in_vain(active)):  # Textual gives them to all
                continue
            if active.binding.description and "super" not in active.binding.key:  # no terminal sends it
                group = rows.setdefault(title, {})
                words = f"{self._words(active.binding)}{'' if active.enabled else NOT_ALLOWED}"
                group.setdefault(words, []).append(key_name(active.binding.key))
        legends = [listed(keys) for group in rows.values() for keys in group.values()]
        width = min(max(map(cell_len, [*legends, *self._signs]), default=0), _WIDEST)
        text = Text()
        if self._signs:
            text.append("Signs\n", "title")
            for sign, words in self._signs.items():
                text.append(f"{sign:<{width}}", "key").append(f" {_beside(words, width)}\n")
        for title in (title for title in GROUPS if title in rows):
            text.append("\n" if text else "").append(f"{title}\n", "title")
            for description, keys in rows[title].items():
                closed = description.endswith(NOT_ALLOWED)
                text.append(f"{listed(keys):<{width}}", "closed" if closed else "key")
                text.append(f" {_beside(description, width)}\n", "closed" if closed else None)
        text.rstrip()
        return text

    def _words(self, binding: Binding) -> str:
        """What a key does, said with the words of the key line."""
        said, described = self._words_of(binding), binding.description
        return described if said.casefold() in described.casefold() else said

    def _group(self, active: ActiveBinding) -> str:
        if active.node is self.app:
            return ANYWHERE
        if (active.binding.id or "").startswith("dialog."):
            return DIALOG
        return SCREEN if isinstance(active.node, Screen) else HERE


def _scrolls_in_vain(active: ActiveBinding) -> bool:
    """Whether it scrolls sideways, or in a widget that has the key only because Textual derives it from a scroller."""
    way, _, where = active.binding.action.partition("_")
    in_vain = where in ("left", "right") or not isinstance(active.node, VerticalScroll)
    return way in ("page", "scroll") and in_vain


async def show_help(app: App[Any]) -> None:
    """Open help on the screen that is shown; where help is shown, go to the page of the manual."""
    screen = app.screen
    if isinstance(screen, HelpScreen):
        screen.show_page()
        return
    page = await run_in_thread(read_page, page_of(screen))
    if app.screen is screen:
        app.push_screen(HelpScreen(screen, page))
