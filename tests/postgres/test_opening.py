"""A database on a server is looked at before anything changes it, and refused in words."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, update
from sqlalchemy.engine import Connection

from fleet_tui.bootstrap.settings_table import has_password
from fleet_tui.domain.errors import Busy, DatabaseRefused, Refusal, Stopped
from fleet_tui.domain.waiting import Waiting, waiting_as
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.db.postgres import database as engine
from fleet_tui.storage.db.postgres.address import parse_address
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.schema.postgres import prepare
from fleet_tui.storage.schema.tables import ListEntry
from fleet_tui.storage.server import open_server
from tests.support.servers import Server

_ENTRY = ListEntry.__table__


def refusal(server: Server, name: str) -> str:
    """Why the database of that name cannot be used."""
    with pytest.raises(DatabaseRefused) as refused:
        server.open(name).close()
    return str(refused.value)


def tables(server: Server, name: str) -> list[tuple[object, ...]]:
    """All that is in a database."""
    return server.sql("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1", name)


def test_a_new_database_is_whole_and_has_what_a_company_begins_with(database: Database) -> None:
    assert check(database) == ()
    assert database.library.startswith("PostgreSQL ")


def test_of_many_first_starts_one_makes_the_tables(server: Server) -> None:
    name = server.make()
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: server.open(name), range(6)))
    assert len({one.identity for one in opened}) == 1
    for one in opened:
        one.close()


def test_what_cannot_be_used_is_refused_and_left_as_it_is(server: Server) -> None:
    newer, foreign, torn, unguarded = server.company(), server.make(), server.company(), server.company()
    server.sql("UPDATE fleet_tui SET version = 999", newer)
    server.sql("CREATE TABLE invoices (id int)", foreign)
    server.sql("ALTER TABLE technician DROP COLUMN truck", torn)
    server.sql("DROP TRIGGER history_is_never_changed ON history", unguarded)
    for name, said in (
        (newer, "was made by a newer Fleet TUI (version 999"),
        (foreign, "has tables of another program (“invoices”)"),
        (torn, "lacks the column “truck” of the table “technician”"),
        (unguarded, "lacks the trigger “history_is_never_changed”"),
        ("nowhere", "its server has no database of that name"),
    ):
        before = tables(server, name) if name != "nowhere" else []
        assert said in refusal(server, name)
        if before:
            assert tables(server, name) == before


def test_a_server_that_is_too_old_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "OLDEST", 990_000)
    assert "which is too old: update it to 99" in refusal(server, server.make())


def test_a_server_that_does_not_answer_is_named_without_the_password(tmp_path: Path) -> None:
    for text in (
        f"postgresql+psycopg://ann:s3cret@/fleet?host={tmp_path}",
        "postgresql+psycopg://ann:s3cret@/fleet?host=127.0.0.1&port=1",
    ):
        with pytest.raises(Refusal) as refused:
            open_server(parse_address(text), tmp_path)
        assert "does not answer" in str(refused.value)
        assert "s3cret" not in str(refused.value)


def test_an_address_is_read_and_a_password_in_it_is_seen_and_never_said() -> None:
    for wrong in ("postgresql://u:s3cret@h", "mysql://u:s3cret@h/d", "postgresql://u:s3cret@h:port/d", "://s3cret"):
        with pytest.raises(DatabaseRefused) as refused:
            parse_address(wrong)
        assert "s3cret" not in str(refused.value)
    address = parse_address("postgresql://ann:s3cret@db.example.com:5433/fleet")
    assert address.shown == "postgresql://db.example.com:5433/fleet"
    assert "s3cret" not in repr(address)
    assert has_password("postgresql://ann:s3cret@h/d")
    assert has_password("postgresql://ann@h/d?password=s3cret")
    assert not has_password("postgresql://ann@h/d")
    several = parse_address("postgresql://ann@/fleet?host=one:5432&host=two:5433")
    assert several.shown == "postgresql://one:5432,two:5433/fleet"
    assert several.url.query["target_session_attrs"] == "read-write"


def test_a_wrong_password_is_refused_and_never_said(server: Server) -> None:
    name, rules = server.company(), server.folder / "data" / "pg_hba.conf"
    server.sql("CREATE ROLE ann LOGIN PASSWORD 'r1ght'")
    server.sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO ann", name)
    before = rules.read_text()
    rules.write_text(f"local all ann scram-sha-256\n{before}")
    server.sql("SELECT pg_reload_conf()")
    try:
        right, wrong = (server.address(name, f"ann:{word}") for word in ("r1ght", "wr0ng"))
        with pytest.raises(DatabaseRefused, match="lets nobody in by that name and password") as refused:
            open_server(parse_address(wrong), server.folder / "own")
        assert "wr0ng" not in str(refused.value)
        with closing(open_server(parse_address(right), server.folder / "own")) as opened:
            assert "r1ght" not in opened.name
            assert check(opened) == ()
    finally:
        rules.write_text(before)
        server.sql("SELECT pg_reload_conf()")


@pytest.mark.long
def test_a_network_that_hangs_is_given_up(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        port = silent.getsockname()[1]
        address = f"postgresql+psycopg://ann@127.0.0.1:{port}/fleet?connect_timeout=2"
        with pytest.raises(DatabaseRefused, match="does not answer"):
            open_server(parse_address(address), tmp_path)


def test_who_has_no_rights_is_told_so(server: Server) -> None:
    name = server.company()
    server.sql("CREATE ROLE stranger LOGIN")
    with pytest.raises(DatabaseRefused, match="grants your user"):
        open_server(parse_address(server.address(name, "stranger")), server.folder / "own")


@pytest.mark.parametrize("change", ["UPDATE history SET who = 'x'", "DELETE FROM history", "TRUNCATE history"])
def test_the_history_is_append_only(server: Server, change: str) -> None:
    name = server.company()
    with closing(server.open(name)) as opened, opened.write() as connection:
        words = dict.fromkeys(("who", "action", "subject_kind", "subject", "digest"), "x")
        connection.execute(insert(HISTORY).values(id=1, at=datetime(2026, 1, 1, tzinfo=UTC), changes="{}", **words))
    with pytest.raises(Exception, match="the history is never changed"):
        server.sql(change, name)


def test_a_read_changes_nothing_and_sees_one_state(database: Database) -> None:
    names = _ENTRY.select().order_by(_ENTRY.c.id)
    with database.read() as reading:
        before = reading.execute(names).all()
        with database.write() as writing:
            writing.execute(update(_ENTRY).values(retired=True))
        assert reading.execute(names).all() == before
    with pytest.raises(DatabaseRefused, match="takes no changes"), database.read() as reading:
        reading.execute(update(_ENTRY).values(retired=False))


def test_rows_are_numbered_without_gaps_whatever_is_taken_back(database: Database) -> None:
    def added(name: str) -> int:
        with database.write() as connection:
            row = {"list": "teams", "name": name, "name_key": name, "retired": False, "version": 1}
            made = connection.execute(insert(_ENTRY).values(**row)).inserted_primary_key
            if name == "taken back":
                raise ZeroDivisionError
            return int(made[0])

    first = added("one")
    with pytest.raises(ZeroDivisionError):
        added("taken back")
    assert added("two") == first + 1


def test_a_write_waits_for_another_program_and_is_refused_in_words(
    server: Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    other = server.open(database.name.rpartition("/")[2])
    with database.write(), pytest.raises(Busy, match="Another program is writing"), other.write():
        raise AssertionError("two programs write at once")
    other.close()


def test_who_waits_for_another_program_hears_of_it_and_may_give_up(server: Server, database: Database) -> None:
    waiting = Waiting(tell=lambda: setattr(waiting, "given_up", True))
    with closing(server.open(database.name.rpartition("/")[2])) as other, database.write():
        with pytest.raises(Stopped), waiting_as(waiting), other.write():
            raise AssertionError("two programs write at once")
        assert waiting.told
    with closing(server.open(database.name.rpartition("/")[2])) as other, other.write() as connection:
        connection.execute(update(_ENTRY).values(retired=True))


def test_a_program_of_before_stops_writing_when_a_newer_one_changed_the_tables(
    server: Server, database: Database
) -> None:
    server.sql("UPDATE fleet_tui SET version = version + 1", database.name.rpartition("/")[2])
    with pytest.raises(DatabaseRefused, match="brought up to date by a newer"), database.write():
        raise AssertionError("an old program writes")


def _cut(server: Server, connection: Connection) -> None:
    server.stop()
    connection.execute(_ENTRY.select()).all()


def test_a_server_that_was_restarted_costs_a_sentence_at_most(server: Server, database: Database) -> None:
    with database.read() as connection:
        connection.execute(_ENTRY.select()).all()
    with pytest.raises(Busy, match="was lost"), database.write() as connection:
        _cut(server, connection)
    with pytest.raises(Refusal, match="does not answer"), database.read():
        raise AssertionError("there is no server")
    server.start()
    with database.write() as connection:
        connection.execute(update(_ENTRY).values(retired=True))
    assert check(database) == ()
