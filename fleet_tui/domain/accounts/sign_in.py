"""Sign-in as values: the mode, the details of a code, and one's own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fleet_tui.domain.accounts.purpose import Purpose


class SignInMode(Enum):
    """How people sign in."""

    SETUP = "first_start"
    PASSWORD = "password"  # noqa: S105  # the name of a mode
    OPERATING_SYSTEM = "operating_system"


QUICKER = "Somebody else was quicker and has set this up: ask them for an invitation."
"""Said on the setup screen when the setup was done elsewhere meanwhile."""


@dataclass(frozen=True, slots=True)
class SignInOptions:
    """The sign-in mode, the company's name, and the name of the operating system's user."""

    mode: SignInMode
    company: str
    user: str


@dataclass(frozen=True, slots=True)
class CodeDetails:
    """What a code is for, and what is still to be entered.

    `username` is the account's when it has one, else the one that is suggested.
    """

    purpose: Purpose
    name: str
    username: str
    needs_password: bool
    needs_username: bool


@dataclass(frozen=True, slots=True)
class OwnPermission:
    """A permission, whether it holds, and by what: "role", "allowed to you" or "denied to you"."""

    label: str
    group: str
    allowed: bool
    origin: str


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """One's own account: `mode` is the company's sign-in mode; no `password_set` where there is no password."""

    username: str
    last_sign_in: datetime | None
    password_set: datetime | None
    mode: str
    permissions: tuple[OwnPermission, ...]
