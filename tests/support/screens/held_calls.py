"""Service calls that answer when a test lets them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest


class Held:
    """Stands before a service call: it answers when it is let."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call
        self.asked = threading.Event()
        self.open = threading.Event()

    def __call__(self, *arguments: Any, **more: Any) -> Any:
        self.asked.set()
        assert self.open.wait(20)
        return self._call(*arguments, **more)


def held(patch: pytest.MonkeyPatch, of: object, name: str) -> Held:
    """Hold back what a service answers."""
    found = Held(getattr(of, name))
    patch.setattr(of, name, found)
    return found
