"""The lines of the pane: a profile as labels and values, in cells.

The values that a dispatcher looks for first have lines of their own, also while they are empty: from one person to the
next only the values change, which is what a slow line pays for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.cells import cell_len, chop_cells

from fleet_tui.domain.people.list_cell import with_sign
from fleet_tui.domain.people.profile import Profile, cell
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.ui.widgets.grid_columns import fit

LABEL = 11
"""Cells of a label with the space behind it."""

ALWAYS = (
    ("Mobile", "mobile"),
    ("Office", "office_phone"),
    ("Email", "email"),
    ("Status", "status"),
    ("Team", "team"),
    ("Truck", "truck"),
    ("Main zone", "zone"),
    ("Role", "role"),
    ("Type", "type"),
    ("Unit", "business_unit"),
)
"""Labels and fields with a line of their own; the ones of the other kind are left out."""
ADDRESS = ("street", "unit", "city", "state", "zip", "country")
"""The fields on the line "Address"."""
WHERE_FILLED = (
    ("Positions", ("positions",)),
    ("All zones", ("zones",)),
    ("Skills", ("skills",)),
    ("Address", ADDRESS),
    ("Memo", ("memo",)),
    ("Mobile app", ("mobile_access",)),
    ("Fleet Pro", ("fleet_pro",)),
    ("Signed in", ("last_sign_in",)),
    ("Changed", ("changed",)),
)
"""Labels and their fields with as many lines as the values need, none without a value."""


def head(profile: Profile, width: int) -> list[str]:
    """The person's name, and that the profile is inactive."""
    name = cell(PROFILE_TYPES[profile.kind], "name", profile.values, profile.names, profile.country)
    return wrapped(name if profile.active else f"{name} (inactive)", width)


def lines(profile: Profile, width: int) -> list[str]:
    """The values behind their labels, in lines of at most that many cells."""
    found: list[str] = []
    for label, text in _values(profile):
        rows = wrapped(text, width - LABEL) or [""]
        found += [f"{fit(label if place == 0 else '', LABEL)}{row}" for place, row in enumerate(rows)]
    return found


def _values(profile: Profile) -> Iterator[tuple[str, str]]:
    profile_type = PROFILE_TYPES[profile.kind]

    def words(name: str) -> str:
        if name not in profile_type.fields:
            return ""
        text = cell(profile_type, name, profile.values, profile.names, profile.country)
        return with_sign(name, profile.values, text)

    yield from ((label, words(name)) for label, name in ALWAYS if name in profile_type.fields)
    for label, names in WHERE_FILLED:
        text = _address(profile, words) if names is ADDRESS else ", ".join(filter(None, map(words, names)))
        if text and any(profile.values.get(name) for name in names):  # no amount of 0 and no "No"
            yield label, text


def _address(profile: Profile, words: Callable[[str], str]) -> str:
    """The address on one line, as it is written; the company's own country goes without saying."""
    if not profile.values.get("street"):
        return ""
    place = " ".join(filter(None, (words("state"), words("zip"))))
    country = "" if profile.values.get("country") == profile.country else words("country")
    return ", ".join(filter(None, (words("street"), words("unit"), words("city"), place, country)))


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most that many cells, broken between words where that is possible."""
    found: list[str] = []
    for word in text.split():
        if found and cell_len(found[-1]) + 1 + cell_len(word) <= width:
            found[-1] += f" {word}"
        else:
            found += chop_cells(word, max(2, width))  # a wide character takes two cells
    return found
