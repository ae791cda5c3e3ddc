"""The list that picks are taken from."""

from __future__ import annotations

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
