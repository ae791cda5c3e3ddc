"""Who has a profile open, told beside the database: it costs no list a look, and ends with the program."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from fleet_tui.domain.people.presence import ChangedSince, OpenProfile, open_in_words
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage import presence
from fleet_tui.storage.opening import open_database
from tests.support.actors import signed_in
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added
from tests.support.tables import for_each
from tests.support.two_users import GROUP, Running, User, anywhere, do, needs_root

__all__ = ["anywhere"]

pytestmark = pytest.mark.of_a_file

ANN, BEN = 1, 2


@pytest.fixture
def both(services: Services) -> Iterator[tuple[Services, Services]]:
    """Two users in two programs, as far as the database's files know."""
    two = signed_in(services, "see_people", "manage_people", name="zoe"), signed_in(services, "see_people", name="yan")
    added(services, TECHNICIANS, name="Ann")
    yield two
    for one in two:
        one.presence.give_back()


def names(services: Services) -> dict[int, list[str]]:
    """Who has a technician open besides the actor, by person."""
    return {id: [each.name for each in open] for id, open in services.presence.others(TECHNICIANS).items()}


def test_others_are_seen_and_oneself_is_not(both: tuple[Services, Services]) -> None:
    zoe, yan = both
    zoe.presence.open(TECHNICIANS, ANN)
    zoe.presence.open(EMPLOYEES, ANN)
    assert (names(yan), names(zoe)) == ({ANN: ["zoe"]}, {})
    yan.presence.open(TECHNICIANS, ANN)
    yan.presence.open(TECHNICIANS, BEN)
    assert names(zoe) == {ANN: ["yan"], BEN: ["yan"]}
    (open,) = zoe.presence.others(TECHNICIANS)[ANN]
    assert open == OpenProfile(TECHNICIANS, ANN, "yan", NOON)
    zoe.presence.open(TECHNICIANS, ANN)
    zoe.presence.close(TECHNICIANS, ANN)
    assert names(yan) == {ANN: ["zoe"]}, "another form of it is open"
    zoe.presence.close(TECHNICIANS, ANN)
    assert names(yan) == {}
    yan.presence.give_back()
    assert names(zoe) == {}


def test_ones_own_other_terminal_is_known(both: tuple[Services, Services]) -> None:
    zoe = both[0]
    again = zoe.signed_in_as(zoe.context.by)
    again.presence.open(TECHNICIANS, ANN)
    assert [each.yours for each in zoe.presence.others(TECHNICIANS)[ANN]] == [True]
    again.presence.give_back()


def test_it_makes_no_list_read_its_rows_again(both: tuple[Services, Services]) -> None:
    zoe, yan = both
    before = yan.people.revision(), yan.database.path.stat().st_mtime_ns
    zoe.presence.open(TECHNICIANS, ANN)
    assert (yan.people.revision(), yan.database.path.stat().st_mtime_ns) == before


def _child(services: Services, until: int) -> int:
    """Another process that has Ann open until it can read from that descriptor, or is killed; its id."""
    told, tells = os.pipe()
    child = os.fork()
    if not child:
        try:
            database = open_database(services.database.path)
            Services(Context(database, services.context.by), Path("/nowhere")).presence.open(TECHNICIANS, ANN)
            os.write(tells, b"1")
            os.read(until, 1)
        finally:
            os._exit(0)
    assert os.read(told, 1) == b"1"
    os.close(told)
    os.close(tells)
    return child


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another process is a child of this one")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGHUP, None])
def test_it_ends_with_the_process(both: tuple[Services, Services], end: signal.Signals | None) -> None:
    until, tell = os.pipe()
    child = _child(both[0], until)
    assert names(both[1]) == {ANN: ["zoe"]}
    if end is None:
        os.write(tell, b"1")
    else:
        os.kill(child, end)
    os.waitpid(child, 0)
    assert names(both[1]) == {}
    both[1].presence.open(TECHNICIANS, BEN)
    files = sorted(both[0].database.path.parent.glob(".*.open-*"))
    assert [file.name.rpartition("-")[2] for file in files] == ["1"], "the next program takes its file over"


@needs_root
def test_users_of_a_group_see_each_other(anywhere: Path) -> None:
    folder = anywhere / "fleet"
    folder.mkdir()
    os.chown(folder, -1, GROUP)
    folder.chmod(0o2770)
    path = folder / "fleet.db"
    path.touch()
    path.chmod(0o660)
    path.with_name(f".{path.name}.open-1").touch(0o600)  # of root alone: everybody passes it by

    def open(pause: Callable[[], None]) -> None:
        presence.PresenceFiles(path).announce("employees 7", [OpenProfile(TECHNICIANS, ANN, "Hal", NOON)])
        pause()

    def seen() -> list[str]:
        return [each.name for _, each in presence.PresenceFiles(path).others()]

    hal, ida = User(64_201), User(64_202)
    running = Running(hal, open)
    running.wait_for_pause()
    assert do(ida, seen) == "['Hal']"
    running.end()
    assert do(ida, seen) == "[]"
    taken = Running(ida, open)
    taken.wait_for_pause()
    assert do(hal, seen) == "['Hal']"
    taken.end()
    assert sorted(file.name[-6:] for file in folder.glob(".*")) == ["open-1", "open-2"]


@contextmanager
def written(services: Services, content: bytes) -> Iterator[None]:
    """Another program has written that."""
    files = presence.PresenceFiles(services.database.path)
    files.announce("x", [OpenProfile(TECHNICIANS, BEN, "x", NOON)])
    assert files._held is not None
    presence.rewrite(files._held[1], content)
    yield
    files.close()


@for_each(
    "content, found",
    [
        (b"", {}),
        (b"\xff\x00", {}),
        (b"[" * 100_000, {}),
        (b'{"by": "x"}\n', {}),
        (b'{"by": "x", "open": [["technicians", 1, "Zed", "2026-01-01T00:00:00+00:00"]]}\nand more', {1: ["Zed"]}),
        (b'{"by": "x", "open": [["technicians", -1, "Zed", "2026-01-01T00:00:00+00:00"]]}\n', {}),
        (b'{"by": "x", "open": [["technicians", 1, "Zed", "2026-01-01T00:00:00"]]}\n', {}),
        (b'{"by": "x", "open": [["technicians", 1, "Zed", "0001-01-01T00:00:00+14:00"]]}\n', {}),
        (b'{"by": "x", "open": [["technicians", 1, "Zed", "9999-12-31T23:59:59+00:00"]]}\n', {}),
        (b'{"by": "x", "open": [["drivers", 1, "Zed", "2026-01-01T00:00:00+00:00"]]}\n', {}),
        (b'{"by": 1, "open": [["technicians", 1, "\\u001b[2JZ", "2026-01-01T00:00:00+00:00"]]}\n', {1: ["�[2JZ"]}),
    ],
)
def test_what_another_program_writes_is_not_trusted(
    both: tuple[Services, Services], content: bytes, found: dict[int, list[str]]
) -> None:
    with written(both[0], content):
        assert {id: [name[-4:] for name in all] for id, all in names(both[1]).items()} == {
            id: [name[-4:] for name in all] for id, all in found.items()
        }
        assert all("\x1b" not in name for all in names(both[1]).values() for name in all)


@for_each("error", [PermissionError(), OSError(37, "No locks available")])
def test_where_nothing_can_be_written_nobody_is_known(
    both: tuple[Services, Services], monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    tried: list[object] = []

    def refuse(*path: object) -> int:
        tried.append(path)
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(presence, "hold", refuse)
        both[0].presence.open(TECHNICIANS, ANN)
        assert names(both[1]) == {}
        both[0].presence.close(TECHNICIANS, ANN)
    assert len(tried) == 1, "a folder is not filled with files that cannot be locked"


def test_what_was_changed_since_a_version(both: tuple[Services, Services], services: Services) -> None:
    zoe, yan = both
    ann = zoe.people.profile(TECHNICIANS, ANN)
    assert yan.presence.changed_since(TECHNICIANS, ANN, ann.version) is None
    saved = zoe.people.save(
        TECHNICIANS, ANN, ann.version, {"memo": "x", "unit": "4", "street": "A", "city": "B"}
    ).profile
    later = services.people.save(TECHNICIANS, ANN, saved.version, {"memo": "y"}).profile
    found = yan.presence.changed_since(TECHNICIANS, ANN, ann.version)
    assert found is not None
    assert (set(found.who), set(found.fields)) == ({"zoe", "tester"}, {"Memo", "Street", "Unit", "City", "Country"})
    mine = zoe.people.save(TECHNICIANS, ANN, later.version, {"memo": "z"}).profile
    found = zoe.presence.changed_since(TECHNICIANS, ANN, later.version)
    assert found is not None
    assert (found.fields, found.yours) == (("Memo",), True)
    assert zoe.presence.changed_since(TECHNICIANS, ANN, mine.version + 1) is None


@for_each(
    "open, words",
    [
        ([], ""),
        ([("Zoe", 0, False)], "Zoe has this open since "),
        ([("Zoe", 0, True)], "You have this open in another terminal since "),
        ([("Zoe", 0, False), ("Yan", 1, False), ("Yan", 2, False)], "Zoe and 1 more have this open, since "),
    ],
)
def test_who_has_it_open_in_words(open: list[tuple[str, int, bool]], words: str) -> None:
    profiles = [OpenProfile(TECHNICIANS, 1, name, NOON + timedelta(minutes=m), yours) for name, m, yours in open]
    said = open_in_words(profiles, NOON)
    assert said.startswith(words)
    assert bool(said) == bool(open)


def test_what_was_changed_in_words() -> None:
    fields = ("Team", "Memo")
    assert ChangedSince(("Ann Lee",), fields, NOON).in_words(NOON).startswith("Ann Lee changed Team and Memo at ")
    assert (
        ChangedSince(("Ann", "Bob"), ("A", "B", "C"), NOON)
        .in_words(NOON, 2)
        .startswith("Ann and Bob changed A and 2 more at ")
    )
    assert ChangedSince(("Ann",), fields, NOON, yours=True).in_words(NOON).startswith("You changed Team")
