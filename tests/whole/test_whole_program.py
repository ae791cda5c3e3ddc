"""The whole program in a pseudo-terminal, as its user has it: from an empty home, with the keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image

from tests.support.terminals.program_driving import Program
from tests.support.terminals.terminal import Terminal

Start = Callable[..., Program]


@pytest.fixture
def start(own_file: Path, home: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the program on the test's database, at 80×24 or another size, as often as it is called."""
    path = shutil.copy(own_file, tmp_path / "fleet.db")
    with ExitStack() as stack:

        def started(size: tuple[int, int] = (80, 24)) -> Program:
            arguments = ["--database", str(path)]
            return Program(stack.enter_context(Terminal.start(arguments, home=home, size=size)))

        yield started


def _deactivate_find_and_activate(program: Program, noun: str, name: str, all_: int) -> None:
    """Of `all_` people of the kind this is one, and the only one who is ever inactive."""
    program.press("f4")
    program.shows(f"Deactivate {noun}")
    program.press("enter")
    program.shows("cannot sign in while inactive")
    program.answer("y")
    program.shows(f"{name} · Inactive")
    program.press("escape")
    program.shows(f"{all_ - 1} of {all_}")
    program.filter_active("down", "space")
    program.shows("Active: Inactive")
    program.shows(f"1 of {all_}")
    program.press("enter")
    program.shows(f"{name} · Inactive")
    program.press("f4")
    program.shows(f"Activate {noun}")
    program.press("enter")
    program.shows("y Activate")
    program.answer("y")
    program.shows(f"{name} · Active")
    program.press("escape")
    program.shows("Active: Inactive")
    program.press("F")
    program.shows("Active: Active")
    program.press("F")
    program.shows("No filter")
    program.shows(f"{all_} of {all_}")


def test_a_technician_is_added_refused_edited_deactivated_found_activated_and_kept(
    start: Start, tmp_path: Path
) -> None:
    program = start()
    photo = tmp_path / "fleet.db-files" / "ann.png"  # the folder of files where no shell started the program
    photo.parent.mkdir()
    Image.new("RGB", (8, 8), "red").save(photo)
    program.shows("There are no technicians yet")
    program.press("a")
    program.shows("Add Technician")
    program.focus("Technician Name")
    program.press("f2")
    program.shows("Not saved: 6 fields are missing or wrong")
    for sentence in ("Technician Name is missing", "Company Position is missing", "Technician Type is missing"):
        program.shows(sentence)

    program.write("Technician Name", "Ann Smith [x]")
    program.pick("Company Position", "Installer", several=True)
    program.pick("Technician Type", "Managed Technician")
    program.pick("Role", "Driver")
    program.write("Photo", "nobody.png")
    program.write("Mobile Phone", "5550123")
    program.write("Email", "ann@example")
    program.write("Daily Revenue Goal", "-5")
    program.write("ZIP Code", "1234")
    program.press("f2")
    program.shows("Not saved: 7 fields are missing or wrong")
    for label, sentence, right in (
        ("Photo", "There is no such file", str(photo)),
        ("Mobile Phone", "There is no such phone number", "(201) 555-0123"),
        ("Email", "This is not an e-mail address", "ann@example.com"),
        ("Daily Revenue Goal", "is a number that is not negative", "1250.50"),
        ("Street", "an address has a street and a city", ""),
        ("City", "an address has a street and a city", "Phoenix"),
        ("ZIP Code", "This is not a ZIP code", "85001"),
    ):
        program.focus(label)
        program.shows(sentence)
        if right:
            program.write(label, right)
    program.press(*["shift+tab"] * 4)
    program.terminal.wait_for(lambda _: program.label() == "Street")  # what is wrong with an address is mended by both
    program.write("Street", "1 Depot Road")
    program.press("f2")
    program.shows("Managed technicians 0 → 1")
    program.shows("Edit Technician · Ann Smith [x] · Active")

    program.pick("Team", "North")
    program.press("f2")
    program.shows("Saved.")
    program.shows("Edit Technician")

    _deactivate_find_and_activate(program, "technician", "Ann Smith [x]", 1)
    program.leave()

    later = start()
    later.shows("1 of 1")
    later.shows("Ann Smith [x]")
    later.press("e")
    later.shows("Edit Technician · Ann Smith [x] · Active")
    later.focus("Photo")
    later.shows("PNG 8×8")
    later.focus("Daily Revenue Goal")
    later.terminal.wait_for(lambda _: "1250.50" in later.focused())
    later.focus("Team")
    later.terminal.wait_for(lambda _: "North" in later.focused())
    later.press("escape")
    later.shows("1 of 1")
    later.leave()


@pytest.mark.long
def test_an_employee_is_added_refused_edited_deactivated_found_activated_and_kept(
    start: Start,
) -> None:
    program = start()
    program.shows("There are no technicians yet")
    program.press("2")
    program.shows("1 of 1")
    program.press("a")
    program.shows("Add Employee")
    program.focus("Employee Name")
    program.press("f2")
    program.shows("Not saved: 4 fields are missing or wrong")

    program.write("Employee Name", "O'Brien, Zoë")
    program.pick("Company Position", "Dispatcher", several=True)
    program.pick("Role", "Office")
    program.write("Email", "zoe@@example.com")
    program.focus("Has Extension")
    program.press("space")
    program.pick("New Account Status", "Create username and password")
    program.write("Password", "short")
    program.press("f2")
    program.shows("Not saved: 4 fields are missing or wrong")
    for label, sentence in {
        "Email": "This is not an e-mail address",
        "Office Phone": "An extension needs an office phone",
        "Extension": "Extension is missing",
        "Password": "it needs 15",
    }.items():
        program.focus(label)
        program.shows(sentence)

    program.write("Email", "zoe@example.com")
    program.write("Office Phone", "(201) 555-0199")
    program.write("Extension", "42")
    program.write("Password", "seven purple depots")
    program.write("Confirm Password", "seven purple depots")
    program.press("f2")
    program.shows("The username is zoe@example.com")
    program.shows("Edit Employee · O'Brien, Zoë · Active · Admin assigned")

    _deactivate_find_and_activate(program, "employee", "O'Brien, Zoë", 2)
    program.leave()

    later = start()
    later.press("2")
    later.shows("O'Brien, Zoë")
    later.press("5")
    later.shows("activated")
    later.leave()


@pytest.mark.parametrize(
    "size",
    # Sizes are proved on the layout (tests/ui/form/test_sizes.py).
    [pytest.param(size, marks=pytest.mark.long) for size in ((80, 24), (132, 43), (40, 12))],
    ids=["80x24", "132x43", "40x12"],
)
def test_every_field_can_be_reached_and_saved_at_every_size(start: Start, size: tuple[int, int]) -> None:
    program = start(size)
    program.terminal.wait_for("Technicians")
    program.shows("no technicians")
    program.press("a")
    program.shows("Add Technician")
    program.write("Technician Name", "Bo")
    program.pick("Company Position", "Helper", several=True)
    program.pick("Technician Type", "Non-managed")
    program.pick("Role", "Helper")
    program.write("Mobile Phone", "2015550123")
    program.focus("Enabled")
    program.press("space", "f2")
    program.shows("Edit Technician")
    program.shows("Saved")
    program.press("escape")
    program.shows("1 of 1")
    program.leave()
