"""What the screens at the door and the app agree on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fleet_tui.domain.access.session import Session

DOOR = "door"
"""The mode in which nobody is signed in; it is no destination."""

Enter = Callable[[Session], Awaitable[str]]
"""Lets in who has signed in; answers the sentence that says why not, or nothing."""
