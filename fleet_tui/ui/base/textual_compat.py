"""Every private name of Textual's that `ui` uses, with the reason why no public one does.

A name that Textual changes fails in tests/ui/base/test_textual_compat.py, and is mended here alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

from rich.text import Text
from textual.app import App
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Mount
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import MountError
from textual.widgets import Input, OptionList
from textual.worker import Worker, WorkerFailed, get_current_worker
from textual.worker_manager import WorkerManager

# The app


def driver_of(app: App[Any]) -> Driver | None:
    """The app's driver; None before it runs. Textual has no public way to write to the terminal."""
    return app._driver


def show_title(app: App[Any], title: str) -> None:
    """Name the terminal's window; Textual's own drivers have no way to."""
    show = getattr(app._driver, "show_title", None)
    if show is not None:
        show(title)


def set_workers(app: App[Any], workers: WorkerManager) -> None:
    """Replace the app's workers; `App.workers` can only be read."""
    app._workers = workers


def modes(app: App[Any]) -> list[str]:
    """The modes that were added to the app; Textual only offers to add and remove them by name."""
    return list(app._modes)


def screens(app: App[Any]) -> Iterator[Screen[Any]]:
    """All screens of all modes; `App.screen_stack` is that of the current mode."""
    for stack in app._screen_stacks.values():
        yield from stack


def is_batching(app: App[Any]) -> bool:
    """Whether nothing is painted until a `batch_update` ends."""
    return app._batch_count > 0


def empty_clipboard(app: App[Any]) -> None:
    """Forget the text that was copied; `copy_to_clipboard` would empty the terminal's clipboard as well."""
    app._clipboard = ""


def keys_for(app: App[Any], binding: Binding) -> str:
    """The keys of a binding by the keymap, separated by commas; the keymap can only be set."""
    return app._keymap.get(binding.id or "", binding.key)


def bindings_of(node: DOMNode) -> list[Binding]:
    """The bindings of a node, one a key, without the keymap; `active_bindings` has those that the focus leaves over."""
    return [binding for _, binding in node._bindings]


def task_of(worker: Worker[Any]) -> asyncio.Task[Any] | None:
    """The task of a worker, None before it starts; a worker posts no message once its node is gone."""
    return worker._task


class HookedApp(App[None], inherit_bindings=False):
    """An app with public hooks for private steps of Textual's."""

    def note_crash(self, error: Exception) -> None:
        """Called with an exception that no handler caught, before the app closes for it."""

    async def before_closing(self) -> None:
        """Called before the screens of all modes are closed."""

    def close_silently(self) -> None:
        """Close the app; `App.exit` does nothing after an exception."""
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        """Note a fault; none is what a worker misses of a screen that closes.

        Textual removes the widgets of a screen before it cancels its workers: one that goes on in between, when the
        answer to a service call comes just then, has nothing to show any more, and nobody to show it to.
        """
        missed = isinstance(error, WorkerFailed) and isinstance(error.error, NoMatches | MountError)
        if missed and getattr(get_current_worker().node, "_pruning", False):
            return
        self.note_crash(error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Close without the traceback, with local variables, that Textual prints."""
        self.close_silently()

    async def _close_all(self) -> None:
        await self.before_closing()
        await super()._close_all()


class MountedWhole(MessagePump):
    """Mixed into a screen: it is mounted with all of its widgets, or not at all."""

    async def _dispatch_message(self, message: Message) -> None:
        """Leave out the mount of a screen that closes: Textual mounts no widgets in one, and goes on to `on_mount`."""
        if not (isinstance(message, Mount) and self._closing):
            await super()._dispatch_message(message)


# Widgets


def drawn_text(line: Input) -> str:
    """The text of an input as it is drawn, dots for a password."""
    return line._value.plain


class DrawnInput(Input):
    """An input that draws `drawn_value`; Textual can only have a highlighter style the value that it has."""

    def drawn_value(self) -> Text:
        """The text as it is drawn, one character for each of the value's."""
        return super()._value

    @property
    def _value(self) -> Text:
        return self.drawn_value()


class GutteredOptionList(OptionList):
    """A list of options that measures each of them with `cursor_width` cells before it."""

    cursor_width = 0

    def line_of(self, index: int) -> int | None:
        """The first line of an option, from 0; None before the options are laid out."""
        return self._index_to_line.get(index)

    def _get_left_gutter_width(self) -> int:
        return self.cursor_width
