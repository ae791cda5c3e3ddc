"""What ends with a deactivation or another address: codes that were sent, and for a deactivation open sessions.

Inactive profiles cannot sign in (technicians.txt, "Edit", step 4), and a code belongs to the address it was sent to.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.values import Values
from fleet_tui.storage.accounts import accounts, codes

_ADDRESSES = ("email", "mobile")


def revoke_sessions_and_codes(
    connection: Connection, kind: PersonKind, people: Collection[int], values: Values, at: datetime
) -> None:
    """End it for those people, in the transaction that writes these values."""
    inactive = values.get("active") is False
    if inactive or any(name in values for name in _ADDRESSES):
        codes.revoke(connection, kind, people, at, elsewhere=not inactive)
    if inactive:
        accounts.end_sessions(connection, kind, people)
