"""An import from the list, with the services as they are: the file, its columns, the plan, the outcome, a paste."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from fleet_tui.domain.bulk.plan import Outcome, Plan
from fleet_tui.services.services import Services
from fleet_tui.ui.bulk import outcome, plan
from fleet_tui.ui.bulk.arrangement import Arrangement, arrange
from fleet_tui.ui.bulk.outcome import OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from fleet_tui.ui.dialogs import sequence
from fleet_tui.ui.dialogs.progress import ProgressDialog
from fleet_tui.ui.dialogs.prompt import Prompt
from fleet_tui.ui.imports.mapping import MappingDialog
from fleet_tui.ui.imports.path_prompt import PathPrompt
from fleet_tui.ui.people import carry_out
from fleet_tui.ui.people.importing_list import TOO_LONG
from tests.support.screens.held_calls import held
from tests.support.screens.list_driving import Driven, listed

ROWS = """\
First Name,Last Name,Work Email,Mobile,Password,Team
Ann,Adams,ann.adams@example.com,303 555 0142,secret1,North
Bo,Baker,bo.baker@example.com,303 555 0143,secret2,South
Cy,Cole,cy.cole(at)example.com,1.20156E+10,secret3,North
Person,000,person.000@example.com,,secret4,
"""


@pytest.fixture(autouse=True)
def _keys_wait_on_a_busy_machine_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "PATIENCE", 20.0)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """The folder of files, with one of people in it."""
    folder = tmp_path / "home"
    folder.mkdir(exist_ok=True)
    (folder / "people.csv").write_text(ROWS)
    return folder


async def top(list: Driven, kind: type) -> None:
    """Wait for a dialog, and for it to take keys."""
    await list.until(lambda: isinstance(list.screen, kind) and list.screen.is_mounted)
    await list.pilot.pause()


async def chosen(list: Driven, *typed: str) -> None:
    """Choose what is missing, one after the other."""
    for words in typed:
        list.burst("space")
        await list.shows("type to narrow")
        await list.write(words)
        list.burst("enter")
        if words == "installer":  # of several that can be ticked
            list.burst("enter")
        await top(list, MappingDialog)


async def test_people_of_a_file_are_added_mended_and_invited(fleet: Services, people: Path) -> None:
    async with listed(fleet) as list:
        list.burst("i")
        await top(list, PathPrompt)
        await list.write("nothing.csv")
        list.burst("enter")
        await list.shows("There is no such file: check the path.")
        list.screen.query_one(Input).value = "peo"
        list.burst("tab", "enter")
        await top(list, MappingDialog)
        await list.shows("Import people.csv: 6 columns", "-Password", "left out: secret", ">!Positions")
        await chosen(list, "installer", "managed", "driver")
        list.burst("enter")
        await top(list, PlanDialog)
        await list.shows("2 new", "1 same", "1 refused", "Cy Cole")
        list.burst("escape")
        await top(list, MappingDialog)
        await list.shows("Installer")
        list.burst("enter")
        await top(list, PlanDialog)
        list.burst("enter")
        await top(list, OutcomeDialog)
        await list.shows("2 added · 1 same · 1 refused", "2 were added and have no account: i invites them.")
        list.burst("s")
        await top(list, Prompt)
        assert list.screen.query_one(Input).value.endswith("people-refused.csv")
        list.screen.query_one(Input).value = "people-refused.csv"
        list.burst("enter")
        await top(list, OutcomeDialog)
        refused = (people / "people-refused.csv").read_text().splitlines()
        assert refused[0] == "First Name,Last Name,Work Email,Mobile,Password,Team,Why refused"
        assert len(refused) == 2
        list.burst("i")
        await list.shows("Send Account Invite to 2 technicians")
        list.burst("enter")
        await list.shows("Done: Send Account Invite to 2 technicians")
        list.burst("enter")
        await list.until(lambda: list.said.startswith("2 technicians invited"))
        assert list.name == "Ann Adams"
        for what in ("Send Account Invite", "Import people.csv"):
            list.burst("u")
            await list.shows(f"Undo: {what}")
            list.burst("enter")
            await top(list, OutcomeDialog)
            list.burst("enter")
            await list.until(lambda: list.said.startswith("2 technicians changed back"))


async def test_lines_that_are_pasted_go_the_same_way_and_one_line_none(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.app.post_message(Paste("Ann Adams"))
        await list.settled()
        assert len(list.app.screen_stack) == 1
        list.app.post_message(Paste("Name\tEmail\nAnn Adams\tann@example.com\n"))
        await top(list, MappingDialog)
        await list.shows("Import the paste: 2 columns", "ann@example.com")
        list.burst("escape")
        await list.until(lambda: len(list.app.screen_stack) == 1)
        list.app.post_message(Paste("Name\n" + "Ann Adams\n" * 50_000))
        await list.until(lambda: list.said == TOO_LONG)
        list.app.post_message(Paste("\x00\n\x00\n"))
        await list.until(lambda: list.said not in ("", TOO_LONG))
        assert list.said.endswith(".")


async def test_a_plan_that_is_stopped_leads_back_to_the_columns_and_long_work_is_done_beside_the_keys(
    fleet: Services, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[threading.Thread] = set()

    def arranged(verdicts: Plan | Outcome) -> Arrangement:
        threads.add(threading.current_thread())
        return arrange(verdicts)

    monkeypatch.setattr(carry_out, "arrange", arranged)
    monkeypatch.setattr(plan, "arrange", arranged)
    monkeypatch.setattr(outcome, "arrange", arranged)
    async with listed(fleet) as list:
        list.burst("i")
        await top(list, PathPrompt)
        await list.write("people.csv")
        list.burst("enter")
        await top(list, MappingDialog)
        await chosen(list, "installer", "managed", "driver")
        with monkeypatch.context() as patch:
            patch.setattr(sequence, "PATIENCE", 0.0)
            planning = held(patch, fleet.imports, "plan")
            list.burst("enter")
            await list.until(lambda: planning.asked.is_set() and isinstance(list.screen, ProgressDialog))
            await list.shows("Reading people.csv")
            await list.pilot.press("escape")
            planning.open.set()
            await list.shows("Stopped: nothing was changed.", "Installer")
        await top(list, MappingDialog)
        list.burst("enter")
        await top(list, PlanDialog)
        list.burst("enter")
        await top(list, OutcomeDialog)
    assert threads
    assert threading.main_thread() not in threads


async def test_a_plan_that_is_refused_leads_back_to_the_columns(fleet: Services, people: Path) -> None:
    async with listed(fleet) as list:
        list.burst("i")
        await top(list, PathPrompt)
        await list.write("people.csv")
        list.burst("enter")
        await top(list, MappingDialog)
        await chosen(list, "installer", "managed", "driver")
        (people / "people.csv").write_text(f"{ROWS}One,More,,,,\n")
        list.burst("enter")
        await list.shows("people.csv was changed while it was read: read it again.", "Installer")
        assert isinstance(list.screen, MappingDialog)
