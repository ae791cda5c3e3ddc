"""Marks while something else is under way: reading the kept ones, loading rows, counting, refusals."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter, OneOf
from fleet_tui.private_files import write_private
from fleet_tui.services.local.marks import Marks
from fleet_tui.services.services import Services
from fleet_tui.ui.people.list_marks import ListMarks
from fleet_tui.ui.people.list_screen import PeopleListScreen
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


async def test_marks_are_kept_when_the_program_ends_before_the_kept_ones_are_read(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleet.marks.keep(KIND, {5})

    async def never(marks: ListMarks) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(ListMarks, "bring_back", never)
    async with listed(fleet) as list:
        await list.press("space")
        (own,) = list.table.marks.ids
    assert fleet.marks.load(KIND) == {own, 5}


async def test_hidden_marks_are_counted_for_the_filter_that_is_shown(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, active, asked, go_on = fleet.people.how_many_match, list[Filter](), threading.Event(), threading.Event()

    def slow(kind: PersonKind, filter: Filter, ids: frozenset[int]) -> int:
        found = count(kind, filter, ids)
        if filter.conditions:
            active.append(filter)
            if len(active) == 1:
                asked.set()
                assert go_on.wait(20)
        return found

    monkeypatch.setattr(fleet.people, "how_many_match", slow)
    async with listed(fleet) as list_:
        screen = list_.screen
        assert isinstance(screen, PeopleListScreen)
        list_.table.set_marks([1, 2, 3])
        await list_.until(asked.is_set)
        screen.filter.set(Filter().with_(OneOf("active", frozenset({False}))))
        await list_.settled()
        assert list_.bar.marks.startswith("3 marked (3 hidden")
        go_on.set()
        await list_.app.workers.wait_for_complete()
        await list_.pilot.pause()
        assert list_.bar.marks.startswith("3 marked (3 hidden")
        assert len(active) == 3


async def test_a_move_clears_the_sentence_before_it_and_none_after_it(fleet: Services) -> None:
    async with listed(fleet) as list_:
        for key, said in (("minus", "Cleared 1 mark."), ("m", "Nobody is marked.")):
            list_.pages.open.clear()
            list_.burst("home", "end", *(["space"] if key == "minus" else []), key, "l")
            await list_.until(lambda: list_.table.column)
            list_.pages.open.set()
            await list_.settled()
            assert list_.said == said
            await list_.press("h", "home")
            assert list_.said == ""


async def test_a_refused_count_of_hidden_marks_is_said(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_marks_cleared_while_they_are_written_stay_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
