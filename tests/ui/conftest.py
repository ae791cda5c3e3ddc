"""People for the lists: made once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
import textual.app
import textual.pilot
from rich.console import RenderableType
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.strip import Strip

from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.bulk.load import load_people
from fleet_tui.services.services import Services
from fleet_tui.storage.opening import open_database
from tests.conftest import NOW
from tests.support.people import TECHNICIANS, files_in, new_person, set_active
from tests.support.screens.pilot_waiting import wait_for_idle

PEOPLE = 150
"""How many technicians there are, "Person 000" and so on; every tenth has no team, the last five are inactive."""


def entry(services: Services, name: ListName, text: str) -> int:
    """The id of an entry."""
    return next(found.id for found in services.lists.entries(name, retired=True) if found.name == text)


def technician(services: Services, name: str, **more: object) -> dict[str, object]:
    """What is typed for a technician."""
    return {
        "name": name,
        "positions": (entry(services, ListName.TECHNICIAN_POSITIONS, "Service"),),
        "type": "managed",
        "role": entry(services, ListName.TECHNICIAN_ROLES, "Technician"),
        "email": f"{name.replace(' ', '.').lower()}@example.com",
        **more,
    }


@pytest.fixture(autouse=True)
def _no_longer_than_the_app_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilots wait for the app, not by the clock."""
    for waiting in (textual.app, textual.pilot):
        monkeypatch.setattr(waiting, "wait_for_idle", wait_for_idle)


@pytest.fixture(autouse=True, scope="session")
def _styles_are_read_once() -> Iterator[None]:
    """What a style sheet means with certain colours is worked out once, not three times in each app of each test."""
    parse, rules = Stylesheet._parse_rules, {}

    def once(self: Stylesheet, *source: Any, **more: Any) -> list[RuleSet]:
        key = (source, *more.items(), *self._variables.items())
        if key not in rules:
            rules[key] = parse(self, *source, **more)
        return rules[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield


@pytest.fixture(autouse=True, scope="session")
def _what_goes_nowhere_is_not_painted() -> Iterator[None]:
    """Without a terminal a screen is painted at first and when a test looks at it, not 60 times a second."""
    paint, painted = Compositor.render_update, WeakSet[Compositor]()

    def once(self: Compositor, **how: Any) -> RenderableType | None:
        if self in painted and type(active_app.get()._driver) is HeadlessDriver:
            visible_screen_stack.set(how["screen_stack"])
            self._dirty_regions.clear()
            return None
        painted.add(self)
        return paint(self, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", once)
        yield


@pytest.fixture(autouse=True, scope="session")
def _a_dialog_that_is_looked_at_has_the_screen_behind_it() -> Iterator[None]:
    """The app says what is behind a dialog where it paints; a test that looks first would find it blank, for good."""
    strips = Compositor.render_strips

    def looked_at(self: Compositor, size: Size | None = None) -> list[Strip]:
        stack = self.root.app._screen_stack if self.root else []
        token = visible_screen_stack.set(list(takewhile(lambda screen: screen is not self.root, stack)))
        try:
            return strips(self, size)
        finally:
            visible_screen_stack.reset(token)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_strips", looked_at)
        yield


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of `PEOPLE` technicians and no employee."""
    path = tmp_path_factory.mktemp("crowd") / "fleet.db"
    with closing(open_database(path)) as database:
        services = Services(Context(database, SystemActor("tester"), clock=lambda: NOW), path.parent)
        teams = [found.name for found in services.lists.entries(ListName.TEAMS)]
        people = (_loaded(number, teams[number % len(teams)]) for number in range(PEOPLE))
        load_people(database, people, actor="tester", at=NOW)
        for saved in services.people.ids(ListQuery(TECHNICIANS, ("name",)))[-5:]:
            set_active(services, TECHNICIANS, saved, False)
    return path


def _loaded(number: int, team: str) -> NewPerson:
    values = {
        "name": f"Person {number:03}",
        "positions": ("Service",),
        "type": "managed",
        "role": "Technician",
        "email": f"person.{number:03}@example.com",
        "team": team if number % 10 else None,
        "daily_goal": Decimal(number),
    }
    return new_person(TECHNICIANS, values)


@pytest.fixture
def fleet(crowd: Path, tmp_path: Path) -> Iterator[Services]:
    """The services over a copy of the crowd."""
    path = tmp_path / "crowd.db"
    shutil.copy(crowd, path)
    database = open_database(path)
    files = files_in(tmp_path / "home")
    yield Services(Context(database, SystemActor("tester"), clock=lambda: NOW), tmp_path / "drafts", files=files)
    database.close()
