"""Makes every sort of file with more and more room for it: run by `test_full_disk.py`, in a program of its own.

A file that becomes too large is refused as on a full disk.
"""

from __future__ import annotations

import contextlib
import io
import resource
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from fleet_tui.bootstrap import crash
from fleet_tui.cli.main import main
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.mail.delivery import OutgoingMessage, Sent
from fleet_tui.domain.mail.messages import EMAIL
from fleet_tui.mail.folder import FolderSender
from fleet_tui.services.local.drafts import Drafts
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.secret_file import key_of
from fleet_tui.storage.opening import open_database
from tests.support.people import NOON

OLDER, ROOT = Path(sys.argv[1]), Path(sys.argv[2])


def demo(folder: Path) -> bool:
    """Make a demo."""
    with contextlib.redirect_stderr(io.StringIO()) as said:
        code = main(["demo", str(folder / "fleet.db"), "--people", "30"])
    assert (code == 0) is ("30 people" in said.getvalue()), said.getvalue()
    assert code == 0 or str(folder / "fleet.db") in said.getvalue(), said.getvalue()
    return code == 0


def create(folder: Path) -> bool:
    """Make a database."""
    open_database(folder / "fleet.db").close()
    return True


def bring_up_to_date(folder: Path) -> bool:
    """Open a file of an older version: where that is refused, it stays, and a backup of it is whole."""
    path = Path(shutil.copy(OLDER, folder / "fleet.db"))
    try:
        open_database(path).close()
    except Refusal:
        backups = list(folder.glob("*.backup"))
        for backup in backups:
            limit(resource.RLIM_INFINITY)
            assert checked(Path(shutil.copy(backup, ROOT / "copy.db")))
            backup.unlink()
        assert backups or path.read_bytes() == OLDER.read_bytes()
        path.unlink()
        return False
    return True


def key(folder: Path) -> bool:
    """Make the key of a database."""
    (folder / "fleet.db").touch()
    try:
        assert len(key_of(folder / "fleet.db")) == 32
    finally:
        (folder / "fleet.db").unlink()
    return True


def report(folder: Path) -> bool:
    """Keep a report of a fault."""
    where = folder / "reports"
    said = crash.report_fault(ValueError("x"), where)
    if "The report is in" in said:
        return True
    where.rmdir()
    return False


def message(folder: Path) -> bool:
    """Leave a message in a folder."""
    letter = OutgoingMessage("a" * 32, EMAIL, "Ann", "ann@example.com", "Hello", "text " * 3000)
    done = FolderSender(folder / "mail", "fleet@example.com", lambda: NOON).send(letter)
    if isinstance(done, Sent):
        return True
    (folder / "mail").rmdir()
    return False


def draft(folder: Path) -> bool:
    """Keep what was typed."""
    drafts = Drafts(folder / "drafts")
    drafts.keep("technicians-1", {"memo": "text " * 3000}, 1)
    found = drafts.load("technicians-1")
    drafts.give_back()
    if found is not None:
        assert found.raw == {"memo": "text " * 3000}
        return True
    assert not list((folder / "drafts").glob("*.json"))
    shutil.rmtree(folder / "drafts")
    return False


WRITERS: tuple[Callable[[Path], bool], ...] = (demo, create, bring_up_to_date, key, report, message, draft)


def limit(size: int) -> None:
    """Let no file become larger than that."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def files(folder: Path) -> dict[str, int]:
    """The size of each file in a folder. Reports are named for the time."""
    found = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock")
    return {file.relative_to(folder).as_posix().partition("-2")[0]: file.stat().st_size for file in found}


def checked(path: Path) -> bool:
    """Whether it is a good database."""
    database = open_database(path)
    faults = check(database)
    database.close()
    return not faults


def tried(writer: Callable[[Path], bool], folder: Path, size: int) -> bool:
    """Whether it was made with so much room; what is said, and what is there, must agree with that."""
    folder.mkdir()
    if writer is bring_up_to_date:
        size = max(size, OLDER.stat().st_size)  # it is there already
    limit(size)
    try:
        done = writer(folder)
    except Refusal:
        done = False
    limit(resource.RLIM_INFINITY)
    there = files(folder)
    if done:
        assert there.keys() == WHOLE.keys(), (size, there)
        assert all(checked(file) for file in folder.glob("*.db") if file.stat().st_size > 0), size
    else:
        assert there == {}, (writer.__name__, size, there)
    return done


for each in WRITERS:
    whole = ROOT / f"{each.__name__}-whole"
    whole.mkdir()
    assert each(whole)
    WHOLE = files(whole)
    largest = max(WHOLE.values())
    rooms = [0, 1, largest // 8, largest // 3, largest // 2, largest - 1, largest * 6]
    made = [tried(each, ROOT / f"{each.__name__}-{number}", room) for number, room in enumerate(rooms)]
    assert not made[0] or each is bring_up_to_date, each
    assert made[-1], each
print("all")
