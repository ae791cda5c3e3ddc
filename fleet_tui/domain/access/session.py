"""A signed-in person, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in: the person and the time.

    `generation` is the account's at that time: it goes up when the password changes and when the person is deactivated,
    and a session of an earlier one is over. `mode` is how people signed in then: what was asked of them is not what is
    asked where they sign in another way. `must_change` says in a sentence why the password has to be changed before
    anything else; it is empty when it has not. `started` is what the clock said, `behind` how much later the latest
    moment was that the file had seen.
    """

    kind: PersonKind
    person: int
    name: str
    username: str
    generation: int
    started: datetime
    mode: str
    must_change: str = ""
    behind: timedelta = timedelta()


class SignedOut(Refusal):
    """No session, or it is over: why, and what to do."""


class NotAllowed(Refusal):
    """The signed-in person lacks a permission."""
