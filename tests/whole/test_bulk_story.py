"""Bulk work as a dispatcher does it, in a pseudo-terminal, for both lists: mark, plan, run, undo, redo."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.people import EMPLOYEES, TECHNICIANS, services_on
from tests.support.terminals.terminal import Terminal


def active(services: Services, kind: PersonKind) -> dict[int, bool]:
    """Who of the kind is active, by id."""
    page = services.people.page(ListQuery(kind, ("active",), Filter()), limit=1_000)
    return {person.id: bool(person.values["active"]) for person in page.people}


def largest(services: Services, kind: PersonKind, field: str) -> tuple[str, set[int]]:
    """The entry that most of the active people have in that field, and who they are."""
    page = services.people.page(ListQuery(kind, (field,)), limit=1_000)
    ((entry, _),) = Counter(person.values[field] for person in page.people if person.values[field]).most_common(1)
    assert isinstance(entry, int)
    return page.names[entry], {person.id for person in page.people if person.values[field] == entry}


def changed(before: Mapping[int, bool], after: Mapping[int, bool]) -> set[int]:
    """Whose state is another."""
    return {id for id, state in after.items() if before[id] != state}


def say(terminal: Terminal, key: str, *shows: str) -> None:
    """Press a key once the program has nothing more to do, as who reads the screen does, and wait for what it says."""
    terminal.read_until_quiet()
    terminal.press(key)
    terminal.wait_for(lambda seen: all(words in seen.text for words in shows))


@pytest.mark.parametrize(
    ("kind", "field"), [(TECHNICIANS, "team"), pytest.param(EMPLOYEES, "business_unit", marks=pytest.mark.long)]
)
def test_filter_mark_plan_cancel_run_undo_and_redo(
    demo_file: Path, tmp_path: Path, home: Path, kind: PersonKind, field: str
) -> None:
    path = tmp_path / "fleet.db"
    shutil.copy(demo_file, path)
    services = services_on(path)
    before = active(services, kind)
    name, team = largest(services, kind, field)
    number, noun = len(team), kind.value
    assert number > 3
    with Terminal.start(["--database", str(path), "--line", "lean"], home=home) as terminal:
        terminal.wait_for("Quit")
        say(terminal, "1" if kind is TECHNICIANS else "2", noun.capitalize(), "row 1")
        say(terminal, "/", "/Up: active:yes")
        terminal.type(f'{field}:"{name}"')
        say(terminal, "enter", f"{number} of {len(before)}")
        say(terminal, "*", f"{number} marked")
        say(terminal, "down", "row 2")

        terminal.read_until_quiet()
        marked = terminal.text
        say(terminal, "x", f"{number} marked {noun}")
        say(terminal, "d", f"Deactivate {number} {noun}", f"{number} will change")
        say(terminal, "escape", "Quit")
        terminal.wait_for(lambda seen: seen.text == marked)
        assert changed(before, active(services, kind)) == set()

        say(terminal, "x", f"{number} marked {noun}")
        say(terminal, "d", f"{number} will change")
        say(terminal, "space", f"{number - 1} will change")
        terminal.press("down")
        say(terminal, "space", f"{number - 2} will change")
        say(terminal, "enter", f"{number - 2} changed")
        gone = changed(before, active(services, kind))
        assert len(gone) == number - 2
        assert gone < team
        say(terminal, "enter", f"{number - 2} {noun} deactivated", f"2 of {len(before)}")

        say(terminal, "u", "Undo: Deactivate", f"{number - 2} will change")
        say(terminal, "enter", f"{number - 2} changed")
        assert active(services, kind) == before
        say(terminal, "enter", f"{number} of {len(before)}")
        say(terminal, "U", "Redo: Deactivate", f"{number - 2} will change")
        say(terminal, "enter", f"{number - 2} changed")
        assert changed(before, active(services, kind)) == gone
        say(terminal, "enter", f"2 of {len(before)}")
        say(terminal, "q")
        assert terminal.wait_for_end() == 0
    told = Counter(event.action for event in services.history.events(kind=kind, limit=3 * (number - 2)))
    assert told == dict.fromkeys(("deactivated", "undone", "redone"), number - 2)
    assert check(services.database) == ()
    services.database.close()


def test_marks_are_there_again_after_a_kill(demo_file: Path, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "fleet.db"
    shutil.copy(demo_file, path)
    with Terminal.start(["--database", str(path)], home=home) as terminal:
        terminal.wait_for("Quit")
        say(terminal, "space", "1 marked", "row 2")
        say(terminal, "space", "2 marked", "row 3")
        terminal.wait_for(lambda _: [len(json.loads(file.read_bytes())) for file in home.rglob("marks-*.json")] == [2])
        terminal.process.kill()
        terminal.process.wait()
    with Terminal.start(["--database", str(path)], home=home) as terminal:
        terminal.wait_for("2 marked")
