"""What pictures show, and the keys that lead there from the list of technicians."""

from __future__ import annotations

from typing import NamedTuple


class Scene(NamedTuple):
    """One picture: after each key or typed text the next text that is to be on the screen is waited for."""

    name: str
    steps: tuple[tuple[tuple[str, ...], str], ...]
    """Keys, and a text that stands on the screen when they have done what they do."""

    signed_in: bool = True


FILE = "crew.csv"
"""A file of people, which lies where the program looks for files."""
_NORTH = ((("/",), "/Up:"), ((*"team:north",), "team:north"), (("enter",), "Team: North"))
_PLAN = (*_NORTH, (("*",), "marked"), (("x",), "Deactivate"), (("d",), "Enter"))

_COLUMNS = ((("i",), "Tab completes"), ((*FILE,), FILE), (("enter",), "Enter goes on"))
_CHOSEN = (
    *((("space",), "type to narrow"), ((*"managed",), "managed"), (("enter",), "Managed Technician")),
    *((("space",), "type to narrow"), ((*"driver",), "driver"), (("enter",), "Driver")),
)

SCENES = (
    Scene("list", ((("down", "down"), "row 3"), ((), "(303) 555-"))),
    Scene("marks", ((("down", "space", "space", "down", "space"), "3 marked"),)),
    Scene("menu", ((("down", "x"), "Deactivate"),)),
    Scene("filter", ((("/",), "/Up:"), ((*"team:north status:pe",), "status:pe"))),
    Scene("form", ((("down", "enter"), "Edit Technician"),)),
    Scene("errors", ((("a",), "Add Technician"), (("f2",), "Not saved"))),
    Scene("plan", _PLAN),
    Scene("outcome", (*_PLAN, (("enter",), "Done"))),
    Scene("columns", _COLUMNS),
    Scene("import", (*_COLUMNS, *_CHOSEN, (("enter",), "Enter runs"))),
    Scene("history", ((("5",), "History"), (("down",), "row 2"))),
    Scene("overview", ((("9",), "Billed by month"), (("down",), "> Non-managed"))),
    Scene("help", ((("?",), "This screen"),)),
    Scene("palette", ((("ctrl+p",), "Tab"), ((*"ann",), "Ann"))),
    Scene("sign-in", (((), "code"),), signed_in=False),
)
"""Every scene."""

IN_README = (("list", "dark"), ("form", "light"), ("plan", "dark"), ("overview", "dark"))
"""The scenes that the README shows, each with the name of its look."""
