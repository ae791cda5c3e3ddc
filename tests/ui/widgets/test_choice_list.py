"""The list that picks are taken from."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste

from fleet_tui.ui.widgets.choice_list import ChoiceList, Pick


async def test_a_long_text_does_not_push_the_answer_out_of_sight() -> None:
    class One(App[None]):
        def compose(self) -> ComposeResult:
            yield ChoiceList((Pick(1, "North"),), ticks=False)

    app = One()
    async with app.run_test(size=(40, 5)) as pilot:
        choices = app.query_one(ChoiceList)
        choices.focus()
        for typed in ("m" * 600, "陈" * 600):
            app.post_message(Paste(typed))
            await pilot.pause()
            lines = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
            assert lines[0].rstrip().endswith(f"{typed[0]}_ 0 of 1")
            assert "Nothing matches" in lines[1]


LABELS = ("Installer", "Service", "Service manager", "Truck, spare")


class Ticks(App[None]):
    def compose(self) -> ComposeResult:
        yield ChoiceList(tuple(map(Pick, LABELS, LABELS)), ticks=True)


@pytest.mark.parametrize("pasted", [False, True])
@pytest.mark.parametrize(
    ("typed", "ticked"),
    [
        ("serv, inst", {"Service", "Installer"}),
        ("serv,inst", {"Service", "Installer"}),
        ("service m, serv", {"Service manager", "Service"}),
        ("truck, sp", {"Truck, spare"}),
    ],
)
async def test_a_comma_ticks_what_stands_before_it_and_enter_the_last(
    typed: str, ticked: set[str], pasted: bool
) -> None:
    app = Ticks()
    async with app.run_test() as pilot:
        choices = app.query_one(ChoiceList)
        choices.focus()
        if pasted:
            app.post_message(Paste(typed))
            await pilot.pause()
        else:
            await pilot.press(*("comma" if letter == "," else letter for letter in typed.replace(" ", "")))
        await pilot.press("enter")
        assert choices.ticked == ticked
        assert not choices.typed


async def test_a_blank_behind_a_comma_ticks_nothing() -> None:
    app = Ticks()
    async with app.run_test() as pilot:
        choices = app.query_one(ChoiceList)
        choices.focus()
        await pilot.press(*"serv", "comma", "space", *"inst", "enter")
        assert choices.ticked == {"Service", "Installer"}
        await pilot.press("space")
        assert choices.ticked == {"Service"}
