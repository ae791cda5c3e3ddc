"""The dialogs of a column's filter by themselves: they answer what is typed or ticked as a condition."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from fleet_tui.domain.filters.conditions import Ago, Between, Condition, Empty, OneOf
from fleet_tui.domain.filters.line.ranges import SWAPPED
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.ui.people.filters.column_filter import CLEAR, Answer, FilterRange, FilterValues, offered_without_asking
from tests.support.screens.plans import Bare

CHANGED, TEAM, ACTIVE = (TECHNICIAN.fields[name] for name in ("changed", "team", "active"))
TEAMS = [(1, "North"), (2, "South"), (3, "[b]East"), (None, "none")]


@dataclass
class Asked:
    """A dialog on the screen, and its answers."""

    pilot: Pilot[None]
    answers: list[object] = field(default_factory=list)

    @property
    def picture(self) -> str:
        """The screen as text."""
        strips = self.pilot.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@asynccontextmanager
async def asked(dialog: Screen[Answer | None]) -> AsyncIterator[Asked]:
    app = Bare()
    async with app.run_test(size=(60, 24)) as pilot:
        driven = Asked(pilot)
        await app.push_screen(dialog, driven.answers.append)
        await pilot.pause()
        yield driven


def team(*values: int | None, out: tuple[int | None, ...] = ()) -> OneOf:
    return OneOf("team", frozenset(values), frozenset(out))


async def test_space_wants_a_value_then_excludes_it_then_does_neither() -> None:
    async with asked(FilterValues(TEAM, None, TEAMS)) as dialog:
        for mark in ("[x]", "[-]", "[ ]", "[x]"):
            await dialog.pilot.press("space")
            assert f"> {mark} North" in dialog.picture
        await dialog.pilot.press("down", "space", "space", "end", "space", "space")
        assert "Space [x] [-]  Enter takes 3" in dialog.picture
        await dialog.pilot.press("enter")
        assert dialog.answers == [team(1, out=(2, None))]


async def test_an_excluded_value_is_shown_and_typing_its_name_wants_it() -> None:
    async with asked(FilterValues(TEAM, team(out=(2, 3)), TEAMS)) as dialog:
        assert "> [-] South" in dialog.picture
        assert "[-] [b]East" in dialog.picture
        await dialog.pilot.press("s", "o", "u", "enter", "enter")
        assert dialog.answers == [team(2, out=(3,))]


@pytest.mark.parametrize(
    ("condition", "row", "means"),
    [(Empty("team"), "> [x] none", team(None)), (Empty("team", empty=False), "> [-] none", team(out=(None,)))],
)
async def test_a_condition_on_being_empty_is_shown_at_none(condition: Condition, row: str, means: Condition) -> None:
    async with asked(FilterValues(TEAM, condition, TEAMS)) as dialog:
        assert row in dialog.picture
        await dialog.pilot.press("enter")
        assert dialog.answers == [means]


@pytest.mark.parametrize("keys", [["ctrl+k"], ["space", "enter"]])
async def test_no_mark_is_no_condition(keys: list[str]) -> None:
    async with asked(FilterValues(TEAM, team(out=(1,)), TEAMS)) as dialog:
        await dialog.pilot.press(*keys)
        assert dialog.answers == [CLEAR]


async def test_of_yes_and_no_none_is_excluded() -> None:
    async with asked(
        FilterValues(ACTIVE, OneOf("active", frozenset({"yes"})), offered_without_asking(ACTIVE))
    ) as dialog:
        await dialog.pilot.press("space", "down", "space", "enter")
        assert dialog.answers == [OneOf("active", frozenset({"no"}))]


@pytest.mark.parametrize(
    ("low", "high", "means"),
    [
        ("7d", "", Between("changed", Ago(7), None)),
        ("2W", "7d", Between("changed", Ago(14), Ago(7))),
        ("7d", "2026-01-31", Between("changed", Ago(7), date(2026, 1, 31))),
    ],
)
async def test_a_day_may_be_relative_to_today_and_is_shown_so_again(low: str, high: str, means: Condition) -> None:
    async with asked(FilterRange(CHANGED, None)) as dialog:
        for input, typed in zip(dialog.pilot.app.screen.query(Input), (low, high), strict=True):
            input.value = typed
        await dialog.pilot.press("enter")
        assert dialog.answers == [means]
    async with asked(FilterRange(CHANGED, means)) as dialog:
        shown = {"2W": "14d"}.get(low, low)
        assert [input.value for input in dialog.pilot.app.screen.query(Input)] == [shown, high]


async def test_swapped_days_relative_to_today_are_refused() -> None:
    async with asked(FilterRange(CHANGED, None)) as dialog:
        await dialog.pilot.press(*"7d", "tab", *"8d", "enter")
        assert dialog.answers == []
        assert SWAPPED in dialog.picture
