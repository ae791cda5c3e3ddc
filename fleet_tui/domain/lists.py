"""The company's lists that profiles draw on, and what they hold on the first day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ListName(Enum):
    """A list that the company keeps; the value names it in the database."""

    TECHNICIAN_POSITIONS = "technician_positions"
    TECHNICIAN_ROLES = "technician_roles"
    EMPLOYEE_POSITIONS = "employee_positions"
    EMPLOYEE_ROLES = "employee_roles"
    SKILLS = "skills"
    TEAMS = "teams"
    ZONES = "zones"
    TRUCKS = "trucks"
    BUSINESS_UNITS = "business_units"

    @property
    def label(self) -> str:
        """The list's name on screen."""
        return self.value.replace("_", " ").capitalize()

    @property
    def noun(self) -> str:
        """One entry of the list, in a sentence."""
        return self.label.removesuffix("s").lower()


ENTRY_LENGTH = 60
"""The longest name of an entry, in characters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list. A retired entry stays on the people who have it and is not offered any more."""

    id: int
    list: ListName
    name: str
    retired: bool
    version: int
    used_by: int = 0


SEED: dict[ListName, tuple[str, ...]] = {
    ListName.TECHNICIAN_POSITIONS: (
        "Installer",
        "Service",
        "Sales",
        "Maintenance",
        "Helper",
        "Install production manager",
        "Service manager",
        "Sales manager",
        "Parts runner",
        "Dummy technician",
    ),
    ListName.TECHNICIAN_ROLES: (
        "Technician",
        "Service technician",
        "Sales technician",
        "Installer",
        "Maintenance technician",
        "Helper",
        "Driver",
    ),
    ListName.EMPLOYEE_POSITIONS: (
        "CSR",
        "Dispatcher",
        "CSR manager",
        "Dispatch manager",
        "Install production manager",
        "Service manager",
        "Sales manager",
        "Marketing manager",
        "Administrator",
        "Payroll manager",
        "Bookkeeper",
        "Purchasing manager",
        "Warehouse manager",
        "Office manager",
        "General manager",
        "Business owner",
        "Answering service",
        "Inside sales",
        "General office",
    ),
    ListName.EMPLOYEE_ROLES: (
        "Administrator",
        "Fleet manager",
        "Dispatch manager",
        "Dispatcher",
        "Accounting",
        "Office",
    ),
    ListName.SKILLS: ("Drain cleaning", "Electrical", "Gas", "HVAC", "Plumbing", "Refrigeration", "Water heaters"),
    ListName.TEAMS: ("North", "South", "East", "West"),
    ListName.ZONES: ("Central", "North", "South", "East", "West"),
    ListName.TRUCKS: ("Truck 1", "Truck 2", "Truck 3", "Truck 4", "Truck 5"),
    ListName.BUSINESS_UNITS: ("Install", "Maintenance", "Office", "Sales", "Service"),
}
