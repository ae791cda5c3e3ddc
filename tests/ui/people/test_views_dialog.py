"""The saved views of a list: shown with their counts, saved, renamed, shared, removed, each by one key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.widgets import Input

from fleet_tui.domain.access.identity import program
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Filter, OneOf
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.filters.saved_views import View
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage import saved_views as stored
from fleet_tui.ui.people.filters.saved_views import SavedViews
from fleet_tui.ui.widgets.list_grid import ListGrid
from tests.conftest import NOW
from tests.support.screens.list_driving import Driven, listed
from tests.support.screens.plans import Bare, press, until_shown

TECHNICIANS = PersonKind.TECHNICIAN
SHOWN = ListQuery(TECHNICIANS, ("name", "team"), ONLY_ACTIVE, Sort("team", True))
LEFT = "View: Left. Team: an entry that is not known any more was left out of the filter."
EVIL = "\x1b]0;x\x07[/b]\u202e\x9b2J"


ME = program("tester")


@asynccontextmanager
async def dialog(services: Services, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Driven, list[object]]]:
    """The dialog over a list that shows `SHOWN`, and its answers."""
    answers: list[object] = []
    async with listed(services, size=size) as driven:
        counted = services.views.of(TECHNICIANS)
        await driven.app.push_screen(SavedViews(services.views, counted, SHOWN), answers.append)
        await driven.pilot.pause()
        yield driven, answers


def save(services: Services, name: str, filter: Filter = ONLY_ACTIVE, *, shared: bool = False) -> View:
    return services.views.save(name, ListQuery(TECHNICIANS, ("name", "type"), filter), shared=shared)


def views(services: Services) -> dict[str, View]:
    return {counted.view.name: counted.view for counted in services.views.of(TECHNICIANS)}


def line(driven: Driven, word: str) -> str:
    """The row of the box that holds a word, without its frame."""
    return next(line for line in driven.lines if word in line).split("│")[-2].strip()


async def closed(driven: Driven) -> None:
    await driven.until(lambda: len(driven.app.screen_stack) == 1)


async def test_the_first_view_is_saved_from_what_the_list_shows(fleet: Services) -> None:
    async with dialog(fleet) as (driven, answers):
        await driven.shows("Views of Technicians", "No views yet: a saves what the list shows now.")
        await driven.pilot.press("enter", "e", "p", "d")  # without views they do nothing
        await driven.pilot.press("a")
        await driven.shows("Save this view as")
        await driven.write("North [/]")
        await driven.pilot.press("enter")
        await driven.shows("Saved North [/].", "145", "private")
        assert line(driven, "private").split() == [">", "North", "[/]", "145", "private"]
        view = views(fleet)["North [/]"]
        assert (view.filter, view.sort, view.fields, view.shared) == (
            ONLY_ACTIVE,
            Sort("team", True),
            SHOWN.fields,
            False,
        )
        await driven.pilot.press("enter")
        await closed(driven)
        assert answers == [view]


async def test_a_view_is_picked_among_own_and_shared_ones(fleet: Services) -> None:
    ann = Services(Context(fleet.database, SystemActor("ann"), clock=lambda: NOW), fleet.database.path.parent)
    save(fleet, "Mine", Filter())
    hers = save(ann, "Hers", Filter((OneOf("active", frozenset({"no"})),)), shared=True)
    save(ann, "Private")
    save(fleet, "Ours", shared=True)
    async with dialog(fleet) as (driven, answers):
        assert "Private" not in driven.picture
        assert [line(driven, name).split()[-3:] for name in ("Mine", "Ours")] == [
            ["Mine", "150", "private"],
            ["Ours", "145", "shared"],
        ]
        assert line(driven, "Hers").split() == [">", "Hers", "5", "by", "ann"]
        for key in ("p", "d"):
            await driven.pilot.press(key)
            await driven.shows("Hers belongs to ann: save what you see")
        await driven.pilot.press("e")
        await driven.shows("Rename Hers")
        await driven.pilot.press("enter")
        await driven.shows("Hers belongs to ann")
        await driven.pilot.press("escape")
        await driven.until(lambda: isinstance(driven.app.screen, SavedViews))
        await driven.pilot.press("enter")
        await closed(driven)
        assert answers == [hers]


async def test_replacing_a_view_of_the_same_name_is_asked_about(fleet: Services) -> None:
    mine = save(fleet, "Mine", Filter(), shared=True)
    async with dialog(fleet) as (driven, _):
        for answer in ("n", "y"):
            await driven.pilot.press("a")
            await driven.shows("Save this view as")
            driven.app.screen.query_one(Input).value = "MINE"
            await driven.pilot.press("enter")
            await driven.shows("Replace Mine?")
            await driven.pilot.press(answer)
            if answer == "n":
                await driven.shows("Mine is the name of a view of yours already")
                assert views(fleet)["Mine"] == mine
                await driven.pilot.press("escape")
                await driven.until(lambda: isinstance(driven.app.screen, SavedViews))
        await driven.shows("Saved MINE.")
        replaced = views(fleet)["MINE"]
        assert (replaced.id, replaced.filter, replaced.shared) == (mine.id, ONLY_ACTIVE, True)


async def test_a_view_is_renamed_shared_and_removed(fleet: Services) -> None:
    save(fleet, "Mine")
    save(fleet, "Zulu")
    async with dialog(fleet) as (driven, answers):
        await driven.pilot.press("e")
        await driven.shows("Rename Mine")
        await driven.write("Mine too")
        await driven.pilot.press("enter")
        await driven.shows("Saved Mine too.")
        await driven.pilot.press("p")
        await driven.until(lambda: "shared" in line(driven, "> Mine too"))
        assert views(fleet)["Mine too"].shared
        for answer, left in (("n", {"Mine too", "Zulu"}), ("y", {"Zulu"})):
            await driven.pilot.press("d")
            await driven.shows("Remove Mine too?", "Nobody sees it any more.")
            await driven.pilot.press(answer)
            await driven.until(lambda: isinstance(driven.app.screen, SavedViews))
            if answer == "y":
                await driven.shows("> Zulu")
            assert set(views(fleet)) == left
        await driven.pilot.press("escape")
        await closed(driven)
        assert answers == [None]


async def test_a_damaged_view_says_so_and_nothing_in_a_name_acts_on_the_terminal(fleet: Services) -> None:
    save(fleet, "Mine")
    with fleet.database.write() as connection:
        connection.exec_driver_sql("UPDATE view SET filter = '{', name = ?", (EVIL,))
    async with dialog(fleet) as (driven, answers):
        assert "]0;x\ufffd[/b]" in driven.picture
        await driven.pilot.press("enter")
        await driven.shows("cannot be shown. What it asks for cannot")
        await driven.pilot.press("d")
        await driven.shows("Remove")
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(driven.picture)
        assert answers == []


async def test_sixty_views_have_room_on_a_small_screen(fleet: Services) -> None:
    with fleet.database.write() as connection:
        for number in range(60):
            name = f"A view with a long name that goes on and on {number:02}"
            stored.create(connection, View(0, TECHNICIANS, ME, True, name, ONLY_ACTIVE, Sort(), ("name",), 1))
    async with dialog(fleet, (40, 12)) as (driven, answers):
        await driven.shows("Enter shows", "removes", "Match", "145", "shared")
        assert driven.app.screen.region.contains_region(driven.app.screen.query_one("#box").region)
        await driven.pilot.press("end", "up")
        assert driven.app.screen.query_one(ListGrid).region.height > 3
        await driven.pilot.press("enter")
        await closed(driven)
        assert isinstance(answers[0], View)
        assert answers[0].name.endswith("58")


async def test_a_list_shows_the_view_that_is_picked_however_fast_the_keys_come(fleet: Services) -> None:
    with fleet.database.write() as connection:
        gone = Filter((OneOf("active", frozenset({"no"})), OneOf("team", frozenset({99_999}))))
        stored.create(connection, View(0, TECHNICIANS, ME, True, "Left", gone, Sort(), ("name", "email"), 1))
    async with listed(fleet) as driven:
        await driven.press("right", "s", "s")
        driven.burst("w", "a", *"All", "enter", "enter")
        await driven.until(lambda: driven.said == "View: All.")
        driven.burst("w", "down", "enter")
        await driven.until(lambda: driven.said == LEFT)
        await driven.settled()
        shown = driven.table.query_wanted
        assert (shown.fields, shown.filter.conditions) == (("name", "email"), gone.conditions[:1])
        assert driven.table.window.matching == 5
        await driven.press("w", "enter")
        await driven.until(lambda: driven.said == "View: All.")
        await driven.settled()
        shown = driven.table.query_wanted
        assert (shown.filter, shown.sort) == (ONLY_ACTIVE, Sort("team", True))
        assert driven.table.window.matching == 145


async def test_marked_people_are_not_saved_as_a_view(fleet: Services) -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        marked = replace(SHOWN, only=frozenset({1}))
        await app.push_screen(SavedViews(fleet.views, (), marked))
        await press(pilot, "a")
        await until_shown(pilot, "A view keeps a filter, not who is marked: leave this, press m, then save.")
        assert views(fleet) == {}
