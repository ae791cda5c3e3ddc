"""Keys that come in one packet with a key that asks or does something reach what comes of it, and nothing else."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.events import Key

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.filters.conditions import Contains, Filter
from fleet_tui.services.services import Services
from fleet_tui.ui.base import key_queue
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.bulk.company_changes import CompanyChanges
from fleet_tui.ui.bulk.outcome import OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.dialogs import sequence
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.menu import Options
from fleet_tui.ui.form import screen as form_screen
from fleet_tui.ui.people.list_actions import ListActions
from fleet_tui.ui.people.profile.person_form import PersonForm
from fleet_tui.ui.widgets.choice_list import ChoiceList
from tests.support.screens.held_calls import Held, held
from tests.support.screens.list_driving import Driven, listed
from tests.ui.conftest import PEOPLE

ACTIVE = PEOPLE - 5


@pytest.fixture(autouse=True)
def _no_call_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What says that a call takes long takes keys, too."""
    monkeypatch.setattr(sequence, "PATIENCE", 20.0)


async def handled(list: Driven) -> None:
    """Wait until the keys in front have acted and those behind have begun to wait."""
    for _ in range(20):
        await list.pilot.pause(0.005)


async def on_team(list: Driven) -> None:
    """Go to the column of the teams."""
    names = [column.key for column in list.table.shown]
    await list.press(*["l"] * names.index("team"))


async def test_keys_behind_one_that_asks_are_for_its_dialog(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    async with listed(fleet) as list:
        await on_team(list)
        entries = held(monkeypatch, fleet.lists, "entries")
        list.burst("f", "s", "o", "u")
        await list.until(entries.asked.is_set)
        await handled(list)
        entries.open.set()
        await list.until(lambda: list.app.screen.query(ChoiceList))
        await list.until(lambda: [each.label for each in list.app.screen.query_one(ChoiceList).shown] == ["South"])
        assert not list.table.query_wanted.sort.descending
        assert list.table.query_wanted.sort.field == "name"


async def test_keys_whose_dialog_never_comes_are_dropped_whole_with_the_bell(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[None] = []
    monkeypatch.setattr(key_queue, "_PATIENCE", 0.02)
    async with listed(fleet) as driven:
        monkeypatch.setattr(driven.app, "bell", lambda: rung.append(None))
        await on_team(driven)
        entries = held(monkeypatch, fleet.lists, "entries")
        driven.burst("f", "s", "s", "a")
        await driven.until(lambda: rung)
        assert len(driven.app.screen_stack) == 1
        entries.open.set()
        await driven.until(lambda: driven.app.screen.query(ChoiceList))
        assert driven.table.query_wanted.sort.field == "name"
        assert len(rung) == 1


async def test_keys_typed_for_a_dialog_that_is_refused_are_dropped_whole(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listed(fleet) as driven:
        vocabulary = held(monkeypatch, fleet.lists, "vocabulary")
        monkeypatch.setattr(vocabulary, "_call", refused)
        for early, late in (("slash", *"status:never"), ()), (("slash", *"sta"), ("t", "u", "s")):
            vocabulary.open.clear()
            driven.burst(*early)
            await driven.until(vocabulary.asked.is_set)
            driven.burst(*late)
            vocabulary.open.set()
            await driven.until(lambda: driven.said == "The database is busy: try again.")
            assert len(driven.app.screen_stack) == 1
            assert driven.table.query_wanted.sort.field == "name"
            driven.app.screen.say("")  # type: ignore[attr-defined]


def refused(*_: object) -> None:
    raise Busy("The database is busy: try again.")


async def test_keys_behind_one_that_has_nothing_to_ask_are_dropped_whole(fleet: Services) -> None:
    async with listed(fleet) as driven:
        driven.burst("U", "enter", "enter")
        await driven.until(lambda: driven.said == "There is nothing to redo.")
        driven.app.screen.filter.set(Filter((Contains("name", "nobody"),)))  # type: ignore[attr-defined]
        await driven.until(lambda: not driven.table.window.matching)
        for keys in (("x", "d", "enter", "a"), ("e", "a")):
            driven.burst(*keys)
            await driven.until(lambda: driven.said.startswith("There is nobody here"))
            assert len(driven.app.screen_stack) == 1


@pytest.mark.parametrize("key", ["enter", "y"])
async def test_a_plan_takes_no_key_of_the_burst_that_opened_it(
    fleet: Services, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    rung: list[None] = []
    async with listed(fleet) as driven:
        monkeypatch.setattr(driven.app, "bell", lambda: rung.append(None))
        driven.burst("x", "d", key, key, "a", "n", "space")
        await driven.until(lambda: isinstance(driven.screen, PlanDialog) and driven.screen.is_mounted)
        assert isinstance(driven.screen, PlanDialog)
        assert not driven.screen.rows.dropped
        assert len(rung) == 1
        driven.burst(key)
        await driven.until(lambda: isinstance(driven.screen, OutcomeDialog))


async def test_every_plan_takes_the_same_keys_and_none_reach_the_list_behind(fleet: Services) -> None:
    fleet.company.save(fleet.company.get().version, {"name": "Desert Air"})
    async with listed(fleet) as driven:
        plans = {
            ("x", "a"): "Nobody was changed.",
            ("x", "d"): "1 technician deactivated",
            ("u",): "1 technician changed back",
            ("u", ""): "The company's settings are changed back.",
            ("U",): "The company's settings are changed again.",
        }
        for keys, said in plans.items():
            driven.burst(*filter(None, keys))
            await driven.until(lambda: isinstance(driven.screen, PlanDialog | CompanyChanges))
            await driven.until(lambda: driven.screen.is_mounted)
            driven.burst("enter", "enter", "enter", "a", "x")
            await driven.until(lambda: len(driven.app.screen_stack) == 1 and driven.said)
            assert len(driven.app.screen_stack) == 1, keys
            assert driven.said.startswith(said)
            driven.app.screen.say("")  # type: ignore[attr-defined]
        driven.burst("x", "d")
        await driven.until(lambda: isinstance(driven.screen, PlanDialog) and driven.screen.is_mounted)
        driven.burst("space", "enter")  # it is empty then
        await driven.until(lambda: isinstance(driven.screen, OutcomeDialog))


async def test_keys_that_are_forgotten_while_they_wait_are_for_nobody(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listed(fleet) as driven:
        await on_team(driven)
        entries = held(monkeypatch, fleet.lists, "entries")
        driven.burst("f", "s", "o")
        await driven.until(entries.asked.is_set)
        await handled(driven)
        driven.app.key_queue.clear()
        column = driven.table.column
        driven.burst("left")  # and those that come then wait for nothing of before
        await driven.until(lambda: driven.table.column == column - 1)
        entries.open.set()
        await driven.until(lambda: driven.app.screen.query(ChoiceList))
        await driven.until(lambda: not driven.app.key_queue._running)
        assert driven.app.crash is None
        assert len(driven.app.screen.query_one(ChoiceList).shown) > 1


async def test_keys_go_through_a_whole_row_of_dialogs(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Held(lambda: None)
    answered: list[bool | None] = []

    async def act(actions: ListActions, picked: str | None = None) -> None:
        await driven.app.push_screen_wait(Options("Do", [("d", "Deactivate"), ("a", "Activate")]))
        await run_in_thread(plan)
        answered.append(await driven.app.push_screen_wait(Confirm("Deactivate 1 technician?")))

    monkeypatch.setattr(ListActions, "act", act)
    async with listed(fleet) as driven:
        driven.burst("x", "enter", "y", "down")
        await driven.until(plan.asked.is_set)
        await handled(driven)
        plan.open.set()
        await driven.until(lambda: answered)
        await driven.settled()
        assert answered == [True]
        assert driven.said == ""  # y copied nothing
        assert driven.name == "Person 001"


async def test_keys_behind_one_that_marks_act_on_its_marks(fleet: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    async with listed(fleet) as list:
        for name, keys in (("ids", ["asterisk"]), ("ids_between", ["v", "end", "v"])):
            ids = held(monkeypatch, fleet.people, name)
            list.burst(*keys, "minus")
            await list.until(ids.asked.is_set)
            await handled(list)
            ids.open.set()
            await list.until(lambda: list.said == f"Cleared {ACTIVE} marks.")
            list.app.screen.say("")  # type: ignore[attr-defined]


async def test_keys_behind_a_mark_on_a_row_that_is_awaited_come_after_it(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.pages.open.clear()
        list.burst("end", "space", "minus", "l")
        await list.until(lambda: list.table.column == 1)
        list.pages.open.set()
        await list.until(lambda: list.said == "Cleared 1 mark.")
        assert not list.table.marks.ids


async def test_keys_that_wait_when_the_app_ends_are_for_nobody(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.burst(*["pagedown", "pageup"] * 50)
        await list.until(lambda: list.app.key_queue._waiting)
        list.app.exit()
    assert list.app.crash is None
    assert list.app.return_code == 0


async def test_an_app_that_ends_before_the_first_key_has_acted_says_nothing_of_it(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.app.key_queue.put(Key("pagedown", None))
        list.app.workers.cancel_all()  # as its end does, before the worker of the keys has taken its first step
        list.app.exit()
    assert list.app.crash is None
    del list
    gc.collect()  # Python warns of what was never awaited when it throws it away


def test_an_unreferenced_app_is_freed() -> None:
    app = App[None]()
    key_queue.KeyQueue(app, app.on_event)
    kept = weakref.ref(app)
    del app
    gc.collect()
    assert kept() is None


async def test_keys_that_come_while_a_form_takes_the_focus_come_behind_those_before(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = asyncio.Event()

    async def slowly(widget: DOMNode) -> None:
        await taken.wait()
        await key_queue.processed(widget)

    monkeypatch.setattr(form_screen, "processed", slowly)
    async with listed(fleet) as driven:
        driven.burst("a", *"Rob")
        await driven.until(lambda: isinstance(driven.screen, PersonForm) and driven.screen.focused)
        driven.burst(*"erta")
        await handled(driven)
        taken.set()
        await driven.until(lambda: not driven.app.key_queue._running)
        await driven.until(lambda: driven.screen.query_one("#name").value == "Roberta")  # type: ignore[attr-defined]


async def test_the_screen_is_painted_again_also_while_keys_are_dropped(
    fleet: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    async with listed(fleet) as driven:
        monkeypatch.setattr(driven.app, "action_redraw", lambda: painted.append("again"))
        monkeypatch.setattr(driven.app.key_queue, "_unseen", object())
        for key in ("down", "ctrl+l", "x"):
            await driven.app.on_event(Key(key, None))
        await driven.pilot.pause()
        assert len(driven.app.screen_stack) == 1
        monkeypatch.setattr(driven.app.key_queue, "_unseen", None)
        asked = held(monkeypatch, fleet.undo, "plan")
        driven.burst("u")
        await driven.until(asked.asked.is_set)
        await driven.app.on_event(Key("ctrl+l", None))
        assert painted == ["again", "again"]
        asked.open.set()
        await driven.pilot.pause()
