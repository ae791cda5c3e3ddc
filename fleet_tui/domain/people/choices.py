"""The fixed answers that fields offer, with the words shown for them."""

from __future__ import annotations

from fleet_tui.domain.fields import Choice

MANAGED = "managed"
NON_MANAGED = "non_managed"

TECHNICIAN_TYPES = (
    Choice(MANAGED, "Managed Technician", "Managed"),
    Choice(NON_MANAGED, "Non-managed Technician", "Non-managed"),
)

UPCOMING = (
    Choice("all", "All scheduled, dispatched and working", "All"),
    Choice("next", "Next scheduled, dispatched and working", "Next"),
    Choice("current", "Dispatched and working", "Dispatched"),
    Choice("next_today", "Next scheduled today, dispatched and working", "Next today"),
    Choice("all_today", "All scheduled today, dispatched and working", "All today"),
    Choice("all_five_days", "All scheduled in five days, dispatched and working", "All five days"),
    Choice("next_two_days", "Next scheduled today and tomorrow, dispatched and working", "Next two days"),
    Choice("all_two_days", "All scheduled today and tomorrow, dispatched and working", "All two days"),
    Choice("next_two_today", "Next two scheduled today, dispatched and working", "Next two today"),
)

PAST = (
    Choice("3_days", "Last 3 days"),
    Choice("7_days", "Last 7 days"),
    Choice("month", "Last month"),
    Choice("all", "All jobs"),
)

ACCOUNT_LATER = "later"
ACCOUNT_INVITE = "invite"
ACCOUNT_CREATE = "create"

ACCOUNT_SETUP = (
    Choice(ACCOUNT_LATER, "Create an account later"),
    Choice(ACCOUNT_INVITE, "Send invitation via email"),
    Choice(ACCOUNT_CREATE, "Create username and password"),
)

PAY_TYPES = (Choice("hourly", "Hourly"), Choice("commission", "Commission"))
PAY_BASES = (Choice("timesheet", "Timesheet"), Choice("performance", "Performance"), Choice("both", "Both"))

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
ACTIVE = (Choice("yes", "Active"), Choice("no", "Inactive"))

COLORS = tuple(
    Choice(name, name.capitalize())
    for name in (
        "red",
        "orange",
        "amber",
        "yellow",
        "lime",
        "green",
        "teal",
        "cyan",
        "sky",
        "blue",
        "indigo",
        "violet",
        "magenta",
        "pink",
        "brown",
        "gray",
    )
)

_RGB = dict(
    zip(
        (choice.value for choice in COLORS),
        (
            "#d32f2f",
            "#f57c00",
            "#ffa000",
            "#fbc02d",
            "#afb42b",
            "#388e3c",
            "#00897b",
            "#0097a7",
            "#0288d1",
            "#1976d2",
            "#3f51b5",
            "#7e57c2",
            "#ab47bc",
            "#ec407a",
            "#795548",
            "#757575",
        ),
        strict=True,
    )
)
_UNKNOWN = "#757575"


def color_rgb(stored: str) -> str:
    """A person's color as `#rrggbb`; grey for one that is not known here."""
    return _RGB.get(stored, _UNKNOWN)
