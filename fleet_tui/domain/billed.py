"""The technicians that the company was billed for on a day: active managed ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fleet_tui.domain.tables_as_text import line


@dataclass(frozen=True, slots=True)
class BilledTechnician:
    """A technician who was billed, by today's name and team; `today` says what became of them."""

    id: int
    name: str
    team: str
    today: str


@dataclass(frozen=True, slots=True)
class BilledDay:
    """The technicians billed at the end of a day, in the order of their names; `note` says how far that is known."""

    day: date
    technicians: tuple[BilledTechnician, ...]
    note: str = ""

    @property
    def heading(self) -> str:
        """The day and how many: `Billed on 2026-11-15: 41 managed technicians`."""
        number = len(self.technicians)
        return f"Billed on {self.day}: {number:,} managed technician{'' if number == 1 else 's'}"


TITLES = ("ID", "Name", "Team", "Today")


def cells(technician: BilledTechnician) -> tuple[str, str, str, str]:
    """What stands under the titles."""
    return str(technician.id), technician.name, technician.team, technician.today


def as_text(billed: BilledDay) -> Iterator[str]:
    """A line a technician, under a line of titles."""
    yield line(TITLES)
    for technician in billed.technicians:
        yield line(cells(technician))


def what_became(type_now: object, active: bool, managed: str) -> str:
    """What a technician who was billed is today."""
    if not active:
        return "inactive"
    return "billed" if type_now == managed else "not managed"
