"""Killing a program at some moment, and what it had said by then."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from random import Random


def killed(
    processes: ForkServerContext,
    task: Callable[..., None],
    *arguments: object,
    after: int = 1,
    within: float,
    random: Random,
) -> object:
    """The last that a task said which is killed up to `within` seconds after it has said so many things."""
    hear, say = processes.Pipe(duplex=False)
    child = processes.Process(target=task, args=(*arguments, say))
    child.start()
    say.close()
    for _ in range(after):
        said = hear.recv()
    until = time.perf_counter() + random.random() * within
    while time.perf_counter() < until:
        pass
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    child.join(60)
    while hear.poll():
        try:
            said = hear.recv()
        except EOFError:
            break
    hear.close()
    child.close()
    return said
