"""The server that takes changes moves, and an open program goes on with the other one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update

from fleet_tui.domain.errors import Refusal
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.db.postgres.address import parse_address
from fleet_tui.storage.schema.tables import ListEntry
from fleet_tui.storage.server import open_server
from tests.support import servers

_ENTRY = ListEntry.__table__


def write(database: Database) -> None:
    """A change of some rows."""
    with database.write() as connection:
        connection.execute(update(_ENTRY).values(retired=True))


@pytest.mark.long
def test_a_program_goes_on_where_changes_are_taken_now(tmp_path: Path) -> None:
    if reason := servers.why_not():
        pytest.skip(reason)
    with servers.running() as first, servers.running(copy_of=first) as second:
        name = first.company()
        address = f"postgresql+psycopg://fleet@/{name}?host={first.folder},{second.folder}"
        with closing(open_server(parse_address(address), tmp_path)) as database:
            write(database)
            first.wait_until_copied()
            first.stop()
            with pytest.raises(Refusal, match=r"does not answer|takes no changes"):
                write(database)
            second.promote()
            write(database)
            assert check(database) == ()
        first.start()  # for its end
