"""The first screen of each destination; those that the app does not start with are imported when they are gone to."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.screen import Screen

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.queries import Page
from fleet_tui.services.services import Services
from fleet_tui.ui.screens.people_list import PeopleListScreen


def first_screen(services: Services, entry: str, first: Page | None = None) -> Screen[Any]:
    """A new screen for an entry of the sidebar, with the services that it needs and the first page, if it is a list."""
    if entry == "lists":
        from fleet_tui.ui.screens.lists import ListsScreen

        return ListsScreen(services.lists)
    if entry == "company":
        from fleet_tui.ui.screens.company import CompanyScreen

        return CompanyScreen(services.company, services.drafts)
    if entry == "history":
        from fleet_tui.ui.screens.history import HistoryScreen

        return HistoryScreen(services.history)
    return PeopleListScreen(services, PersonKind(entry), partial(_form, services), first)


def _form(services: Services, kind: PersonKind, person: int | None) -> Screen[int | None]:
    from fleet_tui.ui.screens.person_form import PersonForm

    return PersonForm(services, kind, person)
