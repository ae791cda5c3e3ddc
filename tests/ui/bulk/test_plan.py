"""The plan of a bulk action: its sentences, the people it leaves out, its answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.domain.bulk.actions import Revert
from fleet_tui.ui.bulk.plan import PlanDialog
from tests.support.screens.plans import (
    ALREADY,
    CHANGES,
    SILENT,
    UNBILLED,
    YOURSELF,
    Bare,
    a_plan,
    press,
    shown,
)

TWELVE = (CHANGES, UNBILLED, CHANGES, ALREADY, *[CHANGES] * 6, YOURSELF, SILENT)


async def test_the_counts_stand_over_the_rows_and_the_exceptions_come_first() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PlanDialog(a_plan(*TWELVE, notes=("One thing more.",))))
        await pilot.pause()
        lines = [line for line in shown(app) if line]
        assert [line.strip("┌─┐ ") for line in lines[:4]] == [
            "Plan: Deactivate 9 of 12 technicians",
            "Managed technicians 41 → 33",
            "One thing more.",
            "9 will change · 1 already so · 2 cannot",
        ]
        assert [line.split() for line in lines[4:10]] == [
            [">!Person", "10", "cannot:", "yourself"],
            ["!Person", "11", "cannot:", "no", "e-mail", "address", "and", "no", "mobile", "phone"],
            ["=Person", "3", "already", "inactive"],
            ["→Person", "0", "Active,", "billed", "→", "Inactive"],
            ["→Person", "1", "Active", "→", "Inactive"],
            ["→Person", "2", "Active,", "billed", "→", "Inactive"],
        ]
        await press(pilot, "end")
        assert any(line.startswith(">→Person 9 ") for line in shown(app))


async def test_space_drops_a_person_and_takes_them_back_and_the_counts_follow() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        answers: list[frozenset[int] | None] = []
        await app.push_screen(PlanDialog(a_plan(CHANGES, YOURSELF, CHANGES)), answers.append)
        await press(pilot, "space", "space", "space", "space")  # at the end it takes the last one back
        text = "\n".join(shown(app))
        assert "Deactivate 2 of 3 technicians" not in text
        assert "Deactivate 1 of 3 technicians" in text
        assert "1 will change · 2 dropped" in text
        assert "Managed technicians 41 → 40" in text
        assert [line.split()[-1] for line in shown(app) if "Person" in line] == ["dropped", "dropped", "Inactive"]
        await press(pilot, "enter")
        assert answers == [frozenset({100, 101})]


async def test_a_plan_is_run_or_left_as_it_is() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        for key, answer in (("y", frozenset[int]()), ("enter", frozenset[int]()), ("n", None), ("escape", None)):
            answers: list[frozenset[int] | None] = []
            await app.push_screen(PlanDialog(a_plan(CHANGES, YOURSELF)), answers.append)
            await press(pilot, key)
            assert answers == [answer], key


async def test_a_plan_that_changes_nobody_says_so_and_takes_the_same_keys() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        answers: list[frozenset[int] | None] = []
        await app.push_screen(PlanDialog(a_plan(CHANGES, YOURSELF)), answers.append)
        await press(pilot, "down", "space")
        text = "\n".join(shown(app))
        assert "Nobody would change." in text
        assert "Enter runs · Space takes back · Esc back" in text
        await press(pilot, "enter")
        assert answers == [frozenset({100})]


async def test_an_operation_that_cannot_be_undone_for_any_person_is_set_aside() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        for key, answer in (("enter", frozenset[int]()), ("escape", None)):
            answers: list[frozenset[int] | None] = []
            await app.push_screen(PlanDialog(replace(a_plan(YOURSELF), action=Revert(1))), answers.append)
            await pilot.pause()
            assert "Enter sets this aside · Esc back" in "\n".join(shown(app))
            await press(pilot, key)
            assert answers == [answer]


async def test_on_a_narrow_screen_the_reason_at_the_cursor_is_whole() -> None:
    app = Bare()
    async with app.run_test(size=(40, 15)) as pilot:
        await app.push_screen(PlanDialog(a_plan(CHANGES, SILENT, YOURSELF)))
        await press(pilot, "down")
        lines = shown(app)
        assert "cannot: no e-mail address and no" in lines
        assert "mobile phone" in lines
        assert any(line.startswith("Enter runs") for line in lines)
        await press(pilot, "up")
        assert "cannot: yourself" in shown(app)


async def test_only_the_rows_in_sight_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = PlanDialog(a_plan(*[CHANGES] * 20_000, YOURSELF))
    asked: set[int] = set()
    cell = dialog.rows.cell

    def watched(place: int, key: str) -> str:
        asked.add(place)
        return cell(place, key)

    monkeypatch.setattr(dialog.rows, "cell", watched)
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(dialog)
        await press(pilot, "end")
        assert any(line.startswith(">→Person 19999") for line in shown(app))
        assert len(asked) < 50


async def test_names_are_text_and_act_on_nothing() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PlanDialog(a_plan(CHANGES, names=("\x1b]0;x\x07[/b]\u202e工藤",))))
        await pilot.pause()
        text = "\n".join(shown(app))
        assert "]0;x\ufffd[/b]\ufffd工藤" in text
        assert not set("\x1b\x07\u202e") & set(text)


async def test_people_of_one_name_are_shown_with_their_ids() -> None:
    long = "Ana-Lucía de la Torre y Benítez Ruiz"
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PlanDialog(a_plan(*[CHANGES] * 5, names=("Al", "Bo", "Bo", long, long))))
        await pilot.pause()
        rows = [" ".join(line.split()).strip("│ ") for line in shown(app) if "→ Inactive" in line]
        assert rows == [
            f"{name} Active, billed → Inactive"
            for name in (
                ">→Al",
                "→Bo #101",
                "→Bo #102",
                "→Ana-Lucía de la Torre y … #103",
                "→Ana-Lucía de la Torre y … #104",
            )
        ]


async def test_counts_without_room_over_the_rows_are_in_the_summary_and_a_lean_line_has_few_rows() -> None:
    app = Bare()
    async with app.run_test(size=(40, 20)) as pilot:
        await app.push_screen(PlanDialog(a_plan(*TWELVE)))
        await pilot.pause()
        lines = shown(app)
        assert "9 will change · 1 already so · 2" in lines
        assert "cannot" in lines
        assert any(line.startswith("Technician ") for line in lines)
    app = Bare()
    async with app.run_test(size=(132, 43)) as pilot:
        for lean, exceptions, rows in ((1, 0, 10), (1, 2, 10), (1, 9, 11), (1, 30, 19), (0, 0, 33), (0, 9, 33)):
            app.set_class(bool(lean), "-lean")
            await app.push_screen(PlanDialog(a_plan(*[CHANGES] * 60, *[YOURSELF] * exceptions)))
            await pilot.pause()
            assert sum("Person" in line for line in shown(app)) == rows, (lean, exceptions)
            await press(pilot, "escape")


async def test_how_many_rows_are_below_is_said_on_every_size() -> None:
    for size in ((132, 43), (80, 24), (45, 20), (40, 12)):
        app = Bare()
        async with app.run_test(size=size) as pilot:
            app.set_class(True, "-lean")
            await app.push_screen(PlanDialog(a_plan(*[CHANGES] * 40, YOURSELF, ALREADY)))
            await pilot.pause()
            seen = sum("Person" in line for line in shown(app))
            assert f"{42 - seen} more below" in "\n".join(shown(app)), size
            await press(pilot, *["down"] * seen)
            assert f"{41 - seen} more below" in "\n".join(shown(app)), size
            await press(pilot, "end")
            assert "more below" not in "\n".join(shown(app)), size


async def test_a_plan_of_one_who_is_not_changed_says_what_would_help() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        for decisions, words in (
            ((YOURSELF,), "This is your own profile: somebody else has"),
            ((ALREADY,), "Person 0: already inactive."),
            ((YOURSELF, ALREADY), "Nobody would change."),
        ):
            await app.push_screen(PlanDialog(a_plan(*decisions)))
            await pilot.pause()
            assert words in shown(app)
            await press(pilot, "escape")
