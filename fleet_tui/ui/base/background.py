"""The only way off the event loop's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def run_in_thread(call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a service call made on another thread, so that keys are read and answered meanwhile.

    A worker that awaits this and is cancelled drops the answer; the call itself runs to its end.
    """
    return await asyncio.to_thread(call, *args, **kwargs)
