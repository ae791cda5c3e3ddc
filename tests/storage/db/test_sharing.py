"""A database that several users share: shared right once, it stays so whoever opens it under whatever umask."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fleet_tui.cli.main import main
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db import sharing
from fleet_tui.storage.db.process_lock import exclusive, lock_path
from fleet_tui.storage.db.secret_file import key_of, key_path
from fleet_tui.storage.db.sharing import group_named, share, state
from fleet_tui.storage.opening import open_database
from tests.support.people import EMPLOYEES, added
from tests.support.two_users import GROUP, Running, User, anywhere, do, needs_root

__all__ = ["anywhere"]

ALICE, BOB = User(64_101), User(64_102)
EVE = User(64_103, groups=())


def opened(path: Path) -> Services:
    return Services(Context(open_database(path), SystemActor("x")), path.parent.parent / "drafts")


def saves(path: Path, name: str) -> int:
    """Open a database as a program does, save in it and make what is made on the way."""
    services = opened(path)
    try:
        saved = added(services, EMPLOYEES, name=name, email=f"{name}@example.com")
        key_of(path)
        with exclusive(path):
            return saved.id
    finally:
        services.database.close()


@pytest.fixture(scope="module")
def imported(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Everything that is imported when it is first needed: another user may not read it."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("import") / "fleet.db"))
    saves(path, "ann")
    assert state(path)
    assert _shared(path)
    assert grp.getgrall()
    assert pwd.getpwall()


@pytest.fixture
def place(anywhere: Path, empty_file: Path, imported: None) -> Path:
    """Alice's database in a folder of its own, as a start of hers made it."""
    folder = anywhere / "fleet"
    folder.mkdir(mode=0o700)
    path = Path(shutil.copy(empty_file, folder / "fleet.db"))
    path.chmod(0o600)
    if os.geteuid() == 0:
        for file in (folder, path):
            os.chown(file, ALICE.number, ALICE.number)
    return path


def modes(path: Path) -> set[tuple[int, int]]:
    return {(stat.S_IMODE(file.stat().st_mode), file.stat().st_gid) for file in path.parent.iterdir()}


def everything_is_right(path: Path) -> None:
    assert modes(path) == {(0o660, GROUP)}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o2770
    assert [name for name, _ in state(path)] == ["database"]


@needs_root
def test_two_users_work_in_it_at_once_and_one_after_the_other(place: Path) -> None:
    do(ALICE, lambda: saves(place, "ann"))

    # Alice has it open while it is shared: her log belongs to her alone until then.
    def works(pause: Callable[[], None]) -> int:
        services = opened(place)
        added(services, EMPLOYEES, name="amy", email="amy@example.com")
        pause()
        added(services, EMPLOYEES, name="ada", email="ada@example.com")
        services.database.close()
        return 1

    at_work = Running(ALICE, works)
    at_work.wait_for_pause()
    assert "cannot be looked at" in do(BOB, lambda: _used(place))
    assert f"{GROUP}" in do(ALICE, lambda: share(place, GROUP))
    everything_is_right(place)
    do(BOB, lambda: saves(place, "bea"))
    at_work.end()
    everything_is_right(place)
    # Now what is made anew is Bob's: the log, the lock and the key.
    lock_path(place).unlink()
    key_path(place).unlink()
    later = Running(BOB, lambda pause: (saves(place, "bob"), _held(place, pause)))
    later.wait_for_pause()
    everything_is_right(place)
    assert place.with_name("fleet.db-wal").exists()
    do(ALICE, lambda: saves(place, "abe"))
    later.end()
    everything_is_right(place)
    with open_database(place).read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM employee").scalar_one() == 6
    database = open_database(place)
    assert check(database) == ()
    database.close()


def _held(path: Path, pause: Callable[[], None]) -> None:
    database = open_database(path)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE company SET name = name")
    pause()
    database.close()


def _used(path: Path) -> str:
    """What a program is told that opens it, writes, needs the key and would bring it up to date."""
    try:
        database = open_database(path)
        with database.write() as connection:
            connection.exec_driver_sql("UPDATE company SET name = name")
        key_of(path)
        with exclusive(path):
            database.close()
    except Refusal as refusal:
        return str(refusal)
    return "used"


@needs_root
@pytest.mark.parametrize("name", ["fleet.db", "fleet.db-wal", "fleet.db-key", ".fleet.db.lock", "folder"])
def test_a_refusal_and_doctor_name_the_file_that_is_in_the_way_and_what_mends_it(place: Path, name: str) -> None:
    do(ALICE, lambda: saves(place, "ann"))
    do(ALICE, lambda: share(place, GROUP))
    at_work = Running(ALICE, lambda pause: _held(place, pause))
    at_work.wait_for_pause()
    file = place.parent if name == "folder" else place.with_name(name)
    for mode, gid in (
        (0o2700 if name == "folder" else 0o600, GROUP),
        (0o2770 if name == "folder" else 0o660, ALICE.number),
    ):
        do(ALICE, lambda: share(place, GROUP))
        os.chown(file, -1, gid)
        file.chmod(mode)
        told = do(BOB, lambda: _used(place))
        assert str(file) in told, told
        assert "fleet-tui share --group" in told or name == "folder"
        rows = dict(eval(do(ALICE, lambda: state(place))))  # what it printed itself
        (wrong,) = set(rows) - {"database"}
        assert str(file) in rows[wrong]
        assert f"share --group {GROUP}" in rows[wrong]
    at_work.end()
    do(ALICE, lambda: share(place, GROUP))
    do(BOB, lambda: saves(place, "bea"))
    everything_is_right(place)


@needs_root
def test_what_somebody_else_has_to_do_is_said(place: Path) -> None:
    do(ALICE, lambda: share(place, GROUP))
    his = place.with_name("fleet.db-key")
    his.touch()
    os.chown(his, BOB.number, BOB.number)
    said = do(ALICE, lambda: share(place, GROUP))
    assert f"user {BOB.number} or root runs “chgrp {GROUP} {his}” and “chmod 660 {his}”." in said
    assert f"“chgrp {GROUP} {his}”" in do(ALICE, lambda: state(place))


@needs_root
def test_only_its_owner_and_a_member_of_the_group_shares_it(place: Path) -> None:
    before = modes(place)
    assert "cannot be looked at (Permission denied): its owner or root" in do(BOB, lambda: _shared(place))
    alice = User(ALICE.number, groups=())
    assert "You are not in the group 64200" in do(alice, lambda: _shared(place))
    place.parent.parent.chmod(0o700)
    assert "is closed to it. Let everybody quit, and move fleet.db and fleet.db-key" in _shared(place)
    assert modes(place) == before
    place.parent.parent.chmod(0o755)
    do(ALICE, lambda: share(place, GROUP))
    assert "belongs to user 64101: only they, or root" in do(BOB, lambda: _shared(place))
    assert "you are not in it" in do(User(EVE.number, (GROUP,)), lambda: _state_outside(place))


def _shared(path: Path) -> str:
    try:
        return str(share(path, GROUP))
    except Refusal as refusal:
        return str(refusal)


def _state_outside(path: Path) -> str:
    os.getgroups, real = (lambda: []), os.getgroups
    try:
        return str(state(path))
    finally:
        os.getgroups = real


@pytest.fixture
def alone(tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of whoever runs the tests, whose group can come to it."""
    monkeypatch.setattr(sharing, "_closed", lambda path, gid: None)
    folder = tmp_path / "fleet"
    folder.mkdir(mode=0o700)
    path = Path(shutil.copy(empty_file, folder / "fleet.db"))
    path.chmod(0o600)
    return path


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def test_files_that_come_later_are_the_groups_under_any_umask(alone: Path, umask: None) -> None:
    share(alone, os.getgid())
    for later in (key_path, lock_path):
        later(alone).unlink(missing_ok=True)
    services = opened(alone)
    added(services, EMPLOYEES)
    key_of(alone)
    with exclusive(alone):
        pass
    names = {file.name for file in alone.parent.iterdir()}
    assert {"fleet.db-wal", "fleet.db-shm", "fleet.db-key", ".fleet.db.lock"} <= names
    assert modes(alone) == {(0o660, os.getgid())}
    assert len(state(alone)) == 1
    services.database.close()


def test_a_database_that_is_not_shared_stays_its_owners_under_any_umask(alone: Path, umask: None) -> None:
    services = opened(alone)
    added(services, EMPLOYEES)
    key_of(alone)
    with exclusive(alone):
        pass
    assert {mode for mode, _ in modes(alone)} == {0o600}
    ((name, said),) = state(alone)
    assert (name, said) == ("database", f"{alone}: for you alone; “fleet-tui share --group NAME” lets others in")
    services.database.close()


def test_a_backup_is_for_those_who_use_the_database(alone: Path) -> None:
    folder = alone.parent
    alone.unlink()
    with sqlite3.connect(alone) as connection:
        connection.executescript((Path(__file__).parents[1] / "version_1.sql").read_text())
    connection.close()
    alone.chmod(0o600)
    share(alone, os.getgid())
    open_database(alone).close()
    backup = folder / "fleet.db.version-1.backup"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o660


def test_what_cannot_be_shared_is_said_before_anything_is_changed(alone: Path, tmp_path: Path) -> None:
    before = (stat.S_IMODE(alone.stat().st_mode), stat.S_IMODE(alone.parent.stat().st_mode))
    link = tmp_path / "link.db"
    link.symlink_to(alone)
    for path, words in ((link, "is a link"), (tmp_path / "nowhere.db", "is not there")):
        with pytest.raises(Refusal, match=words):
            share(path, os.getgid())
    (alone.parent / "letters").mkdir()
    for number in range(4):
        (alone.parent / f"other{number}").touch()
    with pytest.raises(Refusal, match="also holds letters, other0, other1 and 2 more, which") as refused:
        share(alone, os.getgid())
    assert str(refused.value).endswith(".")
    assert (stat.S_IMODE(alone.stat().st_mode), stat.S_IMODE(alone.parent.stat().st_mode)) == before
    with pytest.raises(Refusal, match="There is no group “nobody-of-that-name”"):
        group_named("nobody-of-that-name")
    assert group_named("64200") == GROUP


def test_the_command_says_what_it_did(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["share", "--group", str(os.getgid()), "--database", str(alone)]) == 0
    said = capsys.readouterr().err
    assert f"{alone.parent}: group " in said
    assert f"{alone}: group " in said
    assert f"Members of the group start it with: fleet-tui --database {alone}" in said
    key_of(alone)
    key_path(alone).chmod(0o600)
    assert main(["doctor", "--database", str(alone)]) == 0
    rows = capsys.readouterr().out
    assert f"{alone}: kept by " in rows
    assert f"{key_path(alone)}: the group may not read and write it. " in rows
    assert main(["share", "--group", "nobody-of-that-name", "--database", str(alone)]) == 1
    assert "There is no group" in capsys.readouterr().err
