"""A person with a past, loaded as a whole: what the demo makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.values import Values


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A profile to load. In `values`, entries of lists are meant by name: `str`, or `tuple[str, ...]` for many."""

    kind: PersonKind
    values: Values
    active: bool
    created: datetime
    account: AccountState | None
    username: str | None
    last_sign_in: datetime | None
    invited: tuple[datetime, datetime] | None = None
    """When an invitation was sent and when it ends; its code is not known."""
