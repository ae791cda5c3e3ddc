"""Where a user left off: it survives the program, stays the user's own, and no file can stand in the way of a start."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path

import pytest

from fleet_tui.domain.filters.conditions import Contains, Filter, Find, OneOf
from fleet_tui.domain.filters.query import Sort
from fleet_tui.services.local.remembered import ListState, Remembered, ScreenState
from tests.support.people import EMPLOYEES, TECHNICIANS
from tests.support.tables import for_each

STATE = ListState(
    filter=Filter((OneOf("team", frozenset({3, None})), Find("bob"))),
    sort=Sort("created", descending=True),
    columns=("name", "team"),
    column="team",
    person=17,
    above=4,
    only_marked=True,
)


def test_the_next_program_finds_what_was_kept(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "d")
    remembered.keep_screen(destination="history", sidebar_folded=True)
    remembered.keep_list(TECHNICIANS, STATE)
    remembered.write()
    later = Remembered(tmp_path / "d")
    later.load()
    assert later.screen == ScreenState("history", sidebar_folded=True)
    assert later.list(TECHNICIANS) == STATE
    assert later.list(EMPLOYEES) == ListState()


def test_memory_answers_at_once_and_only_changes_are_told_and_written(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "d")
    told: list[int] = []
    remembered.changed = lambda: told.append(1)
    for _ in range(2):
        remembered.keep_screen(pane_shown=True)
        remembered.keep_list(EMPLOYEES, STATE)
    assert (remembered.screen.pane_shown, remembered.list(EMPLOYEES), len(told)) == (True, STATE, 2)
    assert not (tmp_path / "d").exists()
    remembered.write()
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "d").iterdir()}
    remembered.write()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "d").iterdir()} == written


def test_what_is_as_a_list_opens_takes_the_place_of_what_was_kept(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path)
    remembered.keep_list(TECHNICIANS, STATE)
    remembered.write()
    remembered.keep_list(TECHNICIANS, ListState())
    remembered.write()
    assert Remembered(tmp_path).list(TECHNICIANS) == ListState()


def test_of_two_programs_the_last_change_of_each_list_and_value_counts(tmp_path: Path) -> None:
    mine, theirs = Remembered(tmp_path), Remembered(tmp_path)
    mine.load()
    theirs.load()
    mine.keep_screen(destination="mail", pane_shown=True)
    mine.keep_list(TECHNICIANS, STATE)
    mine.write()
    theirs.keep_screen(sidebar_folded=True)
    theirs.keep_list(EMPLOYEES, STATE)
    theirs.write()
    mine.keep_list(EMPLOYEES, ListState(person=2))
    mine.write()
    last = Remembered(tmp_path)
    assert last.screen == ScreenState("mail", sidebar_folded=True, pane_shown=True)
    assert (last.list(TECHNICIANS), last.list(EMPLOYEES)) == (STATE, ListState(person=2))


def test_two_programs_at_once_leave_whole_files(tmp_path: Path) -> None:
    def work(number: int) -> None:
        remembered = Remembered(tmp_path)
        for person in range(1, 40):
            remembered.keep_list(TECHNICIANS, ListState(Filter((Contains("name", "x" * number * 100),)), person=person))
            remembered.write()

    threads = [threading.Thread(target=work, args=(number,)) for number in (1, 9)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        found = Remembered(tmp_path).list(TECHNICIANS)
        assert not found.damaged
        assert found.filter is None or len(str(found.filter)) > 100
    for thread in threads:
        thread.join()
    assert Remembered(tmp_path).list(TECHNICIANS).person == 39


def test_a_change_while_the_files_are_written_is_written_too(tmp_path: Path) -> None:
    remembered, done = Remembered(tmp_path), threading.Event()

    def write() -> None:
        while not done.is_set():
            remembered.write()

    writer = threading.Thread(target=write)
    writer.start()
    for number in range(1, 300):
        remembered.keep_list(TECHNICIANS, ListState(person=number))
        remembered.keep_screen(destination=str(number))
    done.set()
    writer.join()
    remembered.write()
    last = Remembered(tmp_path)
    assert (last.list(TECHNICIANS).person, last.screen.destination) == (299, "299")


def test_it_is_the_users_alone(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "d")
    remembered.keep_list(TECHNICIANS, STATE)
    remembered.write()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "d").iterdir()] == [0o600]
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == 0o700


@for_each(
    "content",
    [
        b"",
        b"[1",
        b"null",
        b"3",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b" " * 200_000 + b'{"person": 1}',
        b'{"filter": 3, "sort": "name", "columns": {}, "column": 1, "person": -1, "above": 1e9, "only_marked": 1}',
        b'{"destination": 1, "people": null, "sidebar_folded": 1, "pane_shown": "yes"}',
        b'{"columns": [1], "sort": ["a", 1], "only_marked": null}',
    ],
)
def test_a_file_that_cannot_be_read_is_as_if_nothing_was_kept(tmp_path: Path, content: bytes) -> None:
    for name in ("screen", "technicians"):
        (tmp_path / f"remembered-{name}.json").write_bytes(content)
    remembered = Remembered(tmp_path)
    assert remembered.screen == ScreenState()
    assert remembered.list(TECHNICIANS) in (ListState(), ListState(damaged=True))
    remembered.keep_list(TECHNICIANS, STATE)
    remembered.write()
    assert Remembered(tmp_path).list(TECHNICIANS) == STATE


def test_a_filter_that_cannot_be_read_is_told_and_the_rest_comes_back(tmp_path: Path) -> None:
    for filter in ("[3", '[{"field": "team", "newer": 1}]', 5, ["x"]):
        kept = {"filter": filter, "person": 3, "sort": ["email", True]}
        (tmp_path / "remembered-technicians.json").write_text(json.dumps(kept))
        state = ListState(sort=Sort("email", True), person=3, damaged=True)
        assert Remembered(tmp_path).list(TECHNICIANS) == state, filter


def test_what_a_newer_version_keeps_besides_stays(tmp_path: Path) -> None:
    path = tmp_path / "remembered-screen.json"
    path.write_text('{"destination": "mail", "newer": [1]}')
    remembered = Remembered(tmp_path)
    remembered.keep_screen(pane_shown=True)
    remembered.write()
    assert json.loads(path.read_text()) == {"destination": "mail", "newer": [1], "pane_shown": True}


@pytest.mark.parametrize("blocked", ["a file", "nothing"])
def test_a_folder_that_cannot_be_used_keeps_nothing_and_says_nothing(tmp_path: Path, blocked: str) -> None:
    folder = tmp_path / "d" if blocked == "a file" else Path("/proc/nothing/here")
    if blocked == "a file":
        folder.touch()
    remembered = Remembered(folder)
    remembered.keep_list(TECHNICIANS, STATE)
    remembered.write()
    assert remembered.list(TECHNICIANS) == STATE


def test_what_could_not_be_written_is_written_when_it_can_be(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.touch()
    remembered = Remembered(folder)
    remembered.keep_screen(destination="mail", pane_shown=True)
    remembered.write()
    folder.unlink()
    remembered.keep_screen(destination="history")
    remembered.write()
    assert Remembered(folder).screen == ScreenState("history", pane_shown=True)
