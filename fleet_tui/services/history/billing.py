"""Who was billed on a day (product.md, "History and overview")."""

from __future__ import annotations

from datetime import date

from fleet_tui.domain.access.permissions import EXPORT_PEOPLE, SEE_HISTORY, SEE_PEOPLE
from fleet_tui.domain.billed import BilledDay, BilledTechnician, what_became
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.people.choices import MANAGED
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Context
from fleet_tui.storage.db.comparing import end_of_day
from fleet_tui.storage.history import billed

_TODAY = "The day has not ended: this is as it is now."
_BEFORE = "The history begins on {}: before that day, people are taken as they were when they were added."


class Billing:
    """The technicians that the company was billed for, derived from the history."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def on(self, day: date, *, export: bool = False) -> BilledDay:
        """The active managed technicians at the end of that day here; `export` is for a file.

        Raises:
            SignedOut, NotAllowed: the actor may not see people or the history, or export people.
            Refusal: the day is still to come.
        """
        with self._context.reading(SEE_PEOPLE, SEE_HISTORY, *([EXPORT_PEOPLE] if export else [])) as tx:
            today = tx.now.astimezone().date()
            if day > today:
                raise Refusal(f"{day} is still to come: type today, {today}, or a day before it.")
            begins = billed.begins(tx.connection)
            note = _TODAY if day == today else ""
            if begins and day < begins.astimezone().date():
                note = _BEFORE.format(begins.astimezone().date())
            found = billed.billed_before(tx.connection, end_of_day(day))
        technicians = (
            BilledTechnician(id, displayable(name), displayable(team), what_became(type_now, active, MANAGED))
            for id, name, team, type_now, active in found
        )
        return BilledDay(day, tuple(technicians), note)
