"""Revokes codes and sessions with a deactivation or another address.

Inactive profiles cannot sign in (technicians.txt, "Edit", step 4), and a code belongs to the address it was sent to.
"""

from __future__ import annotations

from collections.abc import Collection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.values import Values
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage.accounts import accounts, codes

_ADDRESSES = ("email", "mobile")


def revoke_sessions_and_codes(tx: Transaction, kind: PersonKind, people: Collection[int], values: Values) -> None:
    """Revoke what ends for those people when these values are written: codes, and for a deactivation sessions too."""
    inactive = values.get("active") is False
    if inactive or any(name in values for name in _ADDRESSES):
        codes.revoke(tx.connection, kind, people, tx.now, elsewhere=not inactive)
    if inactive:
        accounts.end_sessions(tx.connection, kind, people)
