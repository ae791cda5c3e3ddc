"""How a database file came to be as it is: numbered steps, each in one transaction, none ever changed again.

To add one: write `mNNNN_<what>.py` with `upgrade(connection)`, add it to `MIGRATIONS`, and change `tables.py` to match.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Connection

from fleet_tui.storage.migrations import m0001_people

Migration = Callable[[Connection], None]

MIGRATIONS: tuple[Migration, ...] = (m0001_people.upgrade,)
"""In order; a file's version is the number of them that it has been through."""
