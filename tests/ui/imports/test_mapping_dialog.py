"""The dialog about the columns of a file: what it shows, how it is changed, what it asks for before the plan."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from textual.pilot import Pilot

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.mapping import ImportMapping, guess
from fleet_tui.services.services import Services
from fleet_tui.ui.imports.mapping import MappingDialog
from fleet_tui.ui.imports.rows import COUNTRY, AnswerRow, MappingRows
from tests.support.screens.plans import Bare, press, shown, until, until_shown

TITLES = ("First Name", "Last Name", "Work Email", "Mobile", "SSN", "Shoe size", "Hire Date")
CELLS = (
    ("Ann", "Porter", "ann@example.com", "303 555 0142", "078-05-1120", "42", "03/04/2021"),
    ("Bo", "Zeller", "bo@example.com", "303 555 0143", "078-05-1121", "39", "05/06/2022"),
)


def mapped(titles: Sequence[str] | None = TITLES, cells: Sequence[Sequence[str]] = CELLS) -> MappingRows:
    """What is asked about a file of technicians with these titles and cells."""
    titles = tuple(titles) if titles is not None else None
    return MappingRows(guess(PersonKind.TECHNICIAN, titles, cells), titles, cells, "US")


@dataclass
class Asked:
    """The dialog on the screen, and its answers."""

    pilot: Pilot[None]
    rows: MappingRows
    answers: list[ImportMapping | None] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """What the screen shows, blanks made one."""
        return [" ".join(line.split()) for line in shown(self.pilot.app)]

    @property
    def text(self) -> str:
        """The same in one."""
        return "\n".join(self.lines)

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await press(self.pilot, *keys)

    async def choose(self, words: str) -> None:
        """Open the list of choices at the cursor, and pick by typing."""
        await self.press("space")
        await until_shown(self.pilot, "type to narrow")
        await self.press(*("space" if each == " " else each for each in words), "enter")
        await until(self.pilot, lambda: isinstance(self.pilot.app.screen, MappingDialog))
        await self.pilot.pause()


@asynccontextmanager
async def asked(services: Services, rows: MappingRows, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Asked]:
    app = Bare()
    async with app.run_test(size=size) as pilot:
        driven = Asked(pilot, rows)
        dialog = MappingDialog("Import people.csv: 7 columns", rows, services.lists, ("Line 1 is a title.",))
        await app.push_screen(dialog, driven.answers.append)
        await pilot.pause()
        yield driven


async def test_each_column_stands_with_cells_and_what_it_becomes_and_what_is_missing_below(fleet: Services) -> None:
    async with asked(fleet, mapped()) as dialog:
        assert "Line 1 is a title." in dialog.lines
        for line in (
            "First Name First name → Technician Name Ann · Bo",
            "Work Email Email ann@example.com",
            "-SSN left out: secret",
            "-Shoe size left out 42 · 39",
            ">!Positions choose for everybody that is new",
            "!Technician Type choose for everybody that is new",
            "!Role choose for everybody that is new",
            "Country United States of phone numbers without a +",
            "!Dates choose in the file",
        ):
            assert any(found.startswith(line) for found in dialog.lines), line
        assert "078-05" not in dialog.text


async def test_enter_says_what_is_missing_until_all_of_it_is_chosen(fleet: Services) -> None:
    async with asked(fleet, mapped()) as dialog:
        await dialog.press("home", "enter")
        assert "Positions has to be chosen first: Space opens the list." in dialog.text
        await dialog.press("space")
        await until_shown(dialog.pilot, "type to narrow")
        await dialog.press(*"installer", "enter", *"sales", "enter", "enter")
        await until_shown(dialog.pilot, "Installer, Sales")
        await dialog.choose("non")  # the next one that is missing
        await dialog.choose("driver")
        assert dialog.answers == []
        await dialog.choose("month")
        assert "Role Driver for everybody that is new" in dialog.text
        assert "Dates month first: 01/31/2026 in the file" in dialog.text
        await dialog.press("enter")
        (answer,) = dialog.answers
        assert answer is not None
        assert dict(answer.defaults) == {"positions": "Installer, Sales", "type": "non_managed", "role": "Driver"}
        assert answer.day_first is False
        assert answer.targets == (
            "first_name", "last_name", "email", "mobile", "secret", "", "start_date"
        )  # fmt: skip


async def test_a_column_becomes_something_else_and_the_one_that_was_it_is_left_out(fleet: Services) -> None:
    async with asked(fleet, mapped()) as dialog:
        await dialog.press("home", *["down"] * 5)
        await dialog.choose("memo")
        assert "> Shoe size Memo 42 · 39" in dialog.lines
        await dialog.choose("email")
        assert "> Shoe size Email 42 · 39" in dialog.lines
        assert "Work Email is left out for it." in dialog.text
        await dialog.press("minus")
        assert ">-Shoe size left out 42 · 39" in dialog.lines
        assert "is left out for it" not in dialog.text


async def test_a_secret_column_becomes_nothing(fleet: Services) -> None:
    async with asked(fleet, mapped()) as dialog:
        await dialog.press("home", *["down"] * 4, "space")
        assert "is never read" in dialog.text
        assert ">-SSN left out: secret" in dialog.lines


async def test_a_field_can_be_left_open_and_a_country_chosen(fleet: Services) -> None:
    rows = mapped((*TITLES, "Positions"), [(*each, "Installer") for each in CELLS])
    rows.mapping = replace(rows.mapping, day_first=True)
    async with asked(fleet, rows) as dialog:
        assert "!Positions choose" not in dialog.text
        await dialog.press("minus")
        assert ">-Technician Type" not in dialog.text
        assert "> Technician Type none: new people are refused" in dialog.text
        await dialog.press("down")
        await dialog.choose("(none)")
        assert "Role none: new people are refused" in dialog.text
        await dialog.press("down")
        await dialog.choose("germany")
        assert "> Country Germany" in dialog.text
        await dialog.press("enter")
        (answer,) = dialog.answers
        assert answer is not None
        assert answer.defaults == (("country", "DE"),)


async def test_numbers_of_another_country_ask_for_it(fleet: Services) -> None:
    titles, cells = ("Name", "Email", "Handy"), [("Ann", f"a{n}@example.com", f"0171 39200{n:02}") for n in range(9)]
    for number, country in (("", "choose"), ("+49 171 3920000", "United States"), ("303 555 0142", "United States")):
        rows = mapped(titles, [(name, email, number or phone) for name, email, phone in cells])
        (answer,) = [row.answer for row in rows.rows() if isinstance(row, AnswerRow) and row.key == COUNTRY]
        assert answer == country, number
    rows = mapped(titles, cells)
    for key in ("type", "role", "positions"):
        rows.answer(key, "")
    async with asked(fleet, rows) as dialog:
        await dialog.press("enter")
        assert "Country has to be chosen first: Space opens the list." in dialog.text
        await dialog.choose("germany")
        await dialog.press("enter")
        assert dialog.answers[0] is not None


async def test_a_file_without_a_name_or_a_key_asks_for_one(fleet: Services) -> None:
    async with asked(fleet, mapped(None, [("x", "y"), ("z", "y")])) as dialog:
        await dialog.press("enter")
        assert "No column is a name, an e-mail address or a phone" in dialog.text
        assert any(line.startswith(">-Column 1") for line in dialog.lines)
        await dialog.press("escape")
        assert dialog.answers == [None]


async def test_it_fits_a_small_screen_and_a_lean_line_has_few_rows(fleet: Services) -> None:
    async with asked(fleet, mapped(), (40, 12)) as dialog:
        for words in (">!Positions", "Enter goes on", "Esc back", "4 above · 4 below"):
            assert words in dialog.text, words
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        app.set_class(True, "-lean")
        await app.push_screen(MappingDialog("Import people.csv", mapped(), fleet.lists))
        await pilot.pause()
        assert sum(line.startswith("|") for line in shown(app)) == 1 + 6


def test_a_file_of_a_thousand_columns_is_described_once() -> None:
    cells = [tuple(f"{row} {column}" for column in range(1_000)) for row in range(3)]
    rows = mapped(tuple(f"Title {column}" for column in range(1_000)), cells)
    assert len(rows.rows()) >= 1_000
    assert rows.become(999, "name") == ""
    found = rows.rows()[999]
    assert "Technician Name" in repr(found)
