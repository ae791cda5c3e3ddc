"""A backup: a copy of the whole database while people work in it, proved before it gets its name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from fleet_tui.domain.errors import DatabaseRefused, Refusal
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.engine import DatabaseFile, connect, translate_errors
from fleet_tui.storage.db.new_file import new_file
from fleet_tui.storage.db.sqlite_library import choose_library
from fleet_tui.storage.opening import open_database


def back_up(database: DatabaseFile, file: Path) -> None:
    """Copy one state of the database into a file that is not there yet; others go on writing meanwhile.

    The key of the codes is not in it: with the copy alone nobody can make a code.

    Raises:
        Refusal: the database is not whole, or the file cannot be made; nothing is left of it.
    """
    library = choose_library()
    with new_file(file) as made:
        with translate_errors(file):
            made.touch(0o600)
            with closing(connect(database.path, library, read_only=True)) as connection:
                connection.execute("VACUUM INTO ?", (str(made),))
        copy = open_database(made, create=False, library=library)
        try:
            faults = check(copy)
        except DatabaseRefused as refused:
            faults = (str(refused),)
        finally:
            copy.close()
        if faults:
            raise Refusal(f"{database.name} is not whole, and no backup was made: {faults[0]} Run fleet-tui check.")
