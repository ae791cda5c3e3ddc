"""The filter line on the screen: typed, completed, refused at the word, and answered as a filter."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, Static

from fleet_tui.domain.filters.conditions import Contains, Empty, Filter, Find, OneOf
from fleet_tui.domain.filters.line import Vocabulary, parse
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.ui.people.filters import filter_line
from fleet_tui.ui.people.filters.filter_line import LENGTH, FilterLine
from tests.support.screens.plans import Bare, until

TEAMS = ("North", "North East", "South", "[b]\x1bWest")
TRUCKS = tuple(f"Truck {number}" for number in range(1, 30))
VOCABULARY = Vocabulary(
    {
        name: tuple(Entry(base + number, name, text, False, 1) for number, text in enumerate(words))
        for name, words, base in ((ListName.TEAMS, TEAMS, 1), (ListName.TRUCKS, TRUCKS, 100))
    }
)


def look(segment: Segment) -> str:
    """The colours and attributes of some cells."""
    style = segment.style or Style()
    return f"{style.bgcolor} {style.bold} {style.dim} {style.reverse} {style.underline}"


class Behind(Bare):
    """Rows of text, over which the line is asked for."""

    def compose(self) -> ComposeResult:
        yield Static("\n".join(f"row {number}" for number in range(24)))


class Asked:
    """The line on the screen, and its answers."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot, self.answers = pilot, list[object]()

    async def ask(self, shown: str = "", applied: list[str] | None = None) -> None:
        """Open the line over a list that shows a filter, and bring that back."""
        await self.ask_fresh(shown, applied)
        if shown:
            await self.pilot.press("up")

    async def ask_fresh(self, shown: str = "", applied: list[str] | None = None) -> None:
        """Open the line over a list that shows a filter."""
        line = FilterLine(TECHNICIAN, parse(TECHNICIAN, shown, VOCABULARY), VOCABULARY, applied)
        await self.pilot.app.push_screen(line, self.answers.append)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Paste a text at the cursor."""
        self.pilot.app.post_message(Paste(text))
        await self.pilot.pause()

    @property
    def input(self) -> Input:
        """The field of the line."""
        return self.pilot.app.screen.query_one(Input)

    @property
    def lines(self) -> list[str]:
        """The screen as text, row by row."""
        strips = self.pilot.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    async def shows(self, *last: str) -> None:
        """Wait for the last rows of the screen to be these."""
        await until(self.pilot, lambda: self.lines[-len(last) :] == list(last))

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Every cell as it looks, row by row."""
        strips = self.pilot.app.screen._compositor.render_strips()
        return [(letter, look(segment)) for strip in strips for segment in strip for letter in segment.text]

    @property
    def underlined(self) -> str:
        """The underlined text in the last row."""
        strip = self.pilot.app.screen._compositor.render_strips()[-1]
        return "".join(segment.text for segment in strip if segment.style and segment.style.underline)


@asynccontextmanager
async def line(width: int = 80) -> AsyncIterator[Asked]:
    app = Behind(ansi_color=True)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        yield Asked(pilot)


async def test_the_line_takes_the_last_row_and_leaves_the_others_as_they_are() -> None:
    async with line() as asked:
        before = asked.cells
        await asked.ask("team:North")
        await asked.pilot.press("question_mark", "1", "q", "colon")
        await asked.shows("/team:North ?1q:")
        assert asked.cells[: 23 * 80] == before[: 23 * 80]
        await asked.pilot.press("escape")
        assert asked.answers == [None]
        assert asked.cells == before


async def test_what_is_typed_replaces_the_filter_but_for_active() -> None:
    async with line() as asked:
        shown = "active:yes team:north"
        for typed, meant in (
            ("de la", 'active:yes "de la"'),
            ("active:no", "active:no"),
            ("active:any smith", "active:any smith"),
        ):
            await asked.ask_fresh(shown)
            assert asked.input.value == ""
            await asked.shows(f"/Up: {shown.replace('north', 'North')}")
            await asked.write(typed)
            await asked.pilot.press("enter")
            assert asked.answers[-1] == parse(TECHNICIAN, meant, VOCABULARY), typed
        await asked.ask_fresh("team:north")  # both active and inactive people are shown
        await asked.write("smith")
        await asked.pilot.press("enter")
        assert asked.answers[-1] == Filter((Find("smith"),))


async def test_nothing_typed_leaves_the_filter_as_it_is() -> None:
    applied: list[str] = []
    async with line() as asked:
        for keys in (("enter",), ("space", "enter"), ("up", "down", "enter"), ("escape",)):
            await asked.ask_fresh("active:yes", applied)
            await asked.pilot.press(*keys)
        assert (asked.answers, applied) == ([None] * 4, [])


async def test_enter_answers_the_filter_and_an_empty_line_none_at_all() -> None:
    async with line() as asked:
        await asked.ask("team:north")
        await asked.write("de la")
        await asked.pilot.press("enter")
        await asked.ask("team:north")
        await asked.pilot.press("ctrl+u", "enter")
        assert asked.answers == [Filter((OneOf("team", frozenset({1})), Find("de la"))), Filter()]


async def test_a_wrong_word_is_explained_and_underlined_and_stays() -> None:
    async with line(40) as asked:
        await asked.ask()
        await asked.write("team:nroth email:none")
        await asked.pilot.press("enter")
        assert asked.answers == []
        await asked.shows("There is no team “nroth”: did you mean", "North?", "/team:nroth email:none")
        assert (asked.underlined, asked.input.cursor_position) == ("nroth", 10)
        await asked.pilot.press("ctrl+u")
        assert asked.underlined == ""
        await asked.write("team:South")
        await asked.pilot.press("enter")
        assert asked.answers == [Filter((OneOf("team", frozenset({3})), Empty("email")))]


async def test_tab_inserts_the_only_word_and_lists_several() -> None:
    async with line() as asked:
        await asked.ask()
        await asked.pilot.press("t", "e", "tab")
        await asked.shows("/team:")
        await asked.pilot.press("n", "tab")
        await asked.shows('North  "North East"  none', "/team:n")
        await asked.write("orth\\")
        await asked.pilot.press("tab")
        await asked.shows("Nothing begins like that.", "/team:north\\")
        await asked.pilot.press("backspace", "comma", "s", "tab")
        await asked.shows("row 22", "/team:north,South")
        await asked.write(" truck:tr")
        await asked.pilot.press("tab")
        await asked.shows('/team:north,South truck:"Truck')
        assert asked.lines[-2].startswith('"Truck 1"  "Truck 2"')
        assert asked.lines[-2].endswith('"Truck 7"  +22')
        await asked.write('17"')
        await asked.pilot.press("enter")
        assert asked.answers == [Filter((OneOf("team", frozenset({1, 3})), OneOf("truck", frozenset({116}))))]


async def test_the_candidates_of_a_word_before_others_leave_those_alone() -> None:
    async with line() as asked:
        await asked.ask()
        await asked.write("team:Nox email:none ")
        asked.input.cursor_position = len("team:No")
        await asked.pilot.press("tab")
        assert asked.input.value == "team:Nox email:none "
        asked.input.cursor_position = len("team:N")
        await asked.pilot.press("backspace", "s", "tab")
        assert asked.input.value == "team:South email:none "
        assert asked.input.cursor_position == len("team:South")


async def test_markup_and_control_characters_in_names_do_nothing() -> None:
    async with line() as asked:
        await asked.ask()
        await asked.write('team:"[b]')
        await asked.pilot.press("tab", "enter")
        await asked.ask()
        await asked.write("team:x")
        await asked.pilot.press("left", "tab")
        assert "[b]\ufffdWest" in asked.lines[-2]
        assert "\x1b" not in "".join(asked.lines)
        assert asked.answers == [Filter((OneOf("team", frozenset({4})),))]


async def test_up_shows_the_present_filter_then_the_lines_before_and_down_the_typed_one() -> None:
    applied: list[str] = []
    async with line() as asked:
        for text in ("team:north", "email:none", "team:north", "memo:any"):
            await asked.ask_fresh("active:yes", applied)
            await asked.write(text)
            await asked.pilot.press("enter")
        assert applied == ["active:yes email:none", "active:yes team:North", "active:yes memo:any"]
        await asked.ask_fresh("active:yes team:North", applied)
        await asked.write("typed")
        shown = []
        for key in ("up", "up", "up", "up", "down", "down", "down", "down"):
            await asked.pilot.press(key)
            shown.append(asked.input.value)
        present, last, first = "active:yes team:North ", "active:yes memo:any ", "active:yes email:none "
        assert shown == [present, last, first, first, last, present, "typed", "typed"]
        await asked.pilot.press("enter")
        assert asked.answers[-1] == parse(TECHNICIAN, "active:yes typed", VOCABULARY)


async def test_a_line_brought_back_means_what_it_says() -> None:
    async with line() as asked:
        for shown, meant in (("active:yes team:north", "team:north"), ("active:yes", "")):
            await asked.ask(shown)
            asked.input.cursor_position = len("active:yes ")
            await asked.pilot.press("ctrl+u", "enter")
            assert asked.answers[-1] == parse(TECHNICIAN, meant, VOCABULARY), shown


async def test_a_long_line_is_typed_and_pasted_up_to_its_end() -> None:
    async with line(40) as asked:
        await asked.ask()
        await asked.write("name:x")
        await asked.write("y" * (LENGTH - 7))
        await asked.pilot.press("z", "z")
        assert asked.input.value == "name:x" + "y" * (LENGTH - 7) + "z"
        assert asked.lines[-1].endswith("yyz")
        await asked.pilot.press("enter")
        assert asked.answers == [Filter((Contains("name", asked.answers[0].conditions[0].text),))]  # type: ignore[attr-defined]


async def test_all_lines_of_a_paste_are_kept() -> None:
    async with line() as asked:
        await asked.ask()
        asked.input.post_message(Paste("team:north\r\nemail:none\n"))
        await asked.pilot.pause()
        assert asked.input.value == "team:north email:none"


async def test_a_typed_letter_changes_the_cells_at_the_cursor_only() -> None:
    async with line() as asked:
        await asked.ask("team:north")
        before = asked.cells
        await asked.pilot.press("x")
        changed = [place for place, (old, new) in enumerate(zip(before, asked.cells, strict=True)) if old != new]
        end = 23 * 80 + len("/team:north ")
        assert changed == [end, end + 1]


def test_no_more_words_are_measured_than_a_row_has_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured: list[str] = []

    def counted(text: str) -> int:
        measured.append(text)
        return cell_len(text)

    monkeypatch.setattr(filter_line, "cell_len", counted)
    assert filter_line._as_many([f"Word {number}" for number in range(3_000)], 30) == "Word 0  Word 1  Word 2  +2997"
    assert len(measured) <= 30
