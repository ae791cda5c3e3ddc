"""The first screen of each destination, and the way back to it; only the lists are imported before they are opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from fleet_tui.domain.access.permissions import requirement
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.services.services import Services
from fleet_tui.ui.base.navigation import DESTINATIONS, Enter
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.people.list_screen import PeopleListScreen
from fleet_tui.ui.people.opening import Opening

if TYPE_CHECKING:
    from fleet_tui.domain.accounts.sign_in import SignInOptions

_ENTRIES = {entry.id: entry for entry in DESTINATIONS}


SLOW_TO_IMPORT = (
    "fleet_tui.ui.people.profile.person_form",
    "fleet_tui.ui.people.list_actions",
    "fleet_tui.ui.screens.history",
    "fleet_tui.ui.screens.company",
)
"""Modules that take as long to import as a key may: imported behind the first picture, on another thread."""


def closed(grants: PermissionCache) -> frozenset[str]:
    """The ids of destinations that are not allowed."""
    return frozenset(entry.id for entry in DESTINATIONS if not all(map(grants.may, entry.permissions)))


def why_closed(grants: PermissionCache, entry: str) -> str:
    """The sentence about the permissions that are missing for a destination."""
    place = _ENTRIES[entry]
    lacks = (permission for permission in place.permissions if not grants.may(permission))
    return f"You are not allowed to see {place.label}: {requirement(*lacks)}."


def first_screen(services: Services, entry: str, enter: Enter, first: Opening | None = None) -> Screen[Any]:
    """A new screen for an entry of the sidebar; `first` is what a list opens with.

    `enter` continues with another session after the user changes the password.
    """
    if entry == "lists":
        from fleet_tui.ui.screens.lists import ListsScreen

        return ListsScreen(services.lists, services.grants)
    if entry == "company":
        from fleet_tui.ui.screens.company import CompanyScreen

        return CompanyScreen(services)
    if entry == "history":
        from fleet_tui.ui.screens.history import HistoryScreen

        return HistoryScreen(services)
    if entry == "mail":
        from fleet_tui.ui.screens.mail import MailScreen

        return MailScreen(services)
    if entry == "roles":
        from fleet_tui.ui.screens.roles import RolesScreen

        return RolesScreen(services)
    if entry == "overview":
        from fleet_tui.ui.overview.screen import OverviewScreen

        return OverviewScreen(services)
    if entry == "account":
        from fleet_tui.ui.screens.account import AccountScreen

        return AccountScreen(services.my_account, enter)
    return PeopleListScreen(services, PersonKind(entry), partial(_form, services), first)


def _form(services: Services, kind: PersonKind, person: int | None) -> FleetScreen[int | None]:
    from fleet_tui.ui.people.profile.person_form import PersonForm

    return PersonForm(services, kind, person)


def sign_in_screen(services: Services, options: SignInOptions, enter: Enter, *, at_once: bool = True) -> Screen[Any]:
    """The screen to sign in with, or to set up the company.

    `at_once` signs in the operating system's user without a key, where the company signs in that way.
    """
    from fleet_tui.domain.accounts.sign_in import SignInMode

    if options.mode is SignInMode.SETUP:
        from fleet_tui.ui.sign_in.setup import SetupScreen

        return SetupScreen(services, options, enter)
    if options.mode is SignInMode.OPERATING_SYSTEM:
        from fleet_tui.ui.sign_in.by_system import SystemSignIn

        return SystemSignIn(services, options, enter, at_once=at_once)
    from fleet_tui.ui.sign_in.by_password import SignIn

    return SignIn(services, options, enter)


async def unwind(app: App[Any]) -> bool:
    """Close the screens over the destination's first one; false if the user stays with unsaved changes."""
    for screen in reversed(app.screen_stack):
        if isinstance(screen, FleetScreen) and not await screen.leave():
            return False
        if len(app.screen_stack) > 1 and screen is app.screen:  # a form may close the one behind it too
            await screen.dismiss(None)
    return True
