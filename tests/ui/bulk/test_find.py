"""Finding somebody inside a plan or an outcome."""

from __future__ import annotations

import re

from textual.pilot import Pilot

from fleet_tui.services.services import Services
from fleet_tui.ui.bulk.find import NameSearch, next_row
from fleet_tui.ui.bulk.outcome import OutcomeDialog
from fleet_tui.ui.bulk.plan import PlanDialog
from tests.support.people import TECHNICIANS
from tests.support.screens.list_driving import listed
from tests.support.screens.plans import CHANGES, NO_FILES, YOURSELF, Bare, a_plan, an_outcome, press, shown
from tests.support.tables import for_each

NAMES = ("Ann Stone", "Bob Smith", "Paweł Łukasz", "Ann-Lee O'Hara", *(f"Person {n}" for n in range(40)), "Ann Last")


def at(app: Bare) -> str:
    """The name at the cursor."""
    (line,) = [line for line in shown(app) if re.match(">|-[-!=→]", line)]
    return line[2:].split("  ")[0]


async def opened(pilot: Pilot[None]) -> None:
    each = [CHANGES] * len(NAMES)
    each[1] = YOURSELF  # comes first
    await pilot.app.push_screen(PlanDialog(a_plan(*each, names=NAMES)))
    await pilot.pause()


@for_each(
    "text, found",
    [
        ("ann", [0, 3, 44]),
        ("PAWEL", [2]),
        ("lukasz", [2]),
        ("ohara", [3]),
        ("person 3", [7, *range(34, 44)]),
        ("nobody", []),
        ("", []),
        ("  ", []),
    ],
)
def test_a_part_of_a_name_finds_as_it_does_in_the_list(text: str, found: list[int]) -> None:
    search = NameSearch(NAMES)
    search.prepare()
    assert search.rows(text) == found


@for_each(
    "row, by, to",
    [(0, 1, 3), (3, 1, 8), (8, 1, 3), (9, 1, 3), (8, -1, 3), (3, -1, 8), (0, -1, 8), (5, 1, 8), (5, -1, 3)],
)
def test_the_next_one_is_found_around_the_end(row: int, by: int, to: int) -> None:
    assert next_row([3, 8], row, by) == to
    assert next_row([], row, by) is None
    assert next_row([row], row, by) == row


async def test_a_name_its_enter_and_a_space_drop_that_person_and_an_empty_line_finds_the_next() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert at(app) == "Bob Smith"
        await press(pilot, "slash", *"ann")
        assert any(line.startswith("/ann") and line.endswith("3 found") for line in shown(app))
        assert at(app) == "Bob Smith"  # nothing moves for a letter
        await press(pilot, "enter")
        assert at(app) == "Ann Stone"
        await press(pilot, "space", "slash", "enter")
        assert at(app) == "Ann-Lee O'Hara"
        await press(pilot, "slash", "down")
        assert at(app) == "Ann Last"
        await press(pilot, "up", "escape")
        assert at(app) == "Ann-Lee O'Hara"
        assert any("Enter runs" in line for line in shown(app))
        assert any("1 cannot · 1 dropped" in line for line in shown(app))
        await press(pilot, "slash", *"ann st", "enter")
        assert any(line.startswith(">-Ann Stone") and line.endswith("dropped") for line in shown(app))


async def test_where_nobody_is_found_the_line_stays_and_the_plan_is_not_run() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"zz", "enter", "enter")
        assert any(line.startswith("/zz") and line.endswith("nobody") for line in shown(app))
        await press(pilot, "escape", "slash", "enter")
        assert isinstance(app.screen, PlanDialog)


async def test_an_outcome_is_searched_too_on_a_small_screen() -> None:
    app = Bare()
    async with app.run_test(size=(40, 12)) as pilot:
        await app.push_screen(OutcomeDialog(an_outcome(*[CHANGES] * len(NAMES), names=NAMES), NO_FILES, ()))
        await press(pilot, "slash", *"last", "enter")
        assert at(app).startswith("Ann Last")


async def test_keys_typed_ahead_of_the_line_are_for_the_line_and_those_behind_it_for_the_rows(fleet: Services) -> None:
    async with listed(fleet) as list:
        list.burst("asterisk", "x", "d")
        await list.until(lambda: isinstance(list.screen, PlanDialog) and list.screen.is_mounted)
        list.burst("slash", *"003", "enter", "space", "slash", *"005", "enter", "space", "enter")
        await list.until(lambda: isinstance(list.screen, OutcomeDialog) and list.screen.is_mounted)
        kept = {id for id in list.table.marks.ids if fleet.people.profile(TECHNICIANS, id).active}
        assert {fleet.people.profile(TECHNICIANS, id).name for id in kept} == {"Person 003", "Person 005"}
