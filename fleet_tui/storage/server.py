"""Open a database on a server: as `opening` opens a file."""

from __future__ import annotations

from pathlib import Path

from fleet_tui.domain.errors import Busy, DatabaseRefused, Refusal
from fleet_tui.private_files import make_folder, write_private
from fleet_tui.storage.db.database import ADDRESS_FILE
from fleet_tui.storage.db.postgres.address import ServerAddress
from fleet_tui.storage.db.postgres.database import ServerDatabase, engine_of
from fleet_tui.storage.db.postgres.errors import translate_errors
from fleet_tui.storage.schema.postgres.prepare import prepare

_PREPARE = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '30s'"


def open_server(address: ServerAddress, folder: Path, *, create: bool = True) -> ServerDatabase:
    """The database at that address, made when it is empty and brought up to date when it is older.

    What this computer keeps for it goes into a folder of its own in `folder`.

    Raises:
        DatabaseRefused: what is wrong with it and what to do; it is as it was.
    """
    engine = engine_of(address, _PREPARE, size=1)
    try:
        with translate_errors(address.shown), engine.begin() as connection:
            version = prepare(connection, address.shown, create=create)
    except Busy as busy:
        raise DatabaseRefused(str(busy)) from None
    finally:
        engine.dispose()
    database = ServerDatabase(address, folder, version)
    try:
        database.path = folder / database.identity / ADDRESS_FILE
        make_folder(database.path.parent)
        if not database.path.exists():
            write_private(database.path, f"{address.shown}\n".encode())
    except OSError as error:
        database.close()
        raise Refusal(f"The folder {database.path.parent} cannot be written ({error.strerror}).") from None
    return database
