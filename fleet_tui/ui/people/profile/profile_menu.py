"""The menu of profile actions."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import SENDS
from fleet_tui.ui.dialogs.menu import Options, entry
from fleet_tui.ui.people.profile.more_profiles import ANOTHER, AS_EMPLOYEE, AS_TECHNICIAN, LIKE


class ProfileActions(Options):
    """The menu of profile actions; profiles that have a value typed here stand above, each with a digit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("a", "activate", "Activate", id="profile.activate"),
        entry("d", "deactivate", "Deactivate", id="profile.deactivate"),
        entry("i", "invite", SENDS[Purpose.INVITE], id="profile.invite"),
        entry("r", "reset", SENDS[Purpose.RESET], id="profile.reset"),
        entry("n", ANOTHER, "Save and add another", id="profile.another"),
        entry("l", LIKE, "Add one like this", id="profile.like"),
        entry("e", AS_EMPLOYEE, "Also add as employee", id="profile.as_employee"),
        entry("t", AS_TECHNICIAN, "Also add as technician", id="profile.as_technician"),
        entry("h", "history", "History of this profile", id="profile.history"),
        entry("p", "photo", "View photo", id="profile.photo"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | a | Activate the profile. |
    | d | Deactivate the profile. |
    | i | Send Account Invite. |
    | r | Send Password Reset. |
    | n | Save what is typed, and add another. |
    | l | Add one like this: all but name, contact, address, photo, biography, payroll ID and account. |
    | e | Add the technician as an employee too. |
    | t | Add the employee as a technician too. |
    | h | The history of the profile. |
    | p | The photo. |
    """
