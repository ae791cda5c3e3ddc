"""The table of breakages keeps up with the program: each can still be made, and its tests are there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import fleet_tui
from tests.breakages.table import NoPlace, breakages, texts_of

ROOT = Path(fleet_tui.__file__).parents[1]


def test_every_breakage_can_be_placed() -> None:
    package, lost = texts_of(ROOT), []
    for breakage in breakages():
        try:
            breakage.place(package)
            breakage.selection(ROOT)
        except NoPlace as error:
            lost.append(str(error))
    assert lost == [], "mend these entries in tests/breakages/*.toml"


def test_there_are_sixty_and_each_has_a_name_and_changes_something() -> None:
    every = breakages()
    assert len(every) >= 60
    assert [name for name, count in Counter(breakage.name for breakage in every).items() if count > 1] == []
    assert [breakage.name for breakage in every if breakage.find == breakage.becomes] == []
