"""Where the user left off: a session starts there, and what changes is written soon (product.md, "Lists")."""

from __future__ import annotations

from textual.app import App

from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.local.remembered import Remembered
from fleet_tui.services.services import Services
from fleet_tui.ui.app.destinations import closed, why_closed
from fleet_tui.ui.base.background import Debouncer, run_in_thread
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.people.opening import Opening, open_list

PEOPLE = frozenset(kind.value for kind in PersonKind)
"""The destinations that are lists of people."""
KEPT_AFTER = 0.5
"""Seconds from a change until it is written; what comes within them is written with it."""


class Remembering:
    """Writes the changes of the session at the screen."""

    def __init__(self, app: App[None]) -> None:
        self._remembered: Remembered | None = None
        self._soon = Debouncer(app, KEPT_AFTER, self._write)

    def follow(self, remembered: Remembered) -> None:
        """Write the changes of another session from here on."""
        self._remembered = remembered
        remembered.changed = self._soon.schedule

    async def flush(self) -> None:
        """Write now what is not on disk yet."""
        await self._soon.flush()

    async def end(self) -> None:
        """Write what is not on disk yet and follow no more changes: the session ends."""
        if self._remembered is not None:
            self._remembered.changed = lambda: None
        await self._soon.flush()

    async def _write(self) -> None:
        if self._remembered is not None:
            await run_in_thread(self._remembered.write)


def destination(services: Services) -> tuple[str, str]:
    """The id of the destination where the user left off, or of the first that is allowed, and why it is another one."""
    left, shut = services.remembered.screen.destination, closed(services.grants)
    if left in {entry.id for entry in DESTINATIONS} - shut:
        return left, ""
    first = next(entry.id for entry in DESTINATIONS if entry.id not in shut)
    return first, why_closed(services.grants, left) if left in shut else ""


def list_of_people(remembered: Remembered) -> str:
    """The id of the list of people that Esc leads to: the one shown last."""
    left = remembered.screen.people
    return left if left in PEOPLE else PersonKind.TECHNICIAN.value


def open_first(services: Services, entry: str) -> Opening | None:
    """What the list of people `entry` opens with; None for another destination. Reads the database.

    Raises:
        Refusal: the people cannot be read.
    """
    services.remembered.load()
    return open_list(services, PersonKind(entry)) if entry in PEOPLE else None
