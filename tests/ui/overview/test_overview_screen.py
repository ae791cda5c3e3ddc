"""The Overview screen: numbers that lead to what they count, and follow what others do."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, OneOf
from fleet_tui.domain.overview.values import BilledOn, Count, HistoryOf, Messages, Overview, PeopleOf, Target
from fleet_tui.services.services import Services
from fleet_tui.ui.overview.board import Board
from fleet_tui.ui.overview.screen import OverviewScreen
from fleet_tui.ui.people.list_screen import PeopleListScreen
from fleet_tui.ui.screens.billed import Billed
from fleet_tui.ui.screens.history import HistoryScreen
from tests.support.people import TECHNICIANS, set_active
from tests.support.screens.list_driving import Driven, listed


def _board(driven: Driven) -> Board:
    return driven.screen.query_one(Board)


async def _overview(driven: Driven) -> OverviewScreen:
    await driven.pilot.press("9")
    await driven.until(lambda: isinstance(driven.screen, OverviewScreen) and _board(driven).current)
    assert isinstance(driven.screen, OverviewScreen)
    return driven.screen


async def _go_to(driven: Driven, wanted: Callable[[Target], bool]) -> Count:
    """Put the cursor on the first number that leads there, by keys."""
    screen, overview = driven.screen, driven.app.user_session.services.overview.look()
    assert isinstance(screen, OverviewScreen)
    board = _board(driven)
    count = next(one for section in overview.sections for one in section.counts if wanted(one.target) and one.number)
    place = next(i for i, spot in enumerate(board._picture.spots) if spot.target == count.target)
    board._go(place)
    await driven.pilot.pause()
    return count


def _is_type(target: Target) -> bool:
    return isinstance(target, PeopleOf) and any(each.field == "type" for each in target.filter.conditions)


async def test_a_number_of_people_opens_their_list_and_9_leads_back(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await _overview(driven)
        count = await _go_to(driven, _is_type)
        assert isinstance(count.target, PeopleOf)
        key = _board(driven).current.key  # type: ignore[union-attr]
        await driven.pilot.press("enter")
        await driven.until(lambda: isinstance(driven.screen, PeopleListScreen))
        await driven.until(lambda: driven.table.query_wanted.filter == count.target.filter)  # type: ignore[union-attr]
        await driven.until(lambda: driven.table.window.matching == count.number)
        await driven.shows("9 leads back to Overview.")
        await driven.pilot.press("9")
        await driven.until(lambda: isinstance(driven.screen, OverviewScreen))
        assert _board(driven).current.key == key  # type: ignore[union-attr]


async def test_a_number_of_employees_opens_the_other_list(fleet: Services) -> None:
    async with listed(fleet) as driven:
        set_active(fleet, TECHNICIANS, 3, active=False)
        await _overview(driven)
        fleet.__dict__["overview"] = _Fixed(PeopleOf(PersonKind.EMPLOYEE, ONLY_ACTIVE))
        await driven.pilot.press("r")
        await driven.shows("The one")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.app.current_mode == "employees")


class _Fixed:
    """Stands in for the service: one number."""

    def __init__(self, target: Target) -> None:
        from fleet_tui.domain.overview.values import Section
        from tests.conftest import NOW

        self.overview = Overview(NOW, (Section("s", "All", (Count("one", "The one", 3, target),)),))

    def look(self) -> Overview:
        return self.overview


async def test_a_number_of_changes_opens_the_history_with_its_filter(fleet: Services) -> None:
    set_active(fleet, TECHNICIANS, 3, active=False)
    async with listed(fleet) as driven:
        await _overview(driven)
        count = await _go_to(driven, lambda target: isinstance(target, HistoryOf))
        await driven.pilot.press("enter")
        await driven.until(lambda: isinstance(driven.screen, HistoryScreen))
        assert driven.screen._filter == count.target.filter  # type: ignore[attr-defined, union-attr]
        await driven.shows("Action: ")


async def test_a_month_opens_who_was_billed_at_its_end(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await _overview(driven)
        count = await _go_to(driven, lambda target: isinstance(target, BilledOn))
        await driven.pilot.press("enter")
        await driven.until(lambda: isinstance(driven.screen, Billed))
        await driven.shows(f"{count.number:,} managed technicians")
        await driven.pilot.press("escape")
        await driven.until(lambda: isinstance(driven.screen, OverviewScreen))


async def test_a_number_of_messages_opens_them(fleet: Services) -> None:
    fleet.__dict__["overview"] = _Fixed(Messages())
    async with listed(fleet) as driven:
        await _overview(driven)
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.app.current_mode == "mail")


async def test_it_follows_others_and_keeps_the_cursor(fleet: Services) -> None:
    async with listed(fleet) as driven:
        screen = await _overview(driven)
        await _go_to(driven, lambda target: isinstance(target, PeopleOf) and target.filter != ONLY_ACTIVE)
        await driven.pilot.press("down")
        key, before = _board(driven).current.key, screen._overview  # type: ignore[union-attr]
        inactive = OneOf("active", frozenset({"no"}))
        (was,) = (one.number for one in before.sections[0].counts if inactive in one.target.filter.conditions)  # type: ignore[union-attr]
        set_active(fleet, TECHNICIANS, 3, active=False)
        screen._next = 0.0
        screen._follow()
        await driven.until(lambda: screen._overview is not before)
        (now,) = (one.number for one in screen._overview.sections[0].counts if inactive in one.target.filter.conditions)  # type: ignore[union-attr]
        assert now == was + 1
        assert _board(driven).current.key == key  # type: ignore[union-attr]


async def test_keys_are_not_kept_waiting_and_none_acts_on_what_is_not_there(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, counted = fleet.overview.look, threading.Event()

    def held() -> Overview:
        assert counted.wait(20)
        return look()

    monkeypatch.setattr(fleet.overview, "look", held)
    async with listed(fleet) as driven:
        await driven.pilot.press("9")
        await driven.until(lambda: isinstance(driven.screen, OverviewScreen))
        await driven.pilot.press("down", "enter", "pagedown", "end")
        await driven.pilot.pause()
        assert isinstance(driven.screen, OverviewScreen)
        await driven.pilot.press("1")
        await driven.until(lambda: isinstance(driven.screen, PeopleListScreen))
        counted.set()
        await driven.settled()


async def test_what_may_be_seen_no_more_leaves_the_screen(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    async with listed(fleet) as driven:
        screen = await _overview(driven)

        def refused() -> Overview:
            raise NotAllowed("You are not allowed to see people.")

        monkeypatch.setattr(fleet.overview, "look", refused)
        await driven.pilot.press("r")
        await driven.shows("You are not allowed to see people.")
        assert _board(driven).current is None
        assert screen._overview is None


async def test_one_count_at_a_time_and_the_last_is_of_the_end(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    look, counts, going = fleet.overview.look, list[int](), threading.Semaphore(1)

    def counted() -> Overview:
        assert going.acquire(timeout=20)
        counts.append(1)
        return look()

    monkeypatch.setattr(fleet.overview, "look", counted)
    async with listed(fleet) as driven:
        screen = await _overview(driven)
        screen._next = 0.0
        set_active(fleet, TECHNICIANS, 3, active=False)
        screen._follow()
        await driven.until(lambda: screen._counting)
        for _ in range(3):
            screen._follow()
            await driven.pilot.press("r")
        assert len(counts) == 1
        going.release(5)
        await driven.until(lambda: len(counts) == 3 and not screen._counting)


async def test_a_count_that_takes_long_is_not_made_often(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    look = fleet.overview.look

    def slow() -> Overview:
        now[0] += 2.0
        return look()

    monkeypatch.setattr(fleet.overview, "look", slow)
    monkeypatch.setattr("fleet_tui.ui.overview.screen.monotonic", lambda: now[0])
    async with listed(fleet) as driven:
        screen = await _overview(driven)
        set_active(fleet, TECHNICIANS, 3, active=False)
        before = screen._overview
        for later in (3.0, 15.0):
            now[0] += later
            screen._follow()
            await driven.pilot.pause()
            assert screen._overview is before
        now[0] += 5.0
        screen._follow()
        await driven.until(lambda: screen._overview is not before)


async def test_a_click_goes_to_a_number_a_double_click_opens_it_and_the_wheel_scrolls(fleet: Services) -> None:
    async with listed(fleet, size=(80, 14)) as driven:
        await _overview(driven)
        board = _board(driven)
        place, spot = next((i, each) for i, each in enumerate(board._picture.spots) if each.x > 0)
        await driven.pilot.click(board, offset=(spot.x + 3, spot.y))
        await driven.until(lambda: board._here == place)
        at = board.region.offset
        for kind, moved in ((MouseScrollDown, 1), (MouseScrollUp, 0)):
            driven.app.post_message(kind(None, at.x + 4, at.y + 4, 0, 1, 0, False, False, False, at.x + 4, at.y + 4))
            await driven.until(lambda moved=moved: bool(board.top) is bool(moved))  # type: ignore[misc]
        target = board._picture.spots[0].target
        assert isinstance(target, PeopleOf)
        await driven.pilot.click(board, offset=(5, board._picture.spots[0].y), times=2)
        await driven.until(lambda: isinstance(driven.screen, PeopleListScreen))
        await driven.until(lambda: driven.table.query_wanted.filter == target.filter)
