"""Make a whole database file under a name that is not taken yet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fleet_tui.domain.errors import DatabaseRefused, Refusal
from fleet_tui.private_files import settle
from fleet_tui.storage.db.sqlite_library import choose_library
from fleet_tui.storage.db.verify import prove


@contextmanager
def new_file(file: Path) -> Iterator[Path]:
    """The path in a private folder beside `file` where the block makes a database; proved, it then gets its name.

    Raises:
        Refusal: the name is taken, or the file cannot be made; nothing is left of it.
    """
    taken = f"{file} is there already: name a file that is not there yet."
    if os.path.lexists(file):
        raise Refusal(taken)
    for end in ("-wal", "-journal"):
        if os.path.lexists(f"{file}{end}"):  # SQLite would write it into the new file
            raise Refusal(f"{file}{end} is there, left by another database: move it away, or name another file.")
    made = file
    try:
        with tempfile.TemporaryDirectory(prefix=".fleet-tui-", dir=file.absolute().parent) as folder:
            made = Path(folder, "fleet.db")
            yield made
            prove(made, file, choose_library())
            os.link(made, file)  # unlike a rename it never replaces a file that appeared meanwhile
            try:
                settle(file.absolute().parent)
            except OSError:
                file.unlink(missing_ok=True)
                raise
    except DatabaseRefused as refused:
        raise Refusal(str(refused).replace(str(made), str(file))) from None
    except FileExistsError:
        raise Refusal(taken) from None
    except OSError as error:
        raise Refusal(
            f"{file} cannot be made ({error.strerror}): name a file in a folder that you may write and that has room."
        ) from None
