"""How far each person's account has come: every status of the Status column, in believable shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from fleet_tui.domain.accounts.status import AccountState

_CAME = (
    ("signed in", 62),
    ("accepted", 5),
    ("assigned", 7),
    ("invited", 9),
    ("unreachable", 4),
    ("never", 13),
)
_LASTS = timedelta(days=7)
_HOURS_AGO = 12 * 24
_WORDS, _WEIGHTS = zip(*_CAME, strict=True)


@dataclass(frozen=True, slots=True)
class Account:
    """What has been done about a person's account; `reachable` is false for people without contact details."""

    state: AccountState | None
    last_sign_in: datetime | None
    reachable: bool
    invited: tuple[datetime, datetime] | None = None
    """When the invitation was sent and when it ends."""


def an_account(random: Random, created: datetime, now: datetime) -> Account:
    """The account of a person; a sign-in comes after the profile was made, mostly in the last days."""
    came = random.choices(_WORDS, _WEIGHTS)[0]
    if came == "signed in":
        state = AccountState.ACCEPTED if random.random() < 0.7 else AccountState.ASSIGNED
        ago = timedelta(minutes=round(random.expovariate(1 / (6 * 24 * 60))) + 1)
        return Account(state, max(created + timedelta(minutes=5), now - ago), reachable=True)
    if came == "accepted":
        return Account(AccountState.ACCEPTED, None, reachable=True)
    if came == "assigned":
        return Account(AccountState.ASSIGNED, None, reachable=True)
    if came == "invited":
        return Account(AccountState.INVITED, None, reachable=True, invited=_invitation(created, now))
    return Account(None, None, reachable=came == "never")


def _invitation(created: datetime, now: datetime) -> tuple[datetime, datetime]:
    """It was sent in the last days, so some have ended: the same ones whenever the people are made."""
    minutes = (now - created) // timedelta(minutes=1)
    sent = max(created, now - timedelta(hours=minutes % _HOURS_AGO, minutes=minutes % 60))
    return sent, sent + _LASTS
