"""Bulk actions from the list, with the services as they are: mark, plan, run, outcome, undo, redo, copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import Anchor, ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.bulk.plan_and_run import Bulk
from fleet_tui.services.services import Services
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.dialogs import sequence
from fleet_tui.ui.people import list_copy
from fleet_tui.ui.people.list_screen import PeopleListScreen
from tests.conftest import NOW
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import entry

TECHNICIANS = PersonKind.TECHNICIAN


@pytest.fixture(autouse=True)
def _keys_wait_on_a_busy_machine_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "PATIENCE", 20.0)


def people(fleet: Services, *fields: str) -> dict[str, tuple[object, ...]]:
    """The values of all people in these fields, by name."""
    page = fleet.people.page(ListQuery(TECHNICIANS, ("name", *fields), Filter()), Anchor(), 1_000)
    return {str(person.values["name"]): tuple(person.values[field] for field in fields) for person in page.people}


def active(fleet: Services) -> set[str]:
    """The names of the active people."""
    return {name for name, (active,) in people(fleet, "active").items() if active}


def list_screen(list: Driven) -> PeopleListScreen:
    """The list."""
    screen = list.app.screen_stack[0]
    assert isinstance(screen, PeopleListScreen)
    return screen


async def seen(list: Driven) -> None:
    """Wait until a plan was seen."""
    await list.until(lambda: isinstance(list.screen, PlanDialog) and list.screen.is_mounted)


async def test_a_team_is_deactivated_but_for_two_and_that_is_undone_and_redone(fleet: Services) -> None:
    north = entry(fleet, ListName.TEAMS, "North")
    before = active(fleet)
    team = sorted(name for name, (own,) in people(fleet, "team").items() if own == north and name in before)
    async with listed(fleet) as list:
        list.burst("slash")
        await list.until(lambda: list.app.screen.query(Input))
        list.app.screen.query_one(Input).value = "team:north active:active"
        list.burst("enter", "asterisk", "x")
        await list.shows(f"{len(team)} marked technicians", "d  Deactivate", "e  Export…")
        list.burst("d")
        await list.shows(f"Deactivate {len(team)} technicians", "Managed technicians 145 →")
        list.burst("space", "space")
        await list.shows(f"Deactivate {len(team) - 2} of {len(team)} technicians", "2 dropped")
        assert active(fleet) == before
        list.burst("y")
        await list.shows(f"{len(team) - 2} changed", "K keeps")
        list.burst("enter")
        await list.until(lambda: list.said == f"{len(team) - 2} technicians deactivated. u takes it back.")
        assert before - active(fleet) == set(team[2:])
        assert list.table.marks.ids == frozenset()
        await list.shows("2 of 150 · row 1")

        list.burst("u")
        await list.shows("Undo: Deactivate", f"{len(team) - 2} will change", f"→ {len(before)}")
        list.burst("enter")
        await list.shows(f"{len(team) - 2} changed", "Enter closes")
        list.burst("enter")
        await list.until(lambda: list.said == f"{len(team) - 2} technicians changed back. U does it again.")
        assert active(fleet) == before
        await list.shows(f"{len(team)} of 150 · row ")

        list.burst("U")
        await seen(list)
        list.burst("y")
        await list.shows("Redo: Deactivate", f"{len(team) - 2} changed")
        list.burst("escape")
        await list.until(lambda: list.said == f"{len(team) - 2} technicians changed again. u takes it back.")
        assert before - active(fleet) == set(team[2:])


async def test_keys_pressed_ahead_are_for_the_dialogs_that_come(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.burst("space", "space", "x", "d")
        await seen(list)
        list.burst("space", "y", "enter")
        await list.until(lambda: list.said == "1 technician deactivated. u takes it back.")
        assert list.app.screen is list_screen(list)
        assert "Person 000" in active(fleet)
        assert "Person 001" not in active(fleet)
        list.burst("u")
        await seen(list)
        list.burst("y", "enter")
        await list.until(lambda: list.said == "1 technician changed back. U does it again.")
        assert "Person 001" in active(fleet)
        list.burst("U")
        await seen(list)
        list.burst("enter", "enter")
        await list.until(lambda: list.said == "1 technician changed again. u takes it back.")
        list.burst("U")
        await list.until(lambda: list.said == "There is nothing to redo.")
        assert "Person 001" not in active(fleet)


async def test_leaving_at_any_step_and_a_refusal_keep_marks_filter_and_cursor(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = active(fleet)
    async with listed(fleet) as list:
        list.burst("space", "down", "space")
        await list.until(lambda: list.name == "Person 003")
        marks, query = list.table.marks.ids, list.table.query_wanted
        assert len(marks) == 2
        ways = {
            (): "2 marked technicians",
            ("d",): "Deactivate 2 technicians",
            ("i",): "Send Account Invite to 2",
            ("s",): "Set a field of",
            ("s", "t", "e", "a", "m", "enter"): "(none)",
            ("e",): "Export 2 marked technicians",
            ("e", "a"): "CSV for Excel",
            ("e", "a", "c"): "Enter writes, Esc leaves",
        }
        for keys, shows in ways.items():
            list.burst("x", *keys)
            await list.shows(shows)
            list.burst("escape")
            await list.until(lambda: list.app.screen is list_screen(list))
            await list.until(lambda: not list.app._batch_count)
            assert (list.table.marks.ids, list.table.query_wanted, list.name) == (marks, query, "Person 003"), keys

        def busy(*_: object) -> None:
            raise Busy("The database is busy: try again.")

        with monkeypatch.context() as patch:
            patch.setattr(Bulk, "run", busy)
            list.burst("x", "d")
            await seen(list)
            list.burst("y")
            await list.until(lambda: list.said == "The database is busy: try again.")
        assert (list.table.marks.ids, list.table.query_wanted, list.name) == (marks, query, "Person 003")
        assert active(fleet) == before


async def test_a_field_is_set_and_people_changed_meanwhile_stay_marked(fleet: Services, tmp_path: Path) -> None:
    ann = Services(Context(fleet.database, SystemActor("ann"), clock=lambda: NOW), tmp_path / "ann")
    central, east = (entry(fleet, ListName.ZONES, name) for name in ("Central", "East"))
    async with listed(fleet) as list:
        list.burst("space", "space", "space", "x", "s")
        await list.shows("Set a field of 3 marked technicians", "Add to Skills", "Take from Skills")
        list.burst(*"add", "space", *"to", "space", *"all", "enter")
        await list.shows("Add to All Zones…", "[ ] Central")
        list.burst("space", "down", "down", "space", "enter")
        await list.shows("Add to All Zones: Central, ", "(3 technicians)")
        id = list_screen(list).services.people.ids(list.table.query_wanted)[1]
        stored = ann.people.profile(TECHNICIANS, id)
        ann.people.save(TECHNICIANS, id, stored.version, {"zones": (east,)})
        list.burst("y")
        await list.shows("2 changed · 1 not changed", "not changed: ann changed All Zones", "m marks failed")
        list.burst("m")
        await list.until(lambda: list.said == "2 technicians changed, 1 not changed. u takes it back.")
        assert list.table.marks.ids == {id}
        zones = people(fleet, "zones")
        assert central in zones["Person 000"][0]  # type: ignore[operator]
        assert zones["Person 001"] == ((east,),)
        list.burst("home", "x", "s")
        await list.shows("Set a field of 1 marked technician")
        list.burst(*"team", "enter")
        await list.shows("West")
        list.burst("end")
        await list.shows("> (none)")
        list.burst("enter")
        await seen(list)
        list.burst("y", "K")
        await list.until(lambda: list.said == "1 technician changed. u takes it back.")
        assert people(fleet, "team")["Person 001"] == (None,)
        assert list.table.marks.ids == {id}


async def test_marked_people_are_copied_whether_they_are_loaded_or_not(
    fleet: Services, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_copy, "_AT_ONCE", 40)
    async with listed(fleet) as list:
        fields = list.table.query_wanted.fields
        list.burst("asterisk", "y")
        await list.shows("Copy 145 marked technicians", "c  To the clipboard", "f  To a file…", "r  Only this row")
        list.burst("c")
        await list.until(lambda: list.said == "Copied 145 technicians.")
        lines = list.app.clipboard.split("\n")
        assert [line.split("\t")[0] for line in lines] == ["Name", *sorted(active(fleet))]
        assert {len(line.split("\t")) for line in lines} == {len(fields)}

        list.app._driver.longest_copy = 1_000  # type: ignore[union-attr]  # as the terminal's own driver has it
        list.burst("y", "c")
        await list.until(lambda: list.said == "Too long for this line: y f writes it to a file.")
        assert list.app.clipboard.split("\n") == lines
        list.burst("y", "f")
        await list.shows("Copy 145 marked technicians to a file", "~/technicians.tsv")
        list.burst("enter")
        path = home / "technicians.tsv"
        await list.until(lambda: list.said == f"Written to {path}.")
        assert path.read_text().splitlines() == lines
        list.burst("y", "f", "enter")
        await list.shows("is there already.", "y Replace")
        list.burst("n")
        await list.shows("another name.")
        written = path.read_text()
        path.write_text("mine")
        list.burst("enter")
        await list.shows("only what Fleet TUI")
        assert path.read_text() == "mine"
        path.write_text(written)
        list.burst("enter")
        await list.shows("y Replace")
        list.burst("y")
        await list.until(lambda: path.read_text().splitlines() == lines)

        list.app._driver.longest_copy = 0  # type: ignore[union-attr]
        list.burst("y", "r")
        await list.until(lambda: list.said == "This terminal has no clipboard that could be used.")


async def test_a_dialog_shows_its_keys_and_says_what_is_missing(fleet: Services) -> None:
    async with listed(fleet) as list:
        await list.pilot.press("x", "question_mark")
        await list.shows("Help", "Send Account Invite")
        await list.pilot.press("escape", "s")
        await list.shows("Set a field of")
        await list.write("add to skills")
        await list.pilot.press("enter")
        await list.shows("Enter takes 0")
        await list.press("enter")
        assert list.said == "Nothing was ticked: Space ticks, then Enter takes what is ticked."
        assert fleet.people.profile(PersonKind.TECHNICIAN, 1).values["skills"] is None


async def test_the_last_action_and_the_last_save_are_done_again_with_other_people(fleet: Services) -> None:
    west = entry(fleet, ListName.TEAMS, "West")
    async with listed(fleet) as list:
        list.burst("full_stop")
        await list.shows("Deactivate 1 technician")
        list.burst("escape")
        await list.until(lambda: list.app.screen is list_screen(list))
        profile = fleet.people.profile(TECHNICIANS, list.table.person_at(0) or 0)
        fleet.people.save(TECHNICIANS, profile.id, profile.version, {"team": west, "memo": "x"})
        list.burst("down", "full_stop")
        await list.shows("Set Team to West (1 technician)", "Team: North → West", "Left out: Memo.")
        await seen(list)
        list.burst("enter", "enter")
        await list.until(lambda: list.said == "1 technician changed. u takes it back.")
        assert people(fleet, "team")["Person 001"] == (west,)
        list.burst("down", "space", "space", "x")
        await list.shows(
            "2 marked technicians", "l  Last action again: Set Team to West", "v  As in the save of Person 000: Team"
        )
        list.burst("v")
        await list.shows("Set Team to West (", "Left out: Memo.")
        list.burst("escape")
        await list.until(lambda: list.app.screen is list_screen(list))
        assert len(list.table.marks.ids) == 2
