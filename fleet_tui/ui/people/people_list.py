"""What the filter, the marks and the actions of a list know of the screen that owns them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.app import App

from fleet_tui.domain.fields import ProfileType
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import P, T
from fleet_tui.ui.people.filter_bar import FilterBar
from fleet_tui.ui.people.people_table import PeopleTable


class PeopleList(Protocol):
    """A list of one kind of people: its table and the bar above it, and the methods of a guarded screen."""

    services: Services
    profile_type: ProfileType
    table: PeopleTable
    bar: FilterBar

    @property
    def app(self) -> App[object]: ...

    def say(self, text: str, *, problem: bool = False) -> None: ...

    def rest(self) -> None: ...

    def name_window(self, title: str) -> None: ...

    def why_not(self, action: str) -> str: ...

    async def run_or_say(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | None: ...
