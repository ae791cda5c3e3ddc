"""Where the sidebar leads, with the permissions that each place needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fleet_tui.domain.access.permissions import (
    MANAGE_COMPANY,
    MANAGE_ROLES,
    SEE_HISTORY,
    SEE_MAIL,
    SEE_PEOPLE,
)
from fleet_tui.domain.access.session import Session


@dataclass(frozen=True, slots=True)
class Destination:
    """An entry of the sidebar; its place in `DESTINATIONS` is the key that goes there.

    `permissions` are what going there takes, all of them; none where everybody may who is signed in.
    """

    id: str
    label: str
    group: str
    permissions: tuple[str, ...] = ()


DESTINATIONS = (
    Destination("technicians", "Technicians", "People", (SEE_PEOPLE,)),
    Destination("employees", "Employees", "People", (SEE_PEOPLE,)),
    Destination("lists", "Lists", "Company", (SEE_PEOPLE,)),
    Destination("company", "Company", "Company", (MANAGE_COMPANY,)),
    Destination("history", "History", "System", (SEE_PEOPLE, SEE_HISTORY)),
    Destination("mail", "Mail", "System", (SEE_PEOPLE, SEE_MAIL)),
    Destination("roles", "Roles", "System", (MANAGE_ROLES,)),
    Destination("account", "My account", "System"),
)


SIGN_IN = "sign_in"
"""The mode of the app before sign-in; it is no destination."""


Enter = Callable[[Session], Awaitable[str]]
"""Enters the app with a session; answers why that is refused, or nothing."""
