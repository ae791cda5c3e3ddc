"""Where the sidebar leads, with the permissions that each place needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from fleet_tui.domain.access.permissions import (
    MANAGE_COMPANY,
    MANAGE_ROLES,
    SEE_HISTORY,
    SEE_MAIL,
    SEE_PEOPLE,
)
from fleet_tui.domain.access.session import Session

if TYPE_CHECKING:
    from fleet_tui.domain.overview.values import Target


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
    Destination("overview", "Overview", "System", (SEE_PEOPLE,)),
)

ACCOUNT = "account"
"""The destination that everybody may see."""


class LeadTo(Message):
    """A number was chosen: the app shows what it counts, wherever that is."""

    def __init__(self, target: Target) -> None:
        self.target = target
        super().__init__()


SIGN_IN = "sign_in"
"""The mode of the app before sign-in; it is no destination."""


Enter = Callable[[Session], Awaitable[str]]
"""Enters the app with a session; answers why that is refused, or nothing."""
