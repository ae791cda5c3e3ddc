"""Marks while something else is under way: reading those that were kept, a reload or a count that is refused."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.private_files import write_private
from fleet_tui.services.local.marks import Marks
from fleet_tui.services.services import Services
from tests.support.screens.held_calls import held
from tests.support.screens.list_driving import listed

KIND = PersonKind.TECHNICIAN
BUSY = "The database is busy: try again."


@pytest.mark.parametrize("before", [set(), {5}])
async def test_marks_made_before_the_kept_ones_are_read_are_kept_with_them(
    fleet: Services, monkeypatch: pytest.MonkeyPatch, before: set[int]
) -> None:
    fleet.marks.keep(KIND, before)
    load = fleet.marks.load
    reading = held(monkeypatch, fleet.marks, "load")
    async with listed(fleet) as list:
        await list.press("space")
        (own,) = list.table.marks.ids
        reading.open.set()
        await list.until(lambda: list.table.marks.ids == {own, *before})
        await list.until(lambda: load(KIND) == {own, *before})


async def test_a_count_of_the_hidden_that_is_refused_is_told(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> int:
        raise Busy(BUSY)

    async with listed(fleet) as list:
        monkeypatch.setattr(fleet.people, "how_many_match", busy)
        list.table.set_marks({1})
        await list.until(lambda: list.said == BUSY)


async def test_a_key_behind_a_reload_that_is_refused_does_nothing(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.pages.refusal = Busy(BUSY)
        list.pages.open.clear()
        list.burst("r", "space", "down")
        await list.until(lambda: list.pages.asked)
        await list.taken()
        list.pages.open.set()
        await list.until(lambda: list.said == BUSY)
        await list.settled()
        assert (list.table.marks.ids, list.name) == (frozenset(), "Person 000")


def test_marks_that_are_cleared_while_they_are_written_stay_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks, write = Marks(tmp_path), write_private
    writing, go_on = threading.Event(), threading.Event()

    def slow(path: Path, content: bytes, *, durable: bool) -> None:
        writing.set()
        assert go_on.wait(20)
        write(path, content, durable=durable)

    monkeypatch.setattr("fleet_tui.services.local.marks.write_private", slow)
    first = threading.Thread(target=marks.keep, args=(KIND, {1}), daemon=True)
    second = threading.Thread(target=marks.keep, args=(KIND, ()), daemon=True)
    first.start()
    assert writing.wait(20)
    second.start()
    second.join(0.05)  # it waits for the first, or has written before it
    go_on.set()
    first.join(20)
    second.join(20)
    assert marks.load(KIND) == frozenset()
