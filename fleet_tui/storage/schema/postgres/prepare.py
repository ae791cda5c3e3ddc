"""Prepare a database on a server: look at it first, make it or bring it up to date, or refuse it in words."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from fleet_tui.domain.errors import DatabaseRefused
from fleet_tui.storage.schema.migrations import MIGRATIONS, Migration, upgrade_of
from fleet_tui.storage.schema.postgres.search_key import search_key_function
from fleet_tui.storage.schema.postgres.tables import server_tables
from fleet_tui.storage.schema.seed import seed

OLDEST = 130_000
"""The first version of the server that composes and decomposes characters."""
SETTING_UP = 0x466C6566
"""The advisory lock of the program that makes the tables or brings them up to date."""

_MARK = (
    "CREATE TABLE fleet_tui (version bigint NOT NULL, identity text NOT NULL)",
    "INSERT INTO fleet_tui VALUES (0, gen_random_uuid()::text)",
)
_FUNCTIONS = (
    # The same name as in SQLite, so that the index of a condition with it is one declaration.
    "CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE "
    "AS 'SELECT strpos($1, $2)'",
    "CREATE FUNCTION next_id(counted text) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$ DECLARE found bigint; "
    "BEGIN EXECUTE 'SELECT coalesce(max(id), 0) + 1 FROM ' || quote_ident(counted) INTO found; RETURN found; END $$",
)
_MADE = "UPDATE fleet_tui SET version = %s"
_APPEND_ONLY = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'the history is never changed'; END $$",
    "CREATE TRIGGER history_is_never_changed BEFORE UPDATE OR DELETE ON history "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER history_is_never_emptied BEFORE TRUNCATE ON history "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)
_GUARDS = frozenset({"history_is_never_changed", "history_is_never_emptied"})


def prepare(connection: Connection, name: str, *, create: bool) -> int:
    """Make what the database lacks, in the caller's transaction; the version that it then has.

    Raises:
        DatabaseRefused: what is wrong with it and what to do; it is as it was.
    """
    _require_server(connection, name)
    latest = len(MIGRATIONS)
    version = _version(connection)
    if version is None or version < latest:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({SETTING_UP})")
        version = _version(connection)
    if version is None:
        if not create:
            raise DatabaseRefused(f"{name} holds no company yet: start Fleet TUI on it once, or copy one into it.")
        _require_empty(connection, name)
        make(connection)
        return latest
    if latest < version:
        raise DatabaseRefused(
            f"{name} was made by a newer Fleet TUI (version {version}, this one knows {latest}): update Fleet TUI."
        )
    upgrade(connection, version, [upgrade_of(each) for each in MIGRATIONS])
    _require_complete(connection, name)
    return latest


def make(connection: Connection, *, rows: bool = True) -> None:
    """Make all tables at the latest version, and with `rows` what a company begins with."""
    run = connection.exec_driver_sql
    for statement in (*_MARK, *_FUNCTIONS):
        run(statement)
    run(search_key_function())
    server_tables().create_all(connection, checkfirst=False)
    for statement in _APPEND_ONLY:
        run(statement)
    if rows:
        seed(connection)
    run(_MADE, (len(MIGRATIONS),))


def upgrade(connection: Connection, version: int, migrations: list[Migration]) -> None:
    """Run the migrations after `version`; those that came since there are servers are written for both engines."""
    for step in migrations[version:]:
        step(connection)
    if len(migrations) > version:
        connection.exec_driver_sql(_MADE, (len(migrations),))


def _require_server(connection: Connection, name: str) -> None:
    number = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    if number < OLDEST:
        raise DatabaseRefused(
            f"{name} is kept by PostgreSQL {number // 10_000}, which is too old: update it to {OLDEST // 10_000}."
        )
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise DatabaseRefused(f"{name} keeps texts in {encoding}: make one with createdb --encoding UTF8.")


def _version(connection: Connection) -> int | None:
    if connection.exec_driver_sql("SELECT to_regclass('fleet_tui')").scalar_one() is None:
        return None
    return int(connection.exec_driver_sql("SELECT version FROM fleet_tui").scalar_one())


_THERE = (
    "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
    "AND NOT a.attisdropped WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')"
)


def _require_empty(connection: Connection, name: str) -> None:
    table = connection.exec_driver_sql(f"{_THERE} ORDER BY 1 LIMIT 1").first()
    if table is not None:
        raise DatabaseRefused(
            f"{name} has tables of another program (“{table[0]}”). It was left as it is: make a database for Fleet TUI."
        )


def _require_complete(connection: Connection, name: str) -> None:
    there = {(table, column) for table, column in connection.exec_driver_sql(_THERE)}
    wanted = {(table.name, column.name) for table in server_tables().sorted_tables for column in table.columns}
    lacking = sorted(f"the column “{column}” of the table “{table}”" for table, column in wanted - there)
    guards = set(connection.exec_driver_sql("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal").scalars())
    lacking += sorted(f"the trigger “{guard}”" for guard in _GUARDS - guards)
    if not lacking and connection.exec_driver_sql("SELECT count(*) FROM company").scalar_one() != 1:
        lacking = ["the row of the company's settings"]
    if lacking:
        raise DatabaseRefused(
            f"{name} is not complete: it lacks {lacking[0]}. It was left as it is: keep it, and go back to a backup."
        )
