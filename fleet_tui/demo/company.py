"""The company that the demo people work for: it has more teams, zones and trucks the more people it has."""

from __future__ import annotations

from dataclasses import dataclass

_TEAMS = (
    "North", "South", "East", "West", "Central", "Downtown", "Riverside", "Airport", "Harbor", "Lakeside", "Uptown",
    "Foothills", "Night shift", "Weekend", "Commercial", "New construction", "Install A", "Install B", "Install C",
    "Service A", "Service B", "Service C", "Plumbing", "Electrical", "HVAC", "Refrigeration", "Drains", "Warranty",
    "Emergency", "Training",
)  # fmt: skip
_ZONES = (
    "Central", "North", "South", "East", "West", "Airport", "Ballpark", "Canyon", "Cedar Hills", "Civic Center",
    "Downtown", "Eastgate", "Fairgrounds", "Foothills", "Garden District", "Harbor", "Heights", "Hospital",
    "Industrial", "Lakeside", "Market", "Meadows", "Midtown", "Mill Valley", "Northgate", "Old Town", "Orchard",
    "Park Slope", "Peninsula", "Quarry", "Railyard", "Ridge", "River Bend", "Southgate", "Stadium", "Sunset",
    "University", "Uptown", "Westgate", "Woodlands",
)  # fmt: skip
_VEHICLES = ("Transit", "Sprinter", "Express", "ProMaster", "F-250", "Box truck", "Savana", "NV200")
MOST_TRUCKS = 2_000
"""Above this, people share trucks in shifts: a longer list is no use for picking."""


@dataclass(frozen=True, slots=True)
class Company:
    """The entries of its lists, by name."""

    teams: tuple[str, ...]
    zones: tuple[str, ...]
    trucks: tuple[str, ...]


def company_of(technicians: int) -> Company:
    """A company that fits so many technicians: a team for 25, a zone for 20, a truck for two out of three."""
    trucks = min(MOST_TRUCKS, max(3, technicians * 2 // 3))
    return Company(
        teams=_TEAMS[: max(4, min(len(_TEAMS), technicians // 25))],
        zones=_ZONES[: max(5, min(len(_ZONES), technicians // 20))],
        trucks=tuple(f"{100 + number} {_VEHICLES[number % len(_VEHICLES)]}" for number in range(1, trucks + 1)),
    )
