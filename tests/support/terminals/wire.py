"""What lies between a terminal and the pseudo-terminal of its program: nothing, or a line on which bytes take time."""

from __future__ import annotations

import os
import select
import time
from collections import deque
from dataclasses import dataclass

_GRAIN = 0.005
"""How often a slow line is looked at, in seconds: finer would take the processor from the program."""


@dataclass(frozen=True, slots=True)
class SlowLine:
    """A line that carries `rate` bytes a second each way and takes `delay` seconds there and back.

    It takes all that it is given at once, as the buffers of an SSH connection do, and hands it on in order.
    """

    rate: float
    delay: float


class Way:
    """One way over a slow line; time is passed in, in seconds."""

    def __init__(self, line: SlowLine) -> None:
        self._rate, self._half = line.rate, line.delay / 2
        self._sent_until = 0.0
        self._under_way: deque[tuple[float, bytes]] = deque()

    def put(self, data: bytes, now: float) -> None:
        """Give something to the line: it leaves behind what was given before."""
        start = max(now, self._sent_until)
        self._sent_until = start + len(data) / self._rate
        self._under_way.append((start + self._half, data))

    def taken(self, now: float) -> bytes:
        """What has come to the other end since it was last asked."""
        come = bytearray()
        while self._under_way:
            since, data = self._under_way[0]
            count = min(len(data), int((now - since) * self._rate + 1e-6))
            if count <= 0:
                break
            come += data[:count]
            self._under_way.popleft()
            if count < len(data):
                self._under_way.appendleft((since + count / self._rate, data[count:]))
                break
        return bytes(come)

    @property
    def empty(self) -> bool:
        """Whether everything has come."""
        return not self._under_way

    def next(self) -> float:
        """When the next byte comes; only of a way that is not empty."""
        return self._under_way[0][0] + 1 / self._rate


class Wire:
    """A line that takes no time."""

    busy = False
    """Whether anything is under way."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self.ended: int | None = None
        """What can be read once the program has ended: there is nothing more to wait for."""
        self.written = bytearray()
        """All that the program has written."""

    def receive(self, timeout: float) -> bytes:
        """What has come for the screen, waiting at most so long for it."""
        ready = select.select((self._fd, *(() if self.ended is None else (self.ended,))), (), (), timeout)[0]
        if self.ended in ready:
            self.ended = None
        if self._fd not in ready:
            return b""
        data = os.read(self._fd, 65536)
        self.written += data
        return data

    def send(self, data: bytes) -> int:
        """Give keys to the program; how many bytes of them it took."""
        return os.write(self._fd, data) if select.select((), (self._fd,), (), 0)[1] else 0


class SlowWire(Wire):
    """A line that takes its time; it moves while it is asked for what has come."""

    def __init__(self, fd: int, line: SlowLine) -> None:
        super().__init__(fd)
        self._to_screen, self._to_program = Way(line), Way(line)
        self.delivered: list[tuple[float, int]] = []
        """When the screen had been given how many bytes in all."""

    @property
    def busy(self) -> bool:  # type: ignore[override]
        return not (self._to_screen.empty and self._to_program.empty)

    def receive(self, timeout: float) -> bytes:
        until = time.monotonic() + timeout
        while True:
            now = time.monotonic()
            if keys := self._to_program.taken(now):
                super().send(keys)
            if come := self._to_screen.taken(now):
                before = self.delivered[-1][1] if self.delivered else 0
                self.delivered.append((now, before + len(come)))
                return come
            if now > until:
                return b""
            nexts = [way.next() for way in (self._to_screen, self._to_program) if not way.empty]
            if data := super().receive(max(_GRAIN, min([until, *nexts]) - now)):
                self._to_screen.put(data, time.monotonic())

    def send(self, data: bytes) -> int:
        self._to_program.put(data, time.monotonic())
        return len(data)
