"""Columns that use the room: what is in sight at which size, and that nothing moves while one pages."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from fleet_tui.domain.fields import Kind, PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Contains, Filter, OneOf
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.services.bulk.load import load_people
from fleet_tui.services.local.remembered import ListState
from fleet_tui.services.services import Services
from fleet_tui.ui.people.list_columns import columns_shown
from fleet_tui.ui.people.list_screen import PeopleListScreen
from fleet_tui.ui.people.opening import open_list
from tests.support.people import NOON, TECHNICIANS, new_person
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import technician


def in_sight(list: Driven) -> list[str]:
    """The keys of the columns on screen."""
    return [list.table.shown[seen.place].key for seen in list.table._window.seen() if seen.whole]


def people(number: int) -> list[NewPerson]:
    names = ("Abigail Hill", "Ana-Lucía van der Berg", "Bob", "Krzysztof Kowalski", "Adaeze Olawale", "Ян", "工藤 新一")
    teams = ("Night shift", "East", "Downtown", "Riverside")
    return [
        new_person(
            TECHNICIANS,
            {
                "name": f"{names[n % len(names)]} {n:03}",
                "type": "managed" if n % 3 else "non_managed",
                "role": "Maintenance technician" if n % 2 else "Driver",
                "positions": ("Maintenance", "Service") if n % 2 else ("Installer",),
                "mobile": f"+1303555{n:04}",
                "email": f"somebody.with.long.address.{n}@example.com",
                "team": teams[n % len(teams)],
            },
        )
        for n in range(number)
    ]


async def test_the_first_columns_are_in_sight_and_whole(services: Services) -> None:
    load_people(services.database, people(200), actor="loader", at=NOON)
    for size, least in (((80, 24), 4), ((132, 43), 8), ((300, 24), 11)):
        async with listed(services, size=size) as list:
            assert in_sight(list)[:4] == ["name", "team", "mobile", "status"]
            assert len(in_sight(list)) >= least
            await list.shows("Night shift", "(303) 555-0000", "Never logged in")
            assert all(len(line.rstrip()) <= size[0] for line in list.lines)


async def test_paging_through_the_list_moves_no_column(services: Services) -> None:
    load_people(services.database, people(400), actor="loader", at=NOON)
    async with listed(services) as list:
        header = list.lines[2]
        for key in ("pagedown",) * 6 + ("end", "pageup", "home", "down"):
            await list.press(key)
            assert list.lines[2] == header
        services.people.add(PersonKind.TECHNICIAN, technician(services, "Somebody with a very long name to be shown"))
        screen = list.app.screen
        assert isinstance(screen, PeopleListScreen)
        screen.table.reload()  # as the list follows what others change
        await list.settled()
        assert list.lines[2] == header


async def test_a_number_that_would_be_cut_widens_its_column(services: Services) -> None:
    load_people(services.database, people(400), actor="loader", at=NOON)
    services.people.add(PersonKind.TECHNICIAN, technician(services, "齊 Zoë", email="", mobile="+5511912345678"))
    async with listed(services) as list:
        assert list.lines[2].index("Status") - list.lines[2].index("Mobile") <= len("(303) 555-0000") + 2
        await list.press("end")
        await list.shows("齊 Zoë", "+55 11 91234-5678")


async def test_active_is_shown_unless_the_filter_says_active_only(services: Services) -> None:
    load_people(services.database, people(3), actor="loader", at=NOON)
    async with listed(services) as list:
        assert "active" not in [column.key for column in list.table.shown]
        await list.press("right", "F")
        assert "active" in [column.key for column in list.table.shown]
        assert list.table.shown[list.table.column].key == "team"
        await list.press("F")
        assert "active" not in [column.key for column in list.table.shown]
        await list.press("space", "m")
        assert "active" in [column.key for column in list.table.shown]


def test_active_stands_behind_the_name_where_the_list_has_both() -> None:
    both = OneOf("active", frozenset({"yes", "no"}))
    inactive = OneOf("active", frozenset({"no"}))
    fields = ("name", "team", "mobile", "active")
    for conditions, marked, shown in (
        (ONLY_ACTIVE.conditions, None, ("name", "team", "mobile")),
        ((inactive,), None, fields),
        ((both,), None, ("name", "active", "team", "mobile")),
        ((), None, ("name", "active", "team", "mobile")),
        (ONLY_ACTIVE.conditions, frozenset({1}), ("name", "active", "team", "mobile")),
    ):
        query = ListQuery(PersonKind.TECHNICIAN, fields, Filter(conditions), only=marked)
        assert columns_shown(query) == shown, query
    assert columns_shown(ListQuery(PersonKind.TECHNICIAN, ("name", "team"), Filter())) == ("name", "team")
    chosen = ("name", "team", "active", "mobile")
    assert columns_shown(ListQuery(PersonKind.TECHNICIAN, chosen, Filter())) == chosen
    assert columns_shown(ListQuery(PersonKind.TECHNICIAN, ("active",), Filter())) == ("active",)
    assert columns_shown(ListQuery(PersonKind.TECHNICIAN, ("active", "team"))) == ("team",)


async def test_a_size_that_changes_keeps_the_columns_in_their_places(services: Services) -> None:
    load_people(services.database, people(60), actor="loader", at=NOON)
    async with listed(services) as list:
        for size in ((40, 12), (20, 6), (132, 43), (300, 20), (80, 24)):
            await list.pilot.resize_terminal(*size)
            await list.settled()
            assert in_sight(list)[:1] == ["name"] or size[0] == 20
            for line in list.lines:
                assert "\x00" not in line
        assert in_sight(list)[:4] == ["name", "team", "mobile", "status"]


ODD = ("Ана Ян", "工藤 新一 工藤 新一 工藤", "דוד כהן", "محمد علي", "e\u0301" * 30, "👩‍🔧 Kim", "a" * 100, "ﬁ ﷺ", "O")


async def test_wide_combining_and_right_to_left_names_leave_the_columns_aligned(services: Services) -> None:
    loaded = [replace(one, values={**one.values, "name": name}) for one, name in zip(people(9), ODD, strict=True)]
    load_people(services.database, loaded, actor="loader", at=NOON)
    async with listed(services) as list:
        for size in ((40, 12), (80, 24), (132, 20), (300, 20)):
            await list.pilot.resize_terminal(*size)
            await list.settled()
            assert {cell_len(line) for line in list.lines} == {size[0]}
            if size[0] > 40:
                rows = [line for line in list.lines if "(303) 555-000" in line]
                assert len(rows) == len(ODD)
                assert len({cell_len(row[: row.index("(303)")]) for row in rows}) == 1


async def test_as_many_columns_as_there_are_are_shown_and_reached_at_any_width(services: Services) -> None:
    load_people(services.database, people(60), actor="loader", at=NOON)
    names = tuple(field.name for field in TECHNICIAN.fields.values() if field.width)
    async with listed(services) as list:
        screen = list.app.screen
        assert isinstance(screen, PeopleListScreen)
        screen.filter.ask(fields=names, filter=Filter())
        await list.settled()
        for size in ((40, 12), (80, 24), (300, 20)):
            await list.pilot.resize_terminal(*size)
            await list.press(*["h"] * len(names))
            for _ in names:
                assert list.table.shown[list.table.column].key in in_sight(list)
                assert in_sight(list)[0] == "name"
                assert {cell_len(line) for line in list.lines} == {size[0]}
                await list.press("l")


async def test_a_column_that_is_filtered_or_sorted_comes_into_sight(services: Services) -> None:
    load_people(services.database, people(60), actor="loader", at=NOON)
    async with listed(services) as list:
        screen = list.app.screen
        assert isinstance(screen, PeopleListScreen)
        for name in TECHNICIAN.columns:
            field = TECHNICIAN.fields[name]
            screen.filter.ask(sort=Sort(name))
            await list.settled()
            assert name in in_sight(list) or name == "active"
            assert list.table.shown[list.table.column].key == "name"
            condition = OneOf(name, frozenset()) if field.choices or field.source else Contains(name, "5")
            if field.kind is not Kind.TOGGLE:
                screen.filter.ask(sort=Sort(), filter=Filter((condition,)))
                await list.settled()
                assert name in in_sight(list)
            screen.filter.ask(sort=Sort(), filter=Filter())
            await list.settled()
            assert in_sight(list) == ["name", "active", "team", "mobile"]


async def test_the_current_column_moves_only_where_the_asked_one_leaves_no_room_for_it(services: Services) -> None:
    load_people(services.database, people(60), actor="loader", at=NOON)
    async with listed(services) as list:
        screen = list.app.screen
        assert isinstance(screen, PeopleListScreen)
        await list.press("l")
        screen.filter.ask(sort=Sort("truck"))
        await list.settled()
        assert list.table.shown[list.table.column].key == "truck"
        await list.press("h", "s")
        assert (list.table.shown[list.table.column].key, list.table.query_wanted.sort.field) == ("status",) * 2
        assert "mobile" in in_sight(list)


async def test_the_columns_dialog_says_when_active_is_shown(services: Services) -> None:
    load_people(services.database, people(3), actor="loader", at=NOON)
    async with listed(services) as list:
        await list.pilot.press("c")
        await list.shows("[x] Team")
        await list.pilot.press(*["down"] * (len(TECHNICIAN.columns) - 2))
        await list.shows("> [x] Active (while not all are)")


async def test_a_list_opens_with_the_column_in_sight_that_it_was_left_sorted_by(services: Services) -> None:
    load_people(services.database, people(60), actor="loader", at=NOON)
    services.remembered.keep_list(PersonKind.TECHNICIAN, ListState(sort=Sort("truck"), column="mobile"))
    for first in (None, open_list(services, PersonKind.TECHNICIAN)):
        async with listed(services, first=first) as list:
            assert in_sight(list) == ["name", "mobile", "status", "truck"]
            assert list.table.shown[list.table.column].key == "mobile"
