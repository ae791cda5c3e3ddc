"""The history: newest first, read in both directions and by day, filtered, each bulk action one row."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.services import Services
from fleet_tui.ui.people.profile.person_form import PersonForm
from fleet_tui.ui.screens import history as history_screen
from fleet_tui.ui.screens import paged_log
from fleet_tui.ui.screens.history import HistoryScreen
from fleet_tui.ui.screens.history_operation import OperationEntries
from fleet_tui.ui.screens.history_view import HistoryView
from tests.conftest import NOW
from tests.support.screens.held_calls import held
from tests.support.screens.list_driving import Driven, listed
from tests.support.undo_driving import do
from tests.ui.conftest import PEOPLE, technician

EVENTS = PEOPLE + 5
KIND = PersonKind.TECHNICIAN


@asynccontextmanager
async def history(services: Services, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driven]:
    """The screen, with its newest events."""
    async with listed(services, size=size) as driven:
        await driven.pilot.press("5")
        await driven.until(lambda: driven.app.screen.query(HistoryView))
        await driven.until(lambda: view(driven).values)
        await driven.pilot.pause()
        yield driven


def view(driven: Driven) -> HistoryView:
    """The table of events."""
    return driven.app.screen_stack[0].query_one(HistoryView)


def days_later(services: Services, days: int) -> Services:
    """The same services so many days later."""
    context = replace(services.context, clock=lambda: NOW + timedelta(days=days))
    return replace(services, context=context)


async def test_the_newest_event_is_the_first_and_the_place_is_counted(fleet: Services) -> None:
    async with history(fleet) as driven:
        await driven.shows(f"{EVENTS} rows · row 1")
        first, second = driven.lines[3:5]
        assert all(word in first for word in ("> ", "tester", "deactivated", "Person 149"))
        assert all(word in second for word in ("tester", "deactivated", "Person 148"))


async def test_rows_come_in_both_directions_as_the_keys_go_and_only_those_around_are_kept(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paged_log, "PAGE", 30)
    monkeypatch.setattr(paged_log, "KEPT", 1)
    async with history(fleet) as driven:
        ids = range(EVENTS, 0, -1)
        place = 0
        for key, by in (*[("pagedown", 1)] * 7, *[("pageup", -1)] * 7, ("G", 99), *[("pageup", -1)] * 9, ("g", -99)):
            await driven.pilot.press(key)
            height = view(driven).height
            place = max(0, min(EVENTS - 1, place + by * height))
            await driven.until(lambda place=place: (one := view(driven).current) and one.id == ids[place])
            shown = [row.id for row in view(driven).values]
            assert shown == list(range(shown[0], shown[-1] - 1, -1))
            assert len(shown) <= 4 * height
            await driven.shows(f"{EVENTS} rows · row {place + 1}")


async def test_keys_typed_while_rows_are_read_are_all_followed(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with history(fleet) as driven:
        height = view(driven).height
        for keys, id in (
            (("end", "up", "up", "pageup"), 1 + 2 + height),
            (("home", *["pagedown"] * 4, "up"), EVENTS - 4 * height + 1),
        ):
            with monkeypatch.context() as patch:
                call = held(patch, view(driven), "_read")
                await driven.pilot.press(*keys)
                assert call.asked.is_set()
                call.open.set()
                await driven.until(lambda id=id: (one := view(driven).current) and one.id == id)


async def test_what_an_event_changed_is_shown_before_and_after(fleet: Services) -> None:
    saved = fleet.people.add(KIND, technician(fleet, "Old [b]Name", email="old@example.com"))
    fleet.people.save(KIND, saved.profile.id, saved.profile.version, {"name": "New [/b]Name"})
    async with history(fleet) as driven:
        await driven.pilot.press("enter")
        await driven.shows("New [/b]Name: changed", "Technician Name", "Old [b]Name → New [/b]Name")
        await driven.pilot.press("escape")
        await driven.until(lambda: len(driven.app.screen_stack) == 1)


async def test_a_bulk_action_is_one_row_that_opens_to_its_people_and_those_to_their_fields(fleet: Services) -> None:
    do(fleet, SetActive(False), list(range(1, 41)))
    async with history(fleet) as driven:
        await driven.shows(f"{EVENTS + 1} rows · row 1", "40 technicians")
        await driven.pilot.press("enter")
        await driven.shows("Deactivate: 40 technicians", "by tester", "Active: Active → Inactive")
        assert isinstance(driven.app.screen, OperationEntries)
        await driven.pilot.press("end", "enter")
        await driven.shows("Person 000: deactivated")
        await driven.pilot.press("escape", "escape")
        await driven.until(lambda: isinstance(driven.app.screen, HistoryScreen))
        await driven.pilot.press("slash")
        await driven.write("whom:039 action:deactivate")
        await driven.pilot.press("enter")
        await driven.shows("1 row · row 1", "Whom: contains “039”", "Person 039 and 39 more")
        await driven.pilot.press("enter")
        await driven.shows("1 of 40 match the filter", "> Person 039")
        await driven.pilot.press("F")
        await driven.shows("> Person 039", "  Person 038")


async def test_the_profile_of_a_row_is_opened_and_left_again(fleet: Services) -> None:
    do(fleet, SetActive(False), [1, 2])
    async with history(fleet) as driven:
        await driven.pilot.press("e")
        await driven.until(lambda: driven.said == "Enter shows the people of this.")
        await driven.pilot.press("down", "e")
        await driven.shows("Edit Technician", "Person 149")
        await driven.pilot.press("escape")
        await driven.shows("> ", "row 2")
        await driven.pilot.press("end", "e")
        await driven.until(lambda: isinstance(driven.app.screen, PersonForm))


async def test_a_filter_is_said_a_mistake_is_explained_and_a_key_takes_it_away(fleet: Services) -> None:
    async with history(fleet) as driven:
        await driven.pilot.press("slash")
        await driven.write("action:lost")
        await driven.pilot.press("enter")
        await driven.shows("Action has no choice “lost”")
        await driven.pilot.press(*["backspace"] * 4)
        await driven.write("added zzz")
        await driven.pilot.press("enter")
        await driven.shows("Action: add · Find: “zzz”", "Nothing matches: F shows all. field:role finds")
        await driven.pilot.press("F")
        await driven.shows(f"{EVENTS} rows · row 1", "No filter")


async def test_days_are_gone_through_one_by_one_and_to_one_that_is_typed(fleet: Services) -> None:
    for days in (1, 2, 5):
        later = days_later(fleet, days)
        for id in (1, 2):
            profile = later.people.profile(KIND, id)
            later.people.save(KIND, id, profile.version, {"memo": f"Day {days}"})
    day = [(NOW + timedelta(days=days)).astimezone().date() for days in range(6)]
    async with history(fleet) as driven:

        async def is_at(id: int) -> None:
            await driven.until(lambda: (one := view(driven).current) and one.id == id)

        await is_at(EVENTS + 6)
        for key, id in ("[", 4), ("[", 2), ("[", 0), ("]", 2), ("]", 4), ("]", 6):
            await driven.pilot.press({"[": "left_square_bracket", "]": "right_square_bracket"}[key])
            await is_at(EVENTS + id)
        await driven.pilot.press("right_square_bracket")
        await driven.until(lambda: driven.said == f"Nothing after {day[5]}.")
        await driven.pilot.press("d")
        await driven.write("soon")
        await driven.pilot.press("enter")
        await driven.shows("This is no day.")
        assert driven.picture.count("2026-01-31") == 1
        await driven.pilot.press(*["backspace"] * 4)
        await driven.write(str(day[4]))  # nothing happened then: the last day before it
        await driven.pilot.press("enter")
        await is_at(EVENTS + 4)
        await driven.pilot.press("end", "left_square_bracket")
        await driven.until(lambda: driven.said == f"Nothing before {day[0]}.")
        await driven.pilot.press("slash")
        await driven.write("who:tester")
        await driven.pilot.press("enter", "d")
        await driven.shows("Only rows that the filter finds count.", "│ > ")


async def test_reload_and_coming_back_show_what_has_happened_since(fleet: Services) -> None:
    async with history(fleet) as driven:
        fleet.people.add(KIND, technician(fleet, "Somebody new"))
        await driven.pilot.press("r")
        await driven.shows("Somebody new")
        fleet.people.add(KIND, technician(fleet, "Somebody newer"))
        await driven.pilot.press("1", "5")
        await driven.shows("Somebody newer")


async def test_what_others_do_comes_by_itself_at_the_top_and_the_cursor_stays_on_its_row(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_screen, "FOLLOWS", 0.05)
    async with history(fleet) as driven:
        await driven.shows(f"{EVENTS} rows · row 1")
        fleet.people.add(KIND, technician(fleet, "Somebody new"))
        await driven.shows("Somebody new", f"{EVENTS + 1} rows · row 2", "> ")
        assert (one := view(driven).current) is not None
        assert one.id == EVENTS
        await driven.pilot.press("pagedown", "pagedown")
        before = driven.lines
        fleet.people.add(KIND, technician(fleet, "Somebody newer", mobile="201 555 0100", email="n@x.org"))
        await driven.pilot.pause(0.2)
        assert driven.lines == before
        await driven.pilot.press("home")
        await driven.shows("Somebody newer", f"{EVENTS + 2} rows · row 2")


@pytest.mark.parametrize("size", [(132, 43), (40, 12)])
async def test_every_column_is_reached_at_any_size(fleet: Services, size: tuple[int, int]) -> None:
    async with history(fleet, size=size) as driven:
        for words in ("Whom", "Person 149"), ("Change", "Active: Active → Ina"):
            for _ in range(3):
                if not all(word in driven.picture for word in words):
                    await driven.pilot.press("l")
                    await driven.pilot.pause()
            await driven.shows(*words)


async def test_who_was_billed_on_a_day_is_asked_listed_and_copied(fleet: Services) -> None:
    later = days_later(fleet, 1)
    profile = later.people.profile(KIND, 1)
    later.people.save(KIND, 1, profile.version, {"type": "non_managed"})
    services = days_later(fleet, 2)
    async with history(services) as driven:
        await driven.pilot.press("B")
        await driven.write("2030-01-01")
        await driven.pilot.press("enter")
        await driven.shows("2030-01-01 is still to come")
        await driven.pilot.press(*["backspace"] * 10)
        await driven.write(str(NOW.astimezone().date()))
        await driven.pilot.press("enter")
        billed = services.billing.on(NOW.astimezone().date())
        await driven.shows(billed.heading, "> Person 000", "not managed")
        await driven.pilot.press("y")
        await driven.shows("Copied.")
        assert driven.app.clipboard.split("\n")[:2] == ["ID\tName\tTeam\tToday", "1\tPerson 000\t\tnot managed"]
        assert len(driven.app.clipboard.split("\n")) == 1 + len(billed.technicians)
        await driven.pilot.press("escape", "B", "enter")
        await driven.shows(services.billing.on(NOW.astimezone().date() + timedelta(days=2)).heading, "has not ended")
