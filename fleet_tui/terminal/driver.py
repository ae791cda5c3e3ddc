"""Textual's driver for a slow line: its output becomes a picture, and only what differs is sent, when there is room.

Everything happens on the event loop, and nothing there waits for the line until the app has ended: reading and writing
happen when the system says that they can.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual.app import App
from textual.driver import Driver
from textual.events import Resize
from textual.geometry import Size

from fleet_tui.terminal.input.keyboard import Keyboard
from fleet_tui.terminal.input.keys import Keys, report_as_key, sequences
from fleet_tui.terminal.input.tokens import Background, Features, Identity, Pasted, Report, Token
from fleet_tui.terminal.line.line import LineClosed
from fleet_tui.terminal.output.display import Display
from fleet_tui.terminal.output.showing import Showing
from fleet_tui.terminal.session import TerminalSession

_LAID_OUT = 0.05
"""Seconds after which Textual has laid its screen out for another size; it waits for the last of several itself."""

_LOOK_AGAIN = 0.2
"""Seconds between looks whether a program in the background has come to the foreground."""


class FleetDriver(Driver):
    """Shows the app on the terminal of its session, and tells the app of keys and sizes."""

    session: ClassVar[TerminalSession]
    shows_cursor = True
    """The terminal's cursor is where the app has it, so that no text field needs to paint one."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        session = self.session
        self._display = Display(session.capabilities, session.profile, *session.size())
        super().__init__(app, debug=debug, mouse=mouse, size=self._display.layout)
        known = sequences(session.capabilities.keys)
        delay, patience = session.profile.escape_delay, session.profile.paste_patience
        self._keyboard = Keyboard(delay, self._display.typed_charset, known, paste_patience=patience)
        self._keys = Keys(session.capabilities.keys, session.line.erase)
        self._showing = Showing(self._display, app.call_later, lambda: self._writing)
        self._running = False
        self._reading = False
        self._paint_soon: asyncio.Handle | None = None
        self._expire_soon: asyncio.TimerHandle | None = None
        self._writing = False
        self._settling = False

    @property
    def can_suspend(self) -> bool:
        """Ctrl+Z of a shell with job control works."""
        return True

    @property
    def longest_copy(self) -> int:
        """Bytes of a text that `App.copy_to_clipboard` gets to the terminal; 0 when it has no clipboard for us."""
        return self._display.longest_copy

    # The app's side

    def write(self, data: str) -> None:
        """Take a part of the picture; what is no picture is not followed by a flush."""
        self._display.write(data)
        if self._display.doubted and self._running:
            self._display.doubted = False
            self._take_terminal()
        if self._display.besides:
            self.flush()

    def flush(self) -> None:
        """The picture is one that may be shown."""
        if self._running and self._paint_soon is None:
            settling = self._display.settling
            paint = partial(self._do, self._paint)
            self._settling = bool(settling)
            self._paint_soon = self._loop.call_later(settling, paint) if settling else self._loop.call_soon(paint)

    def show_title(self, title: str) -> None:
        """Name the terminal's window, where it is put back at the end."""
        self._display.show_title(title)
        self.flush()

    def when_shown(self, call: Callable[[], None]) -> None:
        """Call when the terminal has shown what is written: behind keys from before, ahead of those from after."""
        self._showing.ask(call)

    def start_application_mode(self) -> None:
        """Take the terminal, for the first time or again."""
        self._running = self._reading = True
        self._loop.add_reader(self.session.line.fd, self._do, self._read)
        for number, handler in self._signals():
            self._loop.add_signal_handler(number, self._do, handler)
        self._begin()

    def _begin(self) -> None:
        if self._take_terminal():
            self._resized()
            self._send(self._display.restart(time.monotonic()))

    def _take_terminal(self) -> bool:
        """Set its modes, also when another program may have changed them; false when it is gone."""
        try:
            self._send(self.session.begin())
        except LineClosed:
            self._hung_up()
        return self._running

    def disable_input(self) -> None:
        """Read no more keys."""
        if self._reading:
            self._reading = False
            self._loop.remove_reader(self.session.line.fd)
        self._cancel(self._expire_soon)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.disable_input()
        if self._running:
            self._running = False
            self._cancel(self._paint_soon)
            self._paint_soon = None
            self._stop_writing()
            pacing = self._display.pacing
            pacing.due(time.monotonic())  # what is overdue is not waited for
            self.session.end(self._display.questions, under_way=pacing.under_way)
        for number, _ in self._signals():
            self._loop.remove_signal_handler(number)

    # The terminal's side

    def _signals(self) -> tuple[tuple[int, Callable[[], None]], ...]:
        return ((signal.SIGWINCH, self._resized), (signal.SIGTSTP, self._stopped), (signal.SIGCONT, self._continued))

    def _resized(self) -> None:
        columns, lines = self.session.size()
        same = (columns, lines) == self._display.size
        self._display.resize(columns, lines)
        self._size = self._display.layout
        self.process_message(Resize(Size(*self._size), Size(*self._size)))
        if same:
            self.flush()
        else:
            self._loop.call_later(_LAID_OUT, self._do, self._write_all)

    def _write_all(self) -> None:
        """Textual writes nothing when a size changed and changed back before it looked."""
        if self._running:
            self._app.call_later(partial(self._app.refresh, layout=True))

    def _stopped(self) -> None:
        """Give the terminal to the shell, and stop until the program is continued.

        Without a shell that could continue it, the system does not stop it.
        """
        self.stop_application_mode()
        os.killpg(0, signal.SIGTSTP)
        self._resumed()

    def _resumed(self) -> None:
        """Take the terminal when the shell allows it: taken earlier, it stops the program for good."""
        if self._app.return_code is not None:
            return
        if self.session.line.in_foreground():
            self.start_application_mode()
            self.process_message(self.SignalResume())
        else:
            self._loop.call_later(_LOOK_AGAIN, self._do, self._resumed)

    def _continued(self) -> None:
        """Whatever stopped the program without asking it may have used the terminal."""
        self.disable_input()
        self._running = False
        self._stop_writing()
        self._resumed()

    def _read(self) -> None:
        try:
            data = self.session.line.receive()
        except LineClosed:
            self._hung_up()
            return
        self._take(self._keyboard.feed(data, time.monotonic()))

    def _expire(self) -> None:
        """A lone escape is the key of that name, if its rest is not there already."""
        self._read()
        self._take(self._keyboard.expire(time.monotonic()))

    def _take(self, tokens: list[Token]) -> None:
        now = time.monotonic()
        for token in tokens:
            if isinstance(token, Report):
                self._reported(token, now)
            elif isinstance(token, Identity | Features):
                self._display.learned(token)
                self.flush()
            elif isinstance(token, Background):
                if told := getattr(self._app, "background_told", None):
                    self._app.call_later(told, token.dark)
            else:
                self._display.pacing.typed(now)
                if isinstance(token, Pasted) and token.cut:
                    self._app.bell()  # nothing that was pasted goes unnoticed
                for event in self._keys.events(token):
                    self.process_message(event)
        self._cancel(self._expire_soon)
        due = self._keyboard.due()
        if due is not None and self._reading:
            self._expire_soon = self._loop.call_later(max(0.0, due - now), self._do, self._expire)

    def _reported(self, report: Report, now: float) -> None:
        if self._display.answered(report, now):
            self._keyboard.reads(self._display.typed_charset)
            self._showing.look()
            if not self._settling:
                self._paint()
        elif key := report_as_key(report):
            self.process_message(key)

    def _paint(self) -> None:
        """Send what there is room for; what is left goes when the terminal has answered, or on a timer."""
        self._cancel(self._paint_soon)
        self._paint_soon = None
        self._settling = False
        if not self._running or self._writing:
            return
        now = time.monotonic()
        data = self._display.piece(now)
        self._showing.look()
        if data:
            if self._send(data):
                self._paint_soon = self._loop.call_soon(self._do, self._paint)
        elif data is not None:
            due = self._display.pacing.due(now)
            if due is not None:
                self._paint_soon = self._loop.call_later(max(0.0, due - now), self._do, self._paint)

    def _send(self, data: bytes) -> bool:
        """Send; when the line takes no more, the rest waits until it does, and no picture is made meanwhile."""
        try:
            whole = self.session.send(data)
        except LineClosed:
            self._hung_up()
            return False
        if whole:
            self._stop_writing()
        elif not self._writing:
            self._writing = True
            self._loop.add_writer(self.session.line.fd, self._do, self._send_rest)
        return whole

    def _send_rest(self) -> None:
        if self._send(b""):
            self._paint()

    def _stop_writing(self) -> None:
        if self._writing:
            self._writing = False
            self._loop.remove_writer(self.session.line.fd)

    def _hung_up(self) -> None:
        """The line is gone: nothing can be shown any more."""
        self.disable_input()
        self._stop_writing()
        self._running = False
        if callable(signal.getsignal(signal.SIGHUP)):
            os.kill(os.getpid(), signal.SIGHUP)  # so that the parent sees an end by a signal
        else:
            self._app.exit(return_code=128 + signal.SIGHUP)

    def _do(self, act: Callable[[], None]) -> None:
        """Called by the event loop, which would print a fault over the screen and go on: the app ends over it."""
        try:
            act()
        except Exception as fault:  # noqa: BLE001  # whatever it is, the app reports it and gives the terminal back
            self.disable_input()
            self._app.call_later(_raise, fault)

    @staticmethod
    def _cancel(handle: asyncio.Handle | None) -> None:
        if handle is not None:
            handle.cancel()


def _raise(fault: Exception) -> None:
    raise fault
