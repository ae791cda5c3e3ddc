"""Where a session starts: at the destination where the user left off, with the list as it was left."""

from __future__ import annotations

from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.local.remembered import Remembered
from fleet_tui.services.services import Services
from fleet_tui.ui.app.destinations import closed, why_closed
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.people.opening import Opening, open_list

PEOPLE = frozenset(kind.value for kind in PersonKind)
"""The destinations that are lists of people."""


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
