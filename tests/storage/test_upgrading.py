"""Files of every earlier version come to the present one whole: what they hold stays, and the check finds no fault."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from making import services_on

from fleet_tui.storage.check import check

RELEASED = sorted(Path(__file__).parent.glob("version_*.sql"))
"""What the program wrote in its earlier versions, as SQL."""
WRITTEN_ANEW = {("view", "owner")}
"""What the migrations express otherwise, beside the derived columns: another test says how."""
ADDED_TO = {"role_permission"}
"""Tables that get more rows: a permission that is added is given to roles."""
DERIVED = "_key"
"""How the names of derived columns end."""


Rows = dict[str, tuple[list[str], list[Any]]]


def kept(path: Path, like: Rows | None = None) -> Rows:
    """By table, the columns that are not derived and their rows; of `like`, just the tables and columns that it has."""
    with closing(sqlite3.connect(path)) as connection:
        master = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found: Rows = {}
        for table in like or [name for (name,) in master]:
            columns = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
            derived = {name for name in columns if name.endswith(DERIVED) or (table, name) in WRITTEN_ANEW}
            wanted = like[table][0] if like else [name for name in columns if name not in derived]
            names = ", ".join(f'"{name}"' for name in wanted)
            found[table] = wanted, sorted(connection.execute(f"SELECT {names} FROM {table}"), key=repr)
    return found


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_what_an_earlier_version_wrote_stays_as_it_is(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "fleet.db"
    with closing(sqlite3.connect(path)) as written:
        written.executescript(released.read_text("utf-8"))
    before = kept(path)
    services = services_on(path)
    assert check(services.database) == ()
    services.database.close()
    after = kept(path, like=before)
    assert {table: removed for table in before if (removed := {*before[table][1]} - {*after[table][1]})} == {}
    grown = {table for table in before if len(after[table][1]) > len(before[table][1])}
    assert grown <= ADDED_TO
