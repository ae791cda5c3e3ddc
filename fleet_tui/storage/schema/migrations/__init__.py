"""How a database file came to be as it is: numbered steps, each in one transaction, none ever changed again.

To add one: write `mNNNN_<what>.py` with `upgrade(connection)`, add its name to `MIGRATIONS`, change `tables.py` or
the tables of its kind to match, and `DIGEST`: `tests/storage/schema/test_drift.py` shows the right one.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from sqlalchemy.engine import Connection

Migration = Callable[[Connection], None]

MIGRATIONS: tuple[str, ...] = (
    "m0001_people",
    "m0002_bulk",
    "m0003_accounts",
    "m0004_answers",
    "m0005_search_keys",
    "m0006_invitations",
    "m0007_claims",
    "m0008_growth",
    "m0009_authors",
    "m0010_history_pages",
)
"""In order; a file's version is the number of them that it has been through. They are imported when they are needed:
a file that is up to date needs none."""


DIGEST = "5c854c1c1a465ed3"
"""Of the names of all that the last of them leaves in a file (`storage/schema/completeness.py`)."""


def upgrade_of(name: str) -> Migration:
    """The step of that name."""
    upgrade: Migration = importlib.import_module(f"{__name__}.{name}").upgrade
    return upgrade
