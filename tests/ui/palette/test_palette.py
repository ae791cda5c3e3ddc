"""The palette finds anybody and does anything, also with keys that come faster than what they find."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.geometry import Offset
from textual.widgets import Input

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Contains, Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.found import Found
from fleet_tui.services.services import Services
from fleet_tui.ui.base.cursor import cursor_on
from fleet_tui.ui.palette import palette as palette_module
from fleet_tui.ui.palette.palette import Palette
from fleet_tui.ui.palette.rows import MOST, ResultRows
from fleet_tui.ui.people import list_memory
from fleet_tui.ui.people.list_memory import ListMemory
from fleet_tui.ui.people.opening import Opening
from tests.support.people import EMPLOYEES, TECHNICIANS, employee
from tests.support.screens.list_driving import Driven, listed


def field(driven: Driven) -> str | None:
    """What is in the field that has the focus."""
    return driven.app.focused.value if isinstance(driven.app.focused, Input) else None


async def opened(driven: Driven, typed: str = "") -> None:
    await driven.pilot.press("ctrl+p")
    await driven.until(lambda: isinstance(driven.app.screen, Palette))
    await driven.write(typed)


@contextmanager
def held(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[str], threading.Event]]:
    """Answers wait until the event is set; the texts that were asked for."""
    find, asked, go_on = fleet.people.find, list[str](), threading.Event()

    def slow(text: str) -> tuple[Found, ...]:
        asked.append(text)
        assert go_on.wait(20)
        return find(text)

    monkeypatch.setattr(fleet.people, "find", slow)
    try:
        yield asked, go_on
    finally:
        go_on.set()


async def test_a_person_of_either_kind_is_opened_or_shown_in_the_list(fleet: Services) -> None:
    eve = employee(fleet, name="Eve Office", email="eve@office.test", office_phone="(201) 555-0177")
    fleet.people.add(EMPLOYEES, eve)
    async with listed(fleet) as driven:
        await opened(driven, "person 14")
        await driven.shows("> Person 140  ", "  Person 144  ", "  Person 145 (inactive)  ", "· Technician")
        await driven.pilot.press("down", "down", "enter")
        await driven.shows("Edit Technician · Person 142")
        await driven.pilot.press("escape")
        await driven.until(lambda: len(driven.app.screen_stack) == 1)
        assert driven.name == "Person 000"
        await opened(driven, "5550177")
        await driven.pilot.press("enter")
        await driven.shows("Edit Employee · Eve Office")
        await driven.pilot.press("escape")
        await driven.until(lambda: len(driven.app.screen_stack) == 1)
        assert (driven.app.current_mode, driven.name) == ("technicians", "Person 000")
        await opened(driven, "5550177")
        await driven.shows("> Eve Office  (201) 555-0177", "Employee")
        await driven.pilot.press("tab")
        await driven.until(lambda: driven.app.current_mode == "employees")
        await driven.until(lambda: driven.name == "Eve Office")


async def test_a_list_that_is_just_opening_ends_on_the_person(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Ada Office", "Eve Office"):
        fleet.people.add(EMPLOYEES, employee(fleet, name=name, email=f"{name[:3]}@office.test"))
    open_list, begin, answers, begun = list_memory.open_list, ListMemory.begin, threading.Event(), list[Opening]()

    def slow(*args: object) -> Opening:
        opening = open_list(*args)  # type: ignore[arg-type]
        assert answers.wait(20)
        return opening

    def begins(memory: ListMemory, opening: Opening) -> None:
        begin(memory, opening)
        begun.append(opening)

    async with listed(fleet) as driven:
        monkeypatch.setattr(list_memory, "open_list", slow)
        monkeypatch.setattr(ListMemory, "begin", begins)
        await opened(driven, "eve office")
        await driven.shows("> Eve Office")
        await driven.pilot.press("tab")
        await driven.until(lambda: driven.app.current_mode == "employees")
        await driven.pilot.pause()  # a list that does not wait shows the person now, and then what it opens with
        answers.set()
        await driven.until(lambda: begun)
        await driven.until(lambda: driven.name == "Eve Office")


async def test_a_filter_that_hides_whom_one_looks_for_is_taken_off(fleet: Services) -> None:
    async with listed(fleet) as driven:
        driven.table.reload(ListQuery(TECHNICIANS, ("name",), ONLY_ACTIVE.with_(Contains("name", "003"))))
        for typed, filter in (("person 007", ONLY_ACTIVE), ("person 149", Filter())):
            await opened(driven, typed)
            await driven.pilot.press("tab")
            await driven.until(lambda: driven.said == "The filter hid them: it is off.")
            assert (driven.name.casefold(), driven.table.query_wanted.filter) == (typed, filter)


async def test_keys_pressed_ahead_wait_for_what_they_mean(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    with held(fleet, monkeypatch) as (asked, go_on):
        async with listed(fleet) as driven:
            driven.burst("ctrl+p", *"person ", "0", "4", "down", "enter", "end", "X")
            await driven.until(lambda: "person 04" in asked)
            assert isinstance(driven.app.screen, Palette)
            go_on.set()
            await driven.until(lambda: field(driven) == "Person 041X")


async def test_an_answer_to_an_earlier_text_is_dropped(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, show = list[str](), ResultRows.show
    monkeypatch.setattr(
        ResultRows, "show", lambda rows, found, *more: (shown.append(found[0].words), show(rows, found, *more))
    )
    with held(fleet, monkeypatch) as (asked, go_on):
        async with listed(fleet) as driven:
            await opened(driven, "person 01")
            await driven.until(lambda: asked != [])
            await driven.pilot.press("9")
            go_on.set()
            await driven.shows("> Person 019")
            assert asked[0] != asked[-1] == "person 019"
            assert [words[:10] for words in shown] == ["Person 019"]


async def test_what_is_typed_is_looked_for_once_it_rests_and_a_letter_paints_the_line_only(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(palette_module, "PAUSE", 60.0)
    with held(fleet, monkeypatch) as (asked, go_on):
        go_on.set()
        async with listed(fleet) as driven:
            await opened(driven)
            await driven.pilot.press(*"person 01")
            assert asked == []
            await driven.pilot.press("down")
            await driven.shows("> Person 011")
            assert asked == ["person 01"]


async def test_the_cursor_of_the_terminal_follows_the_rows_and_the_line(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await opened(driven, "person 14")
        await driven.shows("> Person 140")
        line = cursor_on(driven.app.screen)
        await driven.pilot.press("down")
        await driven.shows("> Person 141")
        rows = driven.app.screen.query_one(ResultRows)
        assert cursor_on(driven.app.screen) == rows.content_region.offset + Offset(0, 1)
        await driven.pilot.press("1")
        assert cursor_on(driven.app.screen) == line + Offset(1, 0)


async def test_down_on_the_empty_line_lists_what_can_be_done_here(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await opened(driven)
        assert "Activate" not in driven.picture
        await driven.pilot.press("down")
        await driven.shows("> Activate  x a", "  Deactivate  x d")
        before = driven.picture
        await driven.pilot.press(*["pagedown"] * 20)
        assert driven.picture != before
        assert driven.picture.count("> ") == before.count("> ")
        await driven.pilot.press(*["pageup"] * 20, "down", "enter")
        await driven.shows("Deactivate 1 technician")


async def test_actions_of_other_screens_are_led_to_and_done(fleet: Services) -> None:
    fleet.views.save("Night crew", ListQuery(TECHNICIANS, ("name", "team"), Filter((Contains("name", "00"),))))
    async with listed(fleet) as driven:
        await opened(driven, "new team")
        await driven.shows("> Add to Teams · Lists")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.app.current_mode == "lists" and len(driven.app.screen_stack) == 2)
        await driven.write("Night")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said == "Saved Night.")
        assert "Night" in [entry.name for entry in fleet.lists.entries(ListName.TEAMS)]
        await driven.press("1")
        await opened(driven, "retire")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said == "Retire or bring back: d, for what is at the cursor.")
        await opened(driven, "hire")
        await driven.shows("> Add Technician")
        await driven.pilot.press("enter")
        await driven.shows("Add Technician", "Contact information")
        await opened(driven, "night cr")
        await driven.shows("> Night crew · View of Technicians")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said == "View: Night crew.")
        assert driven.app.current_mode == "technicians"
        await opened(driven, "complete")
        await driven.pilot.press("enter")
        await driven.until(lambda: driven.said == "Complete: Tab in the filter line.")


async def test_unsaved_typing_is_asked_about_first(fleet: Services) -> None:
    async with listed(fleet) as driven:
        await driven.press("a")
        await driven.shows("Add Technician")
        await driven.until(lambda: isinstance(driven.app.focused, Input))
        await driven.pilot.press("B")
        await opened(driven, "person 007")
        await driven.pilot.press("enter")
        await driven.shows("Not saved: Technician Name.")
        await driven.pilot.press("t")
        await driven.until(lambda: len(driven.app.screen_stack) == 2)
        assert field(driven) == "B"


async def test_nothing_found_and_nobody_asked_are_said(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    async with listed(fleet) as driven:
        await opened(driven, "zzzz")
        await driven.shows("Nothing is called that, and nobody is found by it.")
        await driven.pilot.press("enter", "tab")
        assert isinstance(driven.app.screen, Palette)

        def busy(text: str) -> tuple[Found, ...]:
            raise Busy("The database is busy: try again.")

        monkeypatch.setattr(fleet.people, "find", busy)
        await driven.pilot.press("ctrl+u", "escape")
        await opened(driven, "zzzz")
        await driven.shows("The database is busy: try again.")


async def test_names_are_text_and_a_small_screen_has_room(fleet: Services) -> None:
    for number in range(MOST + 3):
        fleet.people.add(EMPLOYEES, employee(fleet, name=f"[b]שלום {number}", email=f"x{number}@b.test"))
    async with listed(fleet, size=(40, 12)) as driven:
        await opened(driven, "[b]")
        await driven.shows("> [b]שלום 0", "Enter opens")
        assert driven.picture.count("[b]ש") == 8
        await driven.pilot.press(*["down"] * 7)
        await driven.shows("> [b]שלום 6")
