"""A company moves from a file to a server and back, with its history."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from fleet_tui.cli.main import main
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.opening import open_database
from fleet_tui.storage.schema.postgres.tables import declared_tables
from tests.support.servers import Server


def rows(database: Database) -> dict[str, list[object]]:
    """Every row of every table."""
    with database.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in declared_tables()
        }


def test_a_company_goes_to_a_server_and_back_and_is_the_same(
    server: Server, demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, back = server.make(), tmp_path / "back.db"
    assert main(["copy", "--from", str(demo_file), "--to", server.address(name)]) == 0
    assert main(["copy", "--from", server.address(name), "--to", str(back)]) == 0
    assert "whole, with the same history to its last entry" in capsys.readouterr().out
    with closing(open_database(demo_file)) as first, closing(server.open(name)) as there:
        assert rows(there) == rows(first)
        assert check(there) == ()
        with closing(open_database(back)) as last:
            assert rows(last) == rows(first)
            assert check(last) == ()


def test_nothing_is_copied_over_another_company(
    server: Server, demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, file = server.make(), tmp_path / "there.db"
    assert main(["copy", "--from", str(demo_file), "--to", server.address(name)]) == 0
    with closing(server.open(name)) as there:
        before = rows(there)
        assert main(["copy", "--from", str(demo_file), "--to", server.address(name)]) == 1
        assert rows(there) == before
    file.write_text("mine")
    assert main(["copy", "--from", server.address(name), "--to", str(file)]) == 1
    assert file.read_text() == "mine"
    assert "holds a company already" in capsys.readouterr().err


def test_a_copy_that_is_refused_leaves_no_file(server: Server, tmp_path: Path) -> None:
    name, file = server.company(), tmp_path / "new.db"
    server.sql("UPDATE company SET name = 'x'", name)
    assert main(["copy", "--from", server.address(name), "--to", str(file)]) == 1
    assert list(tmp_path.glob("new.db")) == []
